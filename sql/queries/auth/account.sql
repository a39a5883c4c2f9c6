-- name: account_list :many
-- The accounts and their roles.
-- notnull: login_name, person_id, name, has_second_factor, lacks_second_factor
SELECT login_name, person_id, name, disabled_at, roles, has_second_factor, lacks_second_factor FROM auth.accounts();

-- name: add_account :one
-- Makes a login role for a person; the password comes as a verifier.
-- notnull: account_id
SELECT auth.add_account(:person_id, :login_name, :verifier, :role) AS account_id;

-- name: disable_account :exec
-- Disables an account and ends its sessions.
SELECT auth.disable_account(:login_name);

-- name: staff_for_account :many
-- Members of staff of this name or number, for whoever makes accounts.
-- notnull: id, name, staff_number
-- type id: PeoplePerson.ID
SELECT id, name, staff_number FROM auth.staff_named(:name);

-- name: reset_password :exec
-- Makes a new password for somebody else, given as a verifier; it must be changed before anything else works.
SELECT auth.reset_password(:login_name, :verifier);

-- name: close_sessions_of :one
-- Ends all web sessions of an account; answers how many.
-- notnull: closed
SELECT auth.close_sessions_of(:login_name) AS closed;
