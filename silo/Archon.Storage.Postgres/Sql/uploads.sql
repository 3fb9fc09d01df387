-- name: lock-uploads
-- Whoever hands something in waits for the one before: two at once would both find the last room free.
SELECT pg_advisory_xact_lock(1095910220, 0);

-- name: judge-uploads
-- $1 crawl, $2 addresses, $3 bytes to come. Documents and bytes as they would be: what takes another's place is no further one.
SELECT (SELECT count(*) FROM crawl WHERE id = $1),
       (SELECT count(*) FROM upload WHERE crawl = $1 AND url <> ALL ($2)) + cardinality($2),
       (SELECT coalesce(sum(bytes), 0) FROM upload)::bigint + $3 - (SELECT coalesce(sum(bytes), 0) FROM upload WHERE crawl = $1 AND url = ANY ($2))::bigint;

-- name: keep-upload
INSERT INTO upload (crawl, url, kind, charset, bytes, created_at, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (crawl, url) DO UPDATE SET kind = excluded.kind, charset = excluded.charset, bytes = excluded.bytes, created_at = excluded.created_at, body = excluded.body;

-- name: count-uploads
SELECT count(*) FROM upload WHERE crawl = $1;

-- name: measure-upload
SELECT bytes FROM upload WHERE crawl = $1 AND url = $2;

-- name: find-upload
SELECT kind, charset, body FROM upload WHERE crawl = $1 AND url = $2;

-- name: forget-upload
DELETE FROM upload WHERE crawl = $1 AND url = $2;

-- name: drop-uploads
DELETE FROM upload WHERE crawl = $1 AND NOT EXISTS (SELECT 1 FROM crawl WHERE id = $1);

-- name: forget-stale-uploads
-- $1 before, $2 limit. 102 is cancelled, which is for good; of other ended crawls what has failed may be retried for a while. 3 is failed,
-- 0 and 1 are yet to be read: of a crawl that runs, what a process that died has read and not forgotten goes, too.
DELETE FROM upload WHERE no IN (
    SELECT upload.no FROM upload LEFT JOIN crawl ON crawl.id = upload.crawl
    WHERE CASE WHEN crawl.no IS NULL THEN upload.created_at < $1
               ELSE crawl.deleted OR crawl.status = 102 OR (crawl.status >= 100 AND crawl.ended_at < $1)
                    OR NOT EXISTS (SELECT 1 FROM page WHERE page.crawl_no = crawl.no AND page.url = upload.url
                                   AND (page.state = 3 OR (page.state IN (0, 1) AND crawl.status < 100))) END
    LIMIT $2);

-- name: delete-uploads-of-crawl
DELETE FROM upload WHERE crawl = (SELECT id FROM crawl WHERE no = $1);

-- name: remove-unlisted
-- $1 crawl, $2 epoch, $3 after, $4 end, $5 limit.
SELECT removed, next_url, pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded,
       code_examples, pages_added, pages_changed, pages_unchanged, pages_removed
FROM archon_remove_unlisted($1, $2, $3, $4, $5);
