-- name: open_session :one
-- Opens a web session for the person of this login and tells its token, once.
-- null: address, user_agent
-- notnull: token
SELECT auth.open_session(:address, :user_agent) AS token;

-- name: close_session :exec
-- Signs the caller out.
SELECT auth.close_session();

-- name: whoami :maybe
-- The caller and the roles that hold today; none when nobody is signed in.
-- notnull: person_id, name, login_name, roles, role_labels
SELECT person_id, name, login_name, roles, role_labels FROM auth.whoami();

-- name: change_password :exec
-- Sets a new password, given as a SCRAM-SHA-256 verifier, for the caller's own login.
SELECT auth.change_password(:verifier);

-- name: my_sessions :many
-- The caller's web sessions that are open; this one is marked.
-- notnull: number, opened_at, last_used_at, expires_at, is_this
SELECT number, opened_at, last_used_at, expires_at, address, user_agent, is_this FROM auth.my_sessions();

-- name: close_my_sessions :one
-- Ends one of the caller's sessions, or all others; answers how many.
-- null: number
-- notnull: closed
SELECT auth.close_my_sessions(:number) AS closed;

-- name: sign_in_pause :one
-- Seconds to wait before a password may be tried for this name from this address; 0: now.
-- notnull: seconds
SELECT auth.sign_in_pause(:login_name, :address) AS seconds;

-- name: note_sign_in :exec
-- Counts an attempt to sign in.
SELECT auth.note_sign_in(:login_name, :address, :was_right);

-- name: own_login :one
-- The login of this connection, whether or not it has an account.
-- notnull: login_name
SELECT session_user::text AS login_name;

-- name: require_own_password :exec
-- Refuses as long as somebody else knows the password of this login.
SELECT auth.require_own_password();
