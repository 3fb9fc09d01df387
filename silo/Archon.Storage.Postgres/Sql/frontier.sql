-- name: claim-pages
-- $1 crawl, $2 epoch, $3 limit. The subquery reads the first entries of page_pending and nothing else; what another transaction
-- holds is being written and is not pending any more. One row of nulls when the epoch is the crawl's and nothing is
-- pending; no row when it is not. The order is the caller's.
WITH head AS MATERIALIZED (SELECT no FROM crawl WHERE id = $1 AND epoch = $2 AND status < 100 AND NOT deleted),
next AS MATERIALIZED (
    SELECT page.id FROM page WHERE page.crawl_no = (SELECT no FROM head) AND page.state = 0
    ORDER BY page.depth, page.id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED),
claimed AS (
    UPDATE page SET state = 1 FROM next WHERE page.id = next.id
    RETURNING page.id, page.url, page.depth, page.attempts)
SELECT claimed.id, claimed.url, claimed.depth, claimed.attempts FROM head LEFT JOIN claimed ON true;

-- name: commit-pages
-- Everything is decided in the functions, see Migrations/0028_fragments.sql, 0014_shorter_ways.sql and 0017_identity.sql; they run in this order.
SELECT outcomes, pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded, code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed
FROM archon_commit_pages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46,
    $47, $48, $49, $52, $53, $54, $55, $56, $57, $58, $59) committed,
    LATERAL archon_lower_depths(CASE WHEN 2 <> ALL (committed.outcomes) THEN $1 END, $43, $44),
    LATERAL archon_identify($1, committed.outcomes, $3, $11, $17, $50, $51);

-- name: take-duplicates
-- $1 crawl, $2 epoch, $3 after, $4 limit.
SELECT taken, next_no, pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded,
       code_examples, pages_added, pages_changed, pages_unchanged, pages_removed
FROM archon_take_duplicates($1, $2, $3, $4);

-- name: reopen-page
-- $1 crawl, $2 epoch, $3 page, $4 the former hash, $5 the hash, $6 the title; before commit-pages in the same transaction.
SELECT archon_reopen_page($1, $2, $3, $4, $5, $6);

-- name: list-done-pages
-- $1 crawl, $2 after, $3 limit. 2 is done.
SELECT page.id, page.url, crawl.epoch, page.http_status, page.detail, page.attempts, page.fetched_at, document.title, document.markdown, document.content_hash,
       document.language, document.etag, document.last_modified, document.reading, document.links, document_identity.claims, document.anchors
FROM crawl JOIN source ON source.id = crawl.source_id AND NOT source.deleted
           JOIN page ON page.crawl_no = crawl.no
           JOIN document ON document.source_no = source.no AND document.url = page.url
           LEFT JOIN document_identity ON document_identity.document_no = document.no
WHERE crawl.id = $1 AND NOT crawl.deleted AND page.state = 2 AND page.id > $2
ORDER BY page.id LIMIT $3;

-- name: admit-unseen
-- $1 crawl, $2 epoch, $3 after, $4 limit, $5 depth.
SELECT admitted, next_url, pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded,
       code_examples, pages_added, pages_changed, pages_unchanged, pages_removed
FROM archon_admit_unseen($1, $2, $3, $4, $5);

-- name: has-pages
-- $1 crawl, $2 URLs. 3 is failed.
SELECT page.url FROM crawl JOIN page ON page.crawl_no = crawl.no WHERE crawl.id = $1 AND NOT crawl.deleted AND page.url = ANY ($2::text[]) AND page.state <> 3;

-- name: release-pages
-- $1 crawl, $2 epoch, $3 pages; locked in order of their ids, as a commit does.
UPDATE page SET state = 0
FROM (SELECT page.id FROM page JOIN crawl ON crawl.no = page.crawl_no
      WHERE crawl.id = $1 AND crawl.epoch = $2 AND crawl.status < 100 AND NOT crawl.deleted
        AND page.id = ANY ($3::bigint[]) AND page.state = 1
      ORDER BY page.id FOR NO KEY UPDATE OF page) held
WHERE page.id = held.id;

-- name: release-claimed-pages
-- $1 crawl. Behind the fence, so nobody holds one of them.
UPDATE page SET state = 0 WHERE crawl_no = (SELECT no FROM crawl WHERE id = $1 AND status < 100 AND NOT deleted) AND state = 1;

-- name: skip-pending-pages
-- $1 crawl's number, $2 limit, null: all; behind the fence. 4 is skipped, 105 is the page limit. The first entries of page_pending.
WITH next AS MATERIALIZED (SELECT id FROM page WHERE crawl_no = $1 AND state = 0 ORDER BY depth, id LIMIT $2),
skipped AS (UPDATE page SET state = 4, reason = 105 FROM next WHERE page.id = next.id RETURNING 1)
UPDATE crawl_tally SET pages_skipped = pages_skipped + (SELECT count(*) FROM skipped) WHERE crawl_no = $1;

-- name: crawl-no
SELECT no FROM crawl WHERE id = $1 AND NOT deleted;

-- name: list-pages-by-state
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND id > $2 AND state = $4 ORDER BY id LIMIT $3;

-- name: list-pages
-- Five ordered walks of page_by_state, merged: an index on (crawl_no, id) alone would cost every admission a write.
(SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND state = 0 AND id > $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND state = 1 AND id > $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND state = 2 AND id > $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND state = 3 AND id > $2 ORDER BY id LIMIT $3)
UNION ALL
(SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = $1 AND state = 4 AND id > $2 ORDER BY id LIMIT $3)
ORDER BY id LIMIT $3;

-- name: list-refused-links
SELECT key, url, reason, depth FROM refused_link WHERE crawl_no = $1 AND key > $2 ORDER BY key LIMIT $3;

-- name: count-reasons
-- Of failed (3) and skipped (4) pages the first so many; refused links are bounded anyway.
SELECT reason, count(*) FROM (
    (SELECT reason FROM page WHERE crawl_no = $1 AND state = 3 ORDER BY id LIMIT $2)
    UNION ALL
    (SELECT reason FROM page WHERE crawl_no = $1 AND state = 4 ORDER BY id LIMIT $2)
    UNION ALL
    SELECT reason FROM refused_link WHERE crawl_no = $1) every
GROUP BY reason ORDER BY reason;

-- name: admit-pages
-- Everything is decided in the function, see Migrations/0010_what_sites_list.sql.
SELECT is_full, pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded, code_examples,
       pages_added, pages_changed, pages_unchanged, pages_removed
FROM archon_admit_pages($1, $2, $3, $4, $5, $6, $7, $8) admitted,
    LATERAL archon_lower_depths(CASE WHEN admitted.is_full IS NOT NULL THEN $1 END, $3, $4);

-- name: keep-discovery
UPDATE crawl SET discovery = $3 WHERE id = $1 AND epoch = $2 AND status < 100 AND NOT deleted;
