-- name: session_state :one
-- What this web session still owes: open, code_due, enrolment_due; nothing where there is no session.
SELECT auth.session_state() AS state;

-- name: give_second_factor :one
-- Step two of signing in on the web: right, recovery_code, wrong, or wait for so many seconds.
-- null: code
-- notnull: outcome, seconds
SELECT outcome, seconds FROM auth.give_second_factor(:code);

-- name: enrol_second_factor :one
-- Begins to set up a second factor and tells its secret, once; one that is in use must be shown first.
-- null: code
-- notnull: outcome, seconds
SELECT outcome, seconds, secret, address FROM auth.enrol_second_factor(:code);

-- name: confirm_second_factor :one
-- Puts the new secret in use with its first code and tells the recovery codes, once.
-- null: code
-- notnull: outcome, seconds
SELECT outcome, seconds, recovery_codes FROM auth.confirm_second_factor(:code);

-- name: renew_recovery_codes :one
-- Makes new recovery codes in place of the old ones and tells them, once.
-- null: code
-- notnull: outcome, seconds
SELECT outcome, seconds, recovery_codes FROM auth.renew_recovery_codes(:code);

-- name: my_second_factor :one
-- The caller's own second factor.
-- notnull: is_active, is_required, recovery_codes_left
SELECT is_active, is_required, confirmed_at, last_used_at, recovery_codes_left FROM auth.my_second_factor();

-- name: propose_second_factor_reset :one
-- Proposes to reset somebody's second factor; nothing happens until another person approves it.
-- notnull: reset_id
SELECT auth.propose_second_factor_reset(:login_name, :reason) AS reset_id;

-- name: approve_second_factor_reset :exec
-- Approves the reset of a second factor; the account's sessions end.
SELECT auth.approve_second_factor_reset(:reset_id);

-- name: second_factor_resets :many
-- Resets that wait for approval.
-- notnull: id, login_name, name, reason, proposed_by, proposed_at
SELECT id, login_name, name, reason, proposed_by, proposed_at FROM auth.second_factor_resets();

-- name: require_second_factor :exec
-- Whether a role needs a second factor.
SELECT auth.require_second_factor(:role, :required);

-- name: sign_in_rules :many
-- What roles must do to sign in, and how long their sessions last; the row without a role is everybody's.
-- notnull: role_label
SELECT role, role_label, requires_second_factor, holders, holders_without, idle_minutes, longest_minutes FROM auth.sign_in_rules();

-- name: set_session_limit :exec
-- Sets how long the web sessions of a role, or of everybody, last; a role without numbers goes by everybody's.
-- null: role, idle_minutes, longest_minutes
SELECT auth.set_session_limit(:role, :idle_minutes, :longest_minutes);
