-- name: claim-pages
-- The subquery reads the first entries of page_pending and nothing else. RETURNING promises no order; the caller sorts.
UPDATE page SET state = 1
WHERE id IN (SELECT id FROM page WHERE crawl_no = :crawl AND state = 0 ORDER BY depth, id LIMIT :limit)
RETURNING id, url, depth, attempts;

-- name: find-page
SELECT url, depth, state FROM page WHERE id = :id AND crawl_no = :crawl;

-- name: find-page-by-url
SELECT id, state FROM page WHERE crawl_no = :crawl AND url = :url;

-- name: has-page
-- 3 is failed.
SELECT 1 FROM crawl JOIN page ON page.crawl_no = crawl.no WHERE crawl.id = :id AND crawl.deleted = 0 AND page.url = :url AND page.state <> 3;

-- name: admit-link
-- The unique index decides; a known link costs one lookup and changes nothing.
INSERT INTO page (crawl_no, url, depth) VALUES (:crawl, :url, :depth) ON CONFLICT DO NOTHING;

-- name: deepest-pending
-- The last entry of page_pending.
SELECT depth FROM page WHERE crawl_no = :crawl AND state = 0 ORDER BY depth DESC, id DESC LIMIT 1;

-- name: lower-depth
-- A shorter way to a page nobody has begun. By the address: page_pending would be read from end to end.
UPDATE page SET depth = :depth WHERE crawl_no = :crawl AND url = :url AND +state = 0 AND depth > :depth;

-- name: finish-page
UPDATE page SET state = :state, reason = :reason, detail = :detail, http_status = :http_status,
                attempts = :attempts, fetched_at = :fetched_at, content_hash = :hash
WHERE id = :id;

-- name: refuse-link
-- Plain VALUES: an INSERT from a SELECT opens a savepoint, which makes the full-text indexes write out (see insert-chunk).
INSERT INTO refused_link (crawl_no, url, reason, depth) VALUES (:crawl, :url, :reason, :depth) ON CONFLICT DO NOTHING;

-- name: forget-refusal
-- The link became a page after all, by a shorter way.
DELETE FROM refused_link WHERE crawl_no = :crawl AND url = :url;

-- name: release-page
UPDATE page SET state = 0 WHERE id = :id AND crawl_no = :crawl AND state = 1;

-- name: release-claimed-pages
UPDATE page SET state = 0 WHERE crawl_no = :crawl AND state = 1;

-- name: skip-pending-pages
-- 4 is skipped, 105 is the page limit. A limit of -1 is none. The first entries of page_pending.
UPDATE page SET state = 4, reason = 105
WHERE id IN (SELECT id FROM page WHERE crawl_no = :crawl AND state = 0 ORDER BY depth, id LIMIT :limit);

-- name: crawl-no
SELECT no FROM crawl WHERE id = :id AND deleted = 0;

-- name: list-pages-by-state
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = :state AND id > :after ORDER BY id LIMIT :limit;

-- name: list-pages
-- Five ordered walks of page_by_state, merged: an index on (crawl_no, id) alone would cost every admission a write.
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = 0 AND id > :after
UNION ALL
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = 1 AND id > :after
UNION ALL
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = 2 AND id > :after
UNION ALL
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = 3 AND id > :after
UNION ALL
SELECT id, url, state, depth, http_status, reason, detail, attempts, content_hash, fetched_at
FROM page WHERE crawl_no = :crawl AND state = 4 AND id > :after
ORDER BY id LIMIT :limit;

-- name: list-refused-links
SELECT url, reason, depth FROM refused_link WHERE crawl_no = :crawl AND url > :after ORDER BY url LIMIT :limit;

-- name: count-reasons
-- Of failed (3) and skipped (4) pages the first so many; refused links are bounded anyway.
SELECT reason, count(*) FROM (
    SELECT reason FROM (SELECT reason FROM page WHERE crawl_no = :crawl AND state = 3 ORDER BY id LIMIT :limit)
    UNION ALL
    SELECT reason FROM (SELECT reason FROM page WHERE crawl_no = :crawl AND state = 4 ORDER BY id LIMIT :limit)
    UNION ALL
    SELECT reason FROM refused_link WHERE crawl_no = :crawl)
GROUP BY reason ORDER BY reason;

-- name: list-done-pages
-- Pages that are done (2) with their documents, as they would be committed again.
SELECT page.id, page.url, crawl.epoch, page.http_status, page.detail, page.attempts, page.fetched_at, document.title, document.markdown, document.content_hash,
       document.language, document.etag, document.last_modified, document_refresh.reading, document_refresh.links, document_identity.claims,
       document.anchors
FROM crawl JOIN page ON page.crawl_no = crawl.no
           JOIN source ON source.id = crawl.source_id AND source.deleted = 0
           JOIN document ON document.source_no = source.no AND document.url = page.url
           LEFT JOIN document_refresh ON document_refresh.document_no = document.no
           LEFT JOIN document_identity ON document_identity.document_no = document.no
WHERE crawl.id = :crawl AND crawl.deleted = 0 AND page.state = 2 AND page.id > :after
ORDER BY page.id LIMIT :limit;

-- name: find-rewritten
-- The document of a page that is done, as long as it is the text that is to be replaced.
SELECT document.no, document.source_no, document.crawl_no, document.chunks, document.code_examples
FROM page JOIN crawl ON crawl.no = page.crawl_no
          JOIN source ON source.id = crawl.source_id AND source.deleted = 0
          JOIN document ON document.source_no = source.no AND document.url = page.url
WHERE page.crawl_no = :crawl AND page.id = :page AND +page.state = 2 AND document.content_hash = :hash;

-- name: has-content-elsewhere
SELECT 1 FROM document WHERE source_no = :source AND content_hash = :hash AND title = :title AND no <> :document LIMIT 1;

-- name: reopen-page
-- 1 is claimed: it is committed again in the same transaction.
UPDATE page SET state = 1 WHERE id = :id;

-- name: keep-discovery
UPDATE crawl SET discovery = :discovery WHERE no = :no;
