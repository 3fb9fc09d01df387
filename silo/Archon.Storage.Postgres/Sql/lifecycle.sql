-- name: lock-source-of-crawl
-- $1 crawl. As lock-source: a crawl of the source begins before or after, not in the middle.
SELECT pg_advisory_xact_lock(1095910218, hashtext(source_id)) FROM crawl WHERE id = $1 AND NOT deleted;

-- name: find-any-crawl-head
-- As find-crawl-head, whether the crawl has ended or not.
SELECT no, last_sequence, status, source_id FROM crawl WHERE id = $1 AND epoch = $2 AND NOT deleted FOR NO KEY UPDATE;

-- name: hold-tally
-- Behind the fence no page commit changes it; whoever stores vectors waits.
SELECT pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded, code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed
FROM crawl_tally WHERE crawl_no = $1 FOR NO KEY UPDATE;

-- name: end-crawl
-- The epoch rises with the end, so a commit that is still on its way is fenced like one of a dead silo.
UPDATE crawl SET status = $2, error = $3, ended_at = $4, epoch = epoch + 1, last_sequence = $5 WHERE no = $1;

-- name: end-count
-- Of an ended crawl this is shown, whatever is embedded later.
UPDATE crawl_tally SET embedded_at_end = chunks_embedded WHERE crawl_no = $1;

-- name: count-on
UPDATE crawl_tally SET embedded_at_end = NULL WHERE crawl_no = $1;

-- name: pause-crawl
-- 7 is paused. The epoch rises as it does with an end.
UPDATE crawl SET status = 7, epoch = epoch + 1, last_sequence = $2 WHERE no = $1;

-- name: queue-crawl
-- 0 is queued: whoever takes it up puts the rest of its failed pages back first.
UPDATE crawl SET status = 0, error = NULL, ended_at = NULL, epoch = epoch + 1, last_sequence = $2 WHERE no = $1;

-- name: retry-failed-pages
-- $1 crawl's number, $2 limit; behind the fence. 3 is failed. What went wrong is forgotten, how often it was tried is not. The subquery
-- reads the first failed entries of page_by_state.
WITH retried AS (
    UPDATE page SET state = 0, reason = 0, detail = NULL, http_status = NULL, fetched_at = NULL
    WHERE id IN (SELECT id FROM page WHERE crawl_no = $1 AND state = 3 ORDER BY id LIMIT $2)
    RETURNING 1)
UPDATE crawl_tally SET pages_failed = pages_failed - (SELECT count(*) FROM retried) WHERE crawl_no = $1;
