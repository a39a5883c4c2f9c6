-- name: claim_command :exec
-- Lets a command with this key take effect once: NX007 when it was done before.
SELECT audit.claim_command(:key, :route, :request);
