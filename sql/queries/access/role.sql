-- name: role_list :many
-- The roles of the school.
SELECT role, ref.say(label_zh, label_en) AS label FROM access.role ORDER BY role;

-- name: propose_role :one
-- Proposes a role for a person; it gives nothing until another person approves it.
-- null: unit_id
-- notnull: assignment_id
SELECT access.propose_role(:person_id, :role, :unit_id, :purpose, :until) AS assignment_id;

-- name: approve_role :exec
-- Approves a proposed role.
SELECT access.approve_role(:assignment_id);

-- name: proposed_roles :many
-- Roles that wait for approval.
-- notnull: id, name, role, role_label, purpose, first_day, last_day
SELECT id, name, role, role_label, unit, purpose, proposed_by, first_day, last_day FROM access.proposed_roles();
