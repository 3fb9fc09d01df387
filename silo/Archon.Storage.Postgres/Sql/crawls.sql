-- name: find-crawl
-- By the id people know. The column order is what CrawlRow reads. The newest entry comes along by one lookup, so that what is shown
-- of a crawl and what was told of it are the same.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl JOIN crawl_tally ON crawl_no = no WHERE id = $1 AND NOT deleted;

-- name: list-crawls
-- Newest first; the pair (created_at, no) is the cursor, so equal times lose no crawl.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl JOIN crawl_tally ON crawl_no = no WHERE (created_at, no) < ($1, $2) AND NOT deleted
ORDER BY created_at DESC, no DESC LIMIT $3;

-- name: list-crawls-by-status
-- As above on (status, created_at, no): a status filter must not walk every crawl.
SELECT no, id, source_id, settings, scope_url, status, epoch, last_sequence,
       pages_discovered, pages_done, pages_failed, pages_skipped, links_refused,
       chunks_stored, coalesce(embedded_at_end, chunks_embedded), code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed,
       created_at, started_at, ended_at, error,
       (SELECT body FROM journal WHERE journal.crawl_no = crawl.no AND sequence = last_sequence),
       discovery
FROM crawl JOIN crawl_tally ON crawl_no = no WHERE (created_at, no) < ($1, $2) AND status = $4 AND NOT deleted
ORDER BY created_at DESC, no DESC LIMIT $3;

-- name: list-running-crawls
-- Walks the partial index of crawls that have not ended; 7 is paused.
SELECT id FROM crawl WHERE status < 100 AND status <> 7 ORDER BY created_at, no LIMIT $1;

-- name: insert-crawl
-- $1 id, $2 source, $3 settings, $4 tags, $5 seed, $6 page cap, $7 time, $8 sequences, $9 ticks, $10 bodies, $11 refreshes. Crawl, tally, seed and
-- journal in one statement, which does nothing when the id is taken or the source has a crawl that has not ended.
WITH made AS (
    INSERT INTO crawl (id, source_id, settings, tags, seed_url, status, page_cap, last_sequence, created_at, refreshes)
    VALUES ($1, $2, $3, $4, $5, 0, $6, cardinality($8::bigint[]), $7, $11)
    ON CONFLICT DO NOTHING
    RETURNING no),
tally AS (INSERT INTO crawl_tally (crawl_no, scope_url, pages_discovered) SELECT no, $5, 1 FROM made),
seed AS (INSERT INTO page (crawl_no, url, depth) SELECT no, $5, 0 FROM made)
INSERT INTO journal (crawl_no, sequence, is_tick, body)
SELECT made.no, entry.* FROM made, unnest($8::bigint[], $9::boolean[], $10::text[]) AS entry (sequence, is_tick, body);

-- name: insert-document-crawl
-- As insert-crawl, with a page for each document that is kept for it, and no seed.
WITH made AS (
    INSERT INTO crawl (id, source_id, settings, tags, seed_url, status, page_cap, last_sequence, created_at, refreshes)
    VALUES ($1, $2, $3, $4, $5, 0, $6, cardinality($8::bigint[]), $7, $11)
    ON CONFLICT DO NOTHING
    RETURNING no),
tally AS (INSERT INTO crawl_tally (crawl_no, scope_url, pages_discovered) SELECT no, $5, (SELECT count(*) FROM upload WHERE crawl = $1) FROM made),
pages AS (INSERT INTO page (crawl_no, url, depth) SELECT made.no, upload.url, 0 FROM made, upload WHERE upload.crawl = $1 ORDER BY upload.url)
INSERT INTO journal (crawl_no, sequence, is_tick, body)
SELECT made.no, entry.* FROM made, unnest($8::bigint[], $9::boolean[], $10::text[]) AS entry (sequence, is_tick, body);

-- name: crawl-id-taken
-- Ids are unique for ever, so a deleted crawl still answers here.
SELECT 1 FROM crawl WHERE id = $1;

-- name: live-crawl-of-source
-- Running or paused: statuses below 100.
SELECT id FROM crawl WHERE source_id = $1 AND status < 100;

-- name: fence
-- Alone: waits for the commits that are under way, and they for us.
SELECT archon_fence(no) FROM crawl WHERE id = $1 AND NOT deleted;

-- name: share-fence
-- Beside commits: the epoch that the next statement reads is true until the transaction ends.
SELECT archon_share_fence(no) FROM crawl WHERE id = $1 AND NOT deleted;

-- name: open-epoch
-- started_at is stamped once: a crawl that is taken up again keeps its first start.
UPDATE crawl SET epoch = epoch + 1, started_at = coalesce(started_at, $2)
WHERE id = $1 AND status < 100 AND NOT deleted RETURNING no;

-- name: set-crawl-status
UPDATE crawl SET status = $3 WHERE id = $1 AND epoch = $2 AND status < 100 AND NOT deleted;

-- name: find-crawl-head
-- Whose turn it is, for writers that decide in more than one statement.
SELECT no, last_sequence FROM crawl WHERE id = $1 AND epoch = $2 AND status < 100 AND NOT deleted FOR NO KEY UPDATE;
