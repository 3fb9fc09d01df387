-- name: source-no
SELECT no, chunks FROM source WHERE id = :id AND deleted = 0;

-- name: count-chunks
SELECT coalesce(sum(chunks), 0) FROM source WHERE deleted = 0;

-- name: count-chunks-with
-- Counts no further than the limit: a frequent word is frequent.
SELECT count(*) FROM (SELECT 1 FROM chunk_fts WHERE chunk_fts MATCH :match LIMIT :limit);

-- name: count-code-with
SELECT count(*) FROM (SELECT 1 FROM code_fts WHERE code_fts MATCH :match LIMIT :limit);

-- name: match-chunks
-- A title match weighs eight times a body match, a heading four times. The inner limit bounds the rows whose score is computed.
SELECT rowid FROM (
    SELECT chunk_fts.rowid, bm25(chunk_fts, 8.0, 4.0, 1.0) AS score FROM chunk_fts WHERE chunk_fts MATCH :match LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: match-chunks-of-source
SELECT rowid FROM (
    SELECT chunk_fts.rowid, bm25(chunk_fts, 8.0, 4.0, 1.0) AS score FROM chunk_fts JOIN chunk ON chunk.id = chunk_fts.rowid
    WHERE chunk_fts MATCH :match AND chunk.source_no = :source LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: match-chunks-where
-- The path of an address begins at the first slash from its ninth letter.
SELECT rowid FROM (
    SELECT chunk_fts.rowid, bm25(chunk_fts, 8.0, 4.0, 1.0) AS score
    FROM chunk_fts CROSS JOIN chunk ON chunk.id = chunk_fts.rowid CROSS JOIN document ON document.no = chunk.document_no
         CROSS JOIN source ON source.no = chunk.source_no
    WHERE chunk_fts MATCH :match
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(document.language) = :language OR substr(lower(document.language), 1, length(:language) + 1) = :language || '-')
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path) LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: chunk-is-held
SELECT 1 FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = chunk.source_no
WHERE chunk.id = :id
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(document.language) = :language OR substr(lower(document.language), 1, length(:language) + 1) = :language || '-')
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path);

-- name: match-code
-- The code itself and the words inside its identifiers count alike; the heading says what it is for.
SELECT rowid FROM (
    SELECT code_fts.rowid, bm25(code_fts, 4.0, 4.0, 4.0, 2.0) AS score FROM code_fts WHERE code_fts MATCH :match LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: match-code-of-source
SELECT rowid FROM (
    SELECT code_fts.rowid, bm25(code_fts, 4.0, 4.0, 4.0, 2.0) AS score FROM code_fts JOIN code_example ON code_example.id = code_fts.rowid
    WHERE code_fts MATCH :match AND code_example.source_no = :source LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: match-code-where
SELECT rowid FROM (
    SELECT code_fts.rowid, bm25(code_fts, 4.0, 4.0, 4.0, 2.0) AS score
    FROM code_fts CROSS JOIN code_example ON code_example.id = code_fts.rowid CROSS JOIN document ON document.no = code_example.document_no
         CROSS JOIN source ON source.no = code_example.source_no
    WHERE code_fts MATCH :match
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(code_example.language) = :language)
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path) LIMIT :most)
ORDER BY score LIMIT :limit;

-- name: count-vectors
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE model_no = :model LIMIT :limit);

-- name: count-vectors-of-source
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE source_no = :source AND model_no = :model LIMIT :limit);

-- name: scan-vectors
SELECT chunk_id, scale, data FROM chunk_vector WHERE model_no = :model;

-- name: scan-vectors-of-source
SELECT chunk_id, scale, data FROM chunk_vector WHERE source_no = :source AND model_no = :model;

-- name: vector-of-chunk
SELECT scale, data FROM chunk_vector WHERE chunk_id = :chunk AND model_no = :model;

-- name: chunk-hit
SELECT document.no, document.url, document.title, chunk.headings, chunk.content, source.id
FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = chunk.source_no
WHERE chunk.id = :id AND source.deleted = 0;

-- name: code-hit
SELECT document.no, document.url, document.title, code_example.headings, code_example.code, source.id, code_example.language,
       code_example.context, summary.text
FROM code_example JOIN document ON document.no = code_example.document_no JOIN source ON source.no = code_example.source_no
     LEFT JOIN code_summary ON code_summary.example_id = code_example.id LEFT JOIN summary ON summary.no = code_summary.summary_no
WHERE code_example.id = :id AND source.deleted = 0;

-- name: document-of-chunk
SELECT document_no FROM chunk WHERE id = :id;

-- name: chunk-marked
-- The whole text with the words found marked; the part to show is chosen once the Markdown is out of it.
SELECT highlight(chunk_fts, 2, char(2), char(3)) FROM chunk_fts WHERE chunk_fts MATCH :match AND rowid = :id;

-- name: code-snippet
SELECT snippet(code_fts, 0, char(2), char(3), '…', 32) FROM code_fts WHERE code_fts MATCH :match AND rowid = :id;
