-- name: find-host
SELECT origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at FROM host WHERE origin = :origin;

-- name: save-host
INSERT INTO host (origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at)
VALUES (:origin, :concurrency, :backoff, :held_until, :delay, :last_status, :requests, :updated_at)
ON CONFLICT (origin) DO UPDATE SET concurrency = excluded.concurrency, backoff = excluded.backoff, held_until = excluded.held_until,
    delay = excluded.delay, last_status = excluded.last_status, requests = excluded.requests, updated_at = excluded.updated_at;

-- name: forget-hosts
-- With each save: there is hardly ever one to forget, and the index says so at once.
DELETE FROM host WHERE updated_at < :before;

-- name: list-hosts
SELECT origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at FROM host
ORDER BY updated_at DESC, origin LIMIT :limit;
