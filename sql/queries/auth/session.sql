-- name: open_session :one
-- Opens a web session for the person of this login and tells its token, once.
-- notnull: token
SELECT auth.open_session() AS token;

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
