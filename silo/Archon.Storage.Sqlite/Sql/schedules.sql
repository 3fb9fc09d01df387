-- name: schedule-refresh
UPDATE source SET refresh_every = :every, refresh_at = :at, refresh_access = :access WHERE id = :id AND deleted = 0;

-- name: list-due-refreshes
SELECT id, refresh_every, refresh_at, refresh_access FROM source
WHERE refresh_at IS NOT NULL AND deleted = 0 AND refresh_at <= :now ORDER BY refresh_at LIMIT :limit;

-- name: put-off-refresh
UPDATE source SET refresh_at = :next WHERE id = :id AND deleted = 0 AND refresh_at = :at;
