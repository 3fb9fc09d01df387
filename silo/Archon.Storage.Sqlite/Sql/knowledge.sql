-- name: find-source-for-write
SELECT no, title, tags, last_crawl FROM source WHERE id = :id AND deleted = 0;

-- name: insert-source
-- The source begins with its first document, so a crawl that stores nothing leaves none behind.
INSERT INTO source (id, url, title, last_crawl, updated_at) VALUES (:id, :url, :title, :crawl, :now) RETURNING no;

-- name: join-crawl-to-source
-- Once a crawl, with its first document.
UPDATE source SET url = :url, tags = :tags, last_crawl = :crawl WHERE no = :no;

-- name: crawl-settings
SELECT settings FROM crawl WHERE no = :no;

-- name: update-source-counts
UPDATE source SET documents = documents + :documents, chunks = chunks + :chunks, code_examples = code_examples + :code,
                  updated_at = max(updated_at, :now), title = coalesce(:title, title)
WHERE no = :no;

-- name: find-document-for-write
SELECT no, title, chunks, code_examples, content_hash FROM document WHERE source_no = :source AND url = :url;

-- name: find-same-content
-- Only what this crawl has found to be so: a document of a former crawl may be another by now. What says that this address is its own goes at
-- the end of the crawl.
SELECT document.url FROM document
WHERE source_no = :source AND content_hash = :hash AND title = :title AND no < :before
  AND EXISTS (SELECT 1 FROM page WHERE page.crawl_no = :crawl AND page.url = document.url
                                   AND page.state = 2 AND page.content_hash = document.content_hash)
  AND NOT EXISTS (SELECT 1 FROM document_identity WHERE document_identity.document_no = document.no AND document_identity.claims = :url)
LIMIT 1;

-- name: insert-document
INSERT INTO document (source_no, crawl_no, fetched_at, chunks, code_examples, url, title, content_hash, language, etag,
                      last_modified, markdown, anchors)
VALUES (:source, :crawl, :fetched_at, :chunks, :code, :url, :title, :hash, :language, :etag, :last_modified, :markdown, :anchors);

-- name: replace-document
-- The row is kept, so the document's id stays good in other people's bookmarks.
UPDATE document SET crawl_no = :crawl, fetched_at = :fetched_at, chunks = :chunks, code_examples = :code, title = :title,
                    content_hash = :hash, language = :language, etag = :etag, last_modified = :last_modified,
                    markdown = :markdown, anchors = :anchors
WHERE no = :no;

-- name: keep-document
-- It came again as it is stored: what hangs on it stays.
UPDATE document SET fetched_at = :fetched_at, language = :language, etag = :etag, last_modified = :last_modified WHERE no = :no;

-- name: lead-document
-- What leads to its places, when that is another than what is stored.
UPDATE document SET anchors = :anchors WHERE no = :no AND anchors IS NOT :anchors;

-- name: lead-chunk
UPDATE chunk SET fragment = :fragment WHERE document_no = :document AND ordinal = :ordinal AND fragment <> :fragment;

-- name: lead-code-example
UPDATE code_example SET fragment = :fragment WHERE document_no = :document AND ordinal = :ordinal AND fragment <> :fragment;

-- name: confirm-document
-- The server says that it is as it is stored; what it does not repeat stays.
UPDATE document SET fetched_at = :fetched_at, etag = coalesce(:etag, etag), last_modified = coalesce(:last_modified, last_modified)
WHERE no = :no;

-- name: insert-document-refresh
INSERT INTO document_refresh (document_no, missing, reading, links) VALUES (:document, :missing, :reading, :links);

-- name: update-document-refresh
UPDATE document_refresh SET missing = 0, reading = :reading, links = :links WHERE document_no = :document;

-- name: mark-document
UPDATE document_refresh SET missing = :missing WHERE document_no = :document;

-- name: document-is-missing
SELECT missing FROM document_refresh WHERE document_no = :document;

-- name: find-version
SELECT document.etag, document.last_modified, document_refresh.reading, document_refresh.links, coalesce(document_identity.signature, 0)
FROM source JOIN document ON document.source_no = source.no JOIN document_refresh ON document_refresh.document_no = document.no
            LEFT JOIN document_identity ON document_identity.document_no = document.no
WHERE source.id = :source AND source.deleted = 0 AND document.url = :url AND document_refresh.reading IS NOT NULL;

-- name: some-document-urls
SELECT document.url FROM source JOIN document ON document.source_no = source.no
WHERE source.id = :source AND source.deleted = 0 AND document.url > :after
ORDER BY document.url LIMIT :limit;

-- name: insert-chunk
-- No RETURNING: it opens a savepoint around the statement, and at each savepoint the full-text indexes write out what they
-- have gathered. That made every chunk a segment of its own and cost a page more than all the rest.
INSERT INTO chunk (document_no, source_no, crawl_no, ordinal, range_start, range_end, tokens, headings, content, fragment)
VALUES (:document, :source, :crawl, :ordinal, :start, :end, :tokens, :headings, :content, :fragment);

-- name: index-chunk
INSERT INTO chunk_fts (rowid, title, headings, body) VALUES (:id, :title, :headings, :body);

-- name: read-unnamed
SELECT unnamed FROM index_filling;

-- name: write-unnamed
UPDATE index_filling SET unnamed = :unnamed;

-- name: chunks-to-name
SELECT chunk.id, document.title, chunk.headings, chunk.content
FROM chunk JOIN document ON document.no = chunk.document_no
WHERE chunk.id <= :to ORDER BY chunk.id DESC LIMIT :limit;

-- name: index-unspaced-chunk
INSERT INTO unspaced_chunk_fts (rowid, title, headings, body) VALUES (:id, :title, :headings, :body);

-- name: unindex-unspaced-chunk
DELETE FROM unspaced_chunk_fts WHERE rowid = :id;

-- name: index-unspaced-code
INSERT INTO unspaced_code_fts (rowid, code, words, headings, context) VALUES (:id, :code, :words, :headings, :context);

-- name: unindex-unspaced-code
DELETE FROM unspaced_code_fts WHERE rowid = :id;

-- name: count-vocabulary
SELECT count(*) FROM vocabulary;

-- name: add-word
INSERT OR IGNORE INTO vocabulary (word) VALUES (:word);

-- name: read-filling
SELECT chunk, code, older_chunk, older_code FROM index_filling;

-- name: write-filling
UPDATE index_filling SET chunk = :chunk, code = :code;

-- name: is-filling-behind
SELECT chunk < (SELECT coalesce(max(id), 0) FROM chunk) OR code < (SELECT coalesce(max(id), 0) FROM code_example) FROM index_filling;

-- name: chunks-to-fill
SELECT chunk.id, document.title, chunk.headings, chunk.content
FROM chunk JOIN document ON document.no = chunk.document_no
WHERE chunk.id > :from ORDER BY chunk.id LIMIT :limit;

-- name: code-to-fill
SELECT id, code, words, headings, context FROM code_example WHERE id > :from ORDER BY id LIMIT :limit;

-- name: chunks-of-document
SELECT id, headings, content, model_no FROM chunk WHERE document_no = :document ORDER BY ordinal;

-- name: keep-chunk
UPDATE chunk SET crawl_no = :crawl, ordinal = :ordinal, range_start = :start, range_end = :end, tokens = :tokens, fragment = :fragment WHERE id = :id;

-- name: unindex-chunk
-- The index keeps no text of its own: to forget a row it must be told the words it once indexed.
INSERT INTO chunk_fts (chunk_fts, rowid, title, headings, body) VALUES ('delete', :id, :title, :headings, :body);

-- name: delete-chunk
-- Its vector follows by ON DELETE CASCADE.
DELETE FROM chunk WHERE id = :id;

-- name: insert-code-example
INSERT INTO code_example (document_no, source_no, ordinal, language, headings, context, words, code, title, is_guessed, tab, tabs_begin, sketch, fragment)
VALUES (:document, :source, :ordinal, :language, :headings, :context, :words, :code, :title, :is_guessed, :tab, :tabs_begin, :sketch, :fragment);

-- name: index-code-example
INSERT INTO code_fts (rowid, code, words, headings, context) VALUES (:id, :code, :words, :headings, :context);

-- name: code-examples-of-document
SELECT id, code, words, headings, context FROM code_example WHERE document_no = :document;

-- name: unindex-code-example
INSERT INTO code_fts (code_fts, rowid, code, words, headings, context)
VALUES ('delete', :id, :code, :words, :headings, :context);

-- name: delete-code-examples
DELETE FROM code_example WHERE document_no = :document;

-- name: list-sources
SELECT id, url, title, tags, documents, chunks, code_examples, last_crawl, updated_at,
       refresh_every, refresh_at, refresh_access,
       (SELECT summary.text FROM source_summary JOIN summary ON summary.no = source_summary.summary_no WHERE source_summary.source_no = source.no),
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.ordinal LIMIT 1)
FROM source WHERE deleted = 0 AND documents > 0 AND (title, id) > (:title, :id)
ORDER BY title, id LIMIT :limit;

-- name: find-source
SELECT id, url, title, tags, documents, chunks, code_examples, last_crawl, updated_at,
       refresh_every, refresh_at, refresh_access,
       (SELECT summary.text FROM source_summary JOIN summary ON summary.no = source_summary.summary_no WHERE source_summary.source_no = source.no),
       (SELECT chunk.content FROM chunk
        WHERE chunk.document_no = coalesce((SELECT no FROM document WHERE source_no = source.no AND document.url = source.url),
                                           (SELECT no FROM document WHERE source_no = source.no ORDER BY document.url LIMIT 1))
        ORDER BY chunk.ordinal LIMIT 1)
FROM source WHERE id = :id AND deleted = 0;

-- name: find-document
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM document JOIN source ON source.no = document.source_no JOIN crawl ON crawl.no = document.crawl_no
WHERE document.no = :no AND source.deleted = 0;

-- name: find-document-by-url
-- Several sources may hold the same page; the newest is the answer.
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM document JOIN source ON source.no = document.source_no JOIN crawl ON crawl.no = document.crawl_no
WHERE document.url = :url AND source.deleted = 0
ORDER BY document.fetched_at DESC, document.no DESC LIMIT 1;

-- name: list-documents
SELECT document.no, source.id, crawl.id, document.url, document.title, document.markdown, document.content_hash,
       document.language, document.fetched_at, document.anchors
FROM source JOIN document ON document.source_no = source.no JOIN crawl ON crawl.no = document.crawl_no
WHERE source.id = :source AND source.deleted = 0 AND document.url > :after
ORDER BY document.url LIMIT :limit;

-- name: list-chunks
-- The index of documents leads; what one document has is put in order.
SELECT chunk.id, document.no, document.url, document.title, document.language, chunk.headings, chunk.ordinal,
       chunk.range_start, chunk.range_end, chunk.tokens, chunk.content, chunk.fragment
FROM source JOIN document ON document.source_no = source.no JOIN chunk ON chunk.document_no = document.no
WHERE source.id = :source AND source.deleted = 0 AND document.url >= :url AND (document.url > :url OR chunk.ordinal > :ordinal)
ORDER BY document.url, chunk.ordinal LIMIT :limit;

-- name: any-vector-of-chunk
-- Of whichever model: a chunk has one vector.
SELECT chunk_vector.scale, chunk_vector.data, model.name FROM chunk_vector JOIN model ON model.no = chunk_vector.model_no WHERE chunk_vector.chunk_id = :chunk;

-- name: chunks-of-same-document
SELECT chunk.ordinal, chunk.headings, chunk.content, chunk.range_start, chunk.range_end, chunk.tokens, chunk.fragment
FROM source JOIN document ON document.source_no = source.no JOIN chunk ON chunk.document_no = document.no
WHERE source.id = :source AND source.deleted = 0 AND document.url = :url AND document.content_hash = :hash AND document.title = :title
ORDER BY chunk.ordinal;

-- name: mark-source-deleted
-- From here nobody sees it; the rows go in slices so that commits of other crawls need not wait.
UPDATE source SET deleted = 1 WHERE id = :id AND deleted = 0;

-- name: mark-crawls-deleted
UPDATE crawl SET deleted = 1 WHERE source_id = :source AND deleted = 0;

-- name: next-deleted-source
SELECT no FROM source WHERE deleted = 1 LIMIT 1;

-- name: some-documents-of-source
SELECT no, title FROM document WHERE source_no = :source LIMIT :limit;

-- name: delete-document
DELETE FROM document WHERE no = :no;

-- name: delete-source
DELETE FROM source WHERE no = :no;

-- name: next-deleted-crawl
SELECT no FROM crawl WHERE deleted = 1 LIMIT 1;

-- name: delete-some-pages
DELETE FROM page WHERE id IN (SELECT id FROM page WHERE crawl_no = :crawl LIMIT :limit);

-- name: delete-refused-links
DELETE FROM refused_link WHERE crawl_no = :crawl;

-- name: delete-journal
DELETE FROM journal WHERE crawl_no = :crawl;

-- name: delete-crawl
DELETE FROM crawl WHERE no = :no;
