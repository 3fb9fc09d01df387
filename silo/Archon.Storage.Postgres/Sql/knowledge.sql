-- name: list-sources
SELECT id, url, title, tags, documents, chunks, code_examples, last_crawl, updated_at,
       refresh_every, refresh_at, refresh_access,
       (SELECT summary.text FROM source_summary JOIN summary ON summary.no = source_summary.summary_no WHERE source_summary.source_no = source.no),
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url COLLATE "C"),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.ordinal LIMIT 1)
FROM source WHERE NOT deleted AND documents > 0 AND (left(title, 200), id) > ($1, $2)
ORDER BY left(title, 200), id LIMIT $3;

-- name: find-source
SELECT id, url, title, tags, documents, chunks, code_examples, last_crawl, updated_at,
       refresh_every, refresh_at, refresh_access,
       (SELECT summary.text FROM source_summary JOIN summary ON summary.no = source_summary.summary_no WHERE source_summary.source_no = source.no),
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url COLLATE "C"),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.ordinal LIMIT 1)
FROM source WHERE id = $1 AND NOT deleted;

-- name: find-document
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM document JOIN source ON source.no = document.source_no JOIN crawl ON crawl.no = document.crawl_no
WHERE document.no = $1 AND NOT source.deleted;

-- name: find-document-by-url
-- Several sources may hold the same page; the newest is the answer.
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM document JOIN source ON source.no = document.source_no JOIN crawl ON crawl.no = document.crawl_no
WHERE document.url = $1 AND NOT source.deleted
ORDER BY document.fetched_at DESC, document.no DESC LIMIT 1;

-- name: find-signature
-- $1 crawl, $2 URL. 3 is failed, 4 is skipped. A page that waits has been stored by a former crawl, and counts unless the last refresh found it gone.
SELECT document_identity.signature
FROM crawl JOIN source ON source.id = crawl.source_id AND NOT source.deleted
           JOIN document ON document.source_no = source.no AND document.url = $2
           JOIN document_identity ON document_identity.document_no = document.no
           JOIN page ON page.crawl_no = crawl.no AND page.url = document.url
WHERE crawl.id = $1 AND NOT crawl.deleted AND page.state + 0 < 3 AND NOT document.missing;

-- name: find-claimant
-- $1 crawl, $2 URL.
SELECT document.url
FROM crawl JOIN source ON source.id = crawl.source_id AND NOT source.deleted
           JOIN document_identity ON document_identity.source_no = source.no AND document_identity.claims = $2
           JOIN document ON document.no = document_identity.document_no
WHERE crawl.id = $1 AND NOT crawl.deleted LIMIT 1;

-- name: list-documents
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM source JOIN document ON document.source_no = source.no JOIN crawl ON crawl.no = document.crawl_no
WHERE source.id = $1 AND NOT source.deleted AND document.url > $2
ORDER BY document.url LIMIT $3;

-- name: list-chunks
-- $1 source, $2 and $3 URL and ordinal to go on after, $4 limit. The index of documents leads; what one document has is put in order.
SELECT chunk.id, document.no, document.url, document.title, document.language, chunk.headings, chunk.ordinal,
       chunk.range_start, chunk.range_end, chunk.tokens, chunk.content, chunk.fragment
FROM source JOIN document ON document.source_no = source.no JOIN chunk ON chunk.document_no = document.no
WHERE source.id = $1 AND NOT source.deleted AND document.url >= $2 AND (document.url > $2 OR chunk.ordinal > $3)
ORDER BY document.url, chunk.ordinal LIMIT $4;

-- name: chunks-of-same-document
-- $1 source, $2 URL, $3 hash, $4 title.
SELECT chunk.ordinal, chunk.headings, chunk.content, chunk.range_start, chunk.range_end, chunk.tokens, chunk.fragment
FROM source JOIN document ON document.source_no = source.no AND document.url = $2 JOIN chunk ON chunk.document_no = document.no
WHERE source.id = $1 AND NOT source.deleted AND document.content_hash = $3 AND document.title = $4
ORDER BY chunk.ordinal;

-- name: vectors-of-chunks
SELECT chunk_id, embedding::real[] FROM chunk_vector_{model} WHERE chunk_id = ANY ($1::bigint[]);

-- name: find-version
SELECT document.etag, document.last_modified, document.reading, document.links, coalesce(document_identity.signature, 0)
FROM document JOIN source ON source.no = document.source_no
              LEFT JOIN document_identity ON document_identity.document_no = document.no
WHERE source.id = $1 AND NOT source.deleted AND document.url = $2 AND document.reading IS NOT NULL;

-- name: mark-source-deleted
-- From here nobody sees it; the rows go in slices so that commits of other crawls need not wait.
UPDATE source SET deleted = true WHERE id = $1 AND NOT deleted;

-- name: mark-crawls-deleted
-- Only together with the source, and only when none of its crawls runs: a crawl that begins in between keeps its rows.
UPDATE crawl SET deleted = true WHERE source_id = $1 AND NOT deleted AND status >= 100;

-- name: lock-source
-- Crawls of the source begin before the deletion or after it, not in the middle.
SELECT pg_advisory_xact_lock(1095910218, hashtext($1));

-- name: share-cleaning
-- One cleaner in the cluster; the others have nothing to do.
SELECT pg_try_advisory_xact_lock(1095910219, 0);

-- name: next-deleted-source
SELECT no FROM source WHERE deleted ORDER BY no LIMIT 1;

-- name: some-documents-of-source
SELECT no FROM document WHERE source_no = $1 ORDER BY no LIMIT $2;

-- name: erase-documents
SELECT archon_erase_parts($1);

-- name: delete-documents
DELETE FROM document WHERE no = ANY ($1);

-- name: delete-source
DELETE FROM source WHERE no = $1;

-- name: next-deleted-crawl
SELECT no FROM crawl WHERE deleted ORDER BY no LIMIT 1;

-- name: delete-some-pages
DELETE FROM page WHERE id IN (SELECT id FROM page WHERE crawl_no = $1 LIMIT $2);

-- name: delete-refused-links
DELETE FROM refused_link WHERE crawl_no = $1;

-- name: delete-journal
DELETE FROM journal WHERE crawl_no = $1;

-- name: delete-tally
DELETE FROM crawl_tally WHERE crawl_no = $1;

-- name: delete-crawl
DELETE FROM crawl WHERE no = $1;
