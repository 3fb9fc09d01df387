-- name: schedule-refresh
-- $1 source, $2 seconds, $3 next, $4 access.
UPDATE source SET refresh_every = $2, refresh_at = $3, refresh_access = $4 WHERE id = $1 AND NOT deleted;

-- name: list-due-refreshes
-- $1 now, $2 limit.
SELECT id, refresh_every, refresh_at, refresh_access FROM source
WHERE refresh_at IS NOT NULL AND NOT deleted AND refresh_at <= $1 ORDER BY refresh_at LIMIT $2;

-- name: put-off-refresh
-- $1 source, $2 when it was due, $3 next.
UPDATE source SET refresh_at = $3 WHERE id = $1 AND NOT deleted AND refresh_at = $2;
