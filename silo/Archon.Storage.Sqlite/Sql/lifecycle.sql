-- name: end-crawl
-- The epoch rises with the end, so a commit that is still on its way is fenced like one of a dead silo.
UPDATE crawl SET status = :status, error = :error, ended_at = :ended_at, epoch = epoch + 1,
                 last_sequence = :sequence, pages_skipped = pages_skipped + :skipped, embedded_at_end = chunks_embedded
WHERE no = :no;

-- name: pause-crawl
-- 7 is paused. The epoch rises as it does with an end.
UPDATE crawl SET status = 7, epoch = epoch + 1, last_sequence = :sequence WHERE no = :no;

-- name: queue-crawl
-- 0 is queued: whoever takes it up puts the rest of its failed pages back first.
UPDATE crawl SET status = 0, error = NULL, ended_at = NULL, embedded_at_end = NULL, epoch = epoch + 1, last_sequence = :sequence
WHERE no = :no;

-- name: retry-failed-pages
-- 3 is failed. What went wrong is forgotten, how often it was tried is not. The subquery reads the first failed entries of page_by_state.
UPDATE page SET state = 0, reason = 0, detail = NULL, http_status = NULL, fetched_at = NULL
WHERE id IN (SELECT id FROM page WHERE crawl_no = :crawl AND state = 3 ORDER BY id LIMIT :limit);

-- name: count-skipped
UPDATE crawl SET pages_skipped = pages_skipped + :pages WHERE no = :no;

-- name: forget-failures
UPDATE crawl SET pages_failed = pages_failed - :pages WHERE no = :no;
