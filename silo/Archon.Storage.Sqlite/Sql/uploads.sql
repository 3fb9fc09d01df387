-- name: keep-upload
INSERT INTO upload (crawl, url, kind, charset, bytes, created_at, body) VALUES (:crawl, :url, :kind, :charset, :bytes, :now, :body)
ON CONFLICT (crawl, url) DO UPDATE SET kind = excluded.kind, charset = excluded.charset, bytes = excluded.bytes, created_at = excluded.created_at, body = excluded.body;

-- name: count-uploads
SELECT count(*) FROM upload WHERE crawl = :crawl;

-- name: total-upload-bytes
-- From upload_by_age alone.
SELECT coalesce(sum(bytes), 0) FROM upload;

-- name: measure-upload
SELECT bytes FROM upload WHERE crawl = :crawl AND url = :url;

-- name: find-upload
SELECT kind, charset, body FROM upload WHERE crawl = :crawl AND url = :url;

-- name: forget-upload
DELETE FROM upload WHERE crawl = :crawl AND url = :url;

-- name: drop-uploads
DELETE FROM upload WHERE crawl = :crawl AND NOT EXISTS (SELECT 1 FROM crawl WHERE crawl.id = :crawl);

-- name: forget-stale-uploads
-- 102 is cancelled, which is for good; of other ended crawls what has failed may be retried for a while. 3 is failed,
-- 0 and 1 are yet to be read: of a crawl that runs, what a process that died has read and not forgotten goes, too.
DELETE FROM upload WHERE no IN (
    SELECT upload.no FROM upload LEFT JOIN crawl ON crawl.id = upload.crawl
    WHERE CASE WHEN crawl.no IS NULL THEN upload.created_at < :before
               ELSE crawl.deleted = 1 OR crawl.status = 102 OR (crawl.status >= 100 AND crawl.ended_at < :before)
                    OR NOT EXISTS (SELECT 1 FROM page WHERE page.crawl_no = crawl.no AND page.url = upload.url
                                   AND (page.state = 3 OR (page.state IN (0, 1) AND crawl.status < 100))) END
    LIMIT :limit);

-- name: delete-uploads-of-crawl
DELETE FROM upload WHERE crawl = (SELECT id FROM crawl WHERE no = :crawl);

-- name: admit-uploads
INSERT INTO page (crawl_no, url, depth) SELECT :no, url, 0 FROM upload WHERE crawl = :crawl ORDER BY url;

-- name: set-pages-discovered
UPDATE crawl SET pages_discovered = :count WHERE no = :no;

-- name: some-documents-of-folder
-- The folder's addresses are those that begin with its own: up to, and without, the same with the character after the slash at its end.
SELECT document.no, document.url, document.title, document.chunks, document.code_examples
FROM source JOIN document ON document.source_no = source.no
WHERE source.id = :source AND source.deleted = 0 AND document.url > :after AND document.url < :end
ORDER BY document.url LIMIT :limit;
