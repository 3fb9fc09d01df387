-- name: find-host
-- $1 origin.
SELECT origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at FROM host WHERE origin = $1;

-- name: save-host
-- Two activations may live for a moment when a silo is only thought dead: the newer word stays.
INSERT INTO host (origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (origin) DO UPDATE SET concurrency = excluded.concurrency, backoff = excluded.backoff, held_until = excluded.held_until,
    delay = excluded.delay, last_status = excluded.last_status, requests = excluded.requests, updated_at = excluded.updated_at
WHERE host.updated_at <= excluded.updated_at;

-- name: forget-hosts
-- $1 time. With each save: there is hardly ever one to forget, and the index says so at once.
DELETE FROM host WHERE updated_at < $1;

-- name: list-hosts
-- $1 limit.
SELECT origin, concurrency, backoff, held_until, delay, last_status, requests, updated_at FROM host
ORDER BY updated_at DESC, origin LIMIT $1;
