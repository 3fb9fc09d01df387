-- name: update-identity
UPDATE document_identity SET signature = :signature, claims = :claims WHERE document_no = :document;

-- name: insert-identity
INSERT INTO document_identity (document_no, source_no, signature, claims, added_by) VALUES (:document, :source, :signature, :claims, :crawl);

-- name: find-alike
-- Of each quarter a few: a site may have very many pages that are all alike.
SELECT document.url, near.signature FROM (
    SELECT * FROM (SELECT document_no, signature FROM document_identity
                   WHERE source_no = :source AND signature & 65535 = :signature & 65535 LIMIT 8)
    UNION ALL
    SELECT * FROM (SELECT document_no, signature FROM document_identity
                   WHERE source_no = :source AND (signature >> 16) & 65535 = (:signature >> 16) & 65535 LIMIT 8)
    UNION ALL
    SELECT * FROM (SELECT document_no, signature FROM document_identity
                   WHERE source_no = :source AND (signature >> 32) & 65535 = (:signature >> 32) & 65535 LIMIT 8)
    UNION ALL
    SELECT * FROM (SELECT document_no, signature FROM document_identity
                   WHERE source_no = :source AND (signature >> 48) & 65535 = (:signature >> 48) & 65535 LIMIT 8)) near
JOIN document ON document.no = near.document_no
WHERE near.document_no <> :document AND near.signature <> 0;

-- name: find-signature
-- 3 is failed, 4 is skipped. A page that waits has been stored by a former crawl, and counts unless the last refresh found it gone.
SELECT document_identity.signature
FROM crawl JOIN source ON source.id = crawl.source_id AND source.deleted = 0
           JOIN document ON document.source_no = source.no AND document.url = :url
           JOIN document_identity ON document_identity.document_no = document.no
           JOIN page ON page.crawl_no = crawl.no AND page.url = document.url
           LEFT JOIN document_refresh ON document_refresh.document_no = document.no
WHERE crawl.id = :crawl AND +page.state < 3 AND coalesce(document_refresh.missing, 0) = 0;

-- name: find-claimant
SELECT document.url
FROM crawl JOIN source ON source.id = crawl.source_id AND source.deleted = 0
           JOIN document_identity ON document_identity.source_no = source.no AND document_identity.claims = :url
           JOIN document ON document.no = document_identity.document_no
WHERE crawl.id = :crawl LIMIT 1;

-- name: some-claims
SELECT document.no, document.url, document.title, document.chunks, document.code_examples, document.crawl_no,
       document_identity.signature, document_identity.claims, document_identity.added_by, document.content_hash
FROM document_identity JOIN document ON document.no = document_identity.document_no
WHERE document_identity.source_no = :source AND document_identity.claims IS NOT NULL AND document_identity.document_no > :after
ORDER BY document_identity.document_no LIMIT :limit;

-- name: find-claimed
-- What is stored at the address that a page claims, when the page there is done in the same crawl.
SELECT document.no, document_identity.signature, document.title, document.content_hash
FROM document JOIN document_identity ON document_identity.document_no = document.no
              JOIN page ON page.crawl_no = :crawl AND page.url = document.url
WHERE document.source_no = :source AND document.url = :url AND +page.state = 2;

-- name: count-embedded
SELECT count(*) FROM chunk WHERE document_no = :document AND model_no <> 0;

-- name: skip-duplicate
-- 4 is skipped, 103 is the duplicate.
UPDATE page SET state = 4, reason = 103, detail = :detail, content_hash = NULL WHERE id = :id;
