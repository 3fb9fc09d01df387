-- Of each statement that counts or matches words there is a twin, its name with "unspaced-" before it, which asks the index of texts in scripts
-- without spaces (see SqlText).

-- name: words-between
SELECT word FROM vocabulary WHERE word >= :from AND word < :before LIMIT :limit;

-- name: count-word
SELECT count(*) FROM vocabulary WHERE word = :word;

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

-- name: chunk-of-source
SELECT id FROM chunk WHERE source_no = :source LIMIT :limit;

-- name: code-of-source
SELECT id FROM code_example WHERE source_no = :source LIMIT :limit;

-- name: chunk-is-held
SELECT 1 FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = chunk.source_no
WHERE chunk.id = :id
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(document.language) = :language OR substr(lower(document.language), 1, length(:language) + 1) = :language || '-')
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path);

-- name: chunk-held
-- All chunks that a search may look at, up to the limit.
SELECT chunk.id FROM source CROSS JOIN document ON document.source_no = source.no CROSS JOIN chunk ON chunk.document_no = document.no
WHERE source.deleted = 0
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(document.language) = :language OR substr(lower(document.language), 1, length(:language) + 1) = :language || '-')
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path) LIMIT :limit;

-- name: code-held
SELECT code_example.id FROM source CROSS JOIN document ON document.source_no = source.no CROSS JOIN code_example ON code_example.document_no = document.no
WHERE source.deleted = 0
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(code_example.language) = :language)
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path) LIMIT :limit;

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

-- name: code-is-held
SELECT 1 FROM code_example JOIN document ON document.no = code_example.document_no JOIN source ON source.no = code_example.source_no
WHERE code_example.id = :id
      AND (:source IS NULL OR source.no = :source)
      AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(source.tags) WHERE value = :tag))
      AND (:language IS NULL OR lower(code_example.language) = :language)
      AND (:path IS NULL OR substr(document.url, 8 + instr(substr(document.url, 9), '/'), length(:path)) = :path);

-- name: count-vectors
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE model_no = :model LIMIT :limit);

-- name: count-vectors-of-source
SELECT count(*) FROM (SELECT 1 FROM chunk_vector WHERE source_no = :source AND model_no = :model LIMIT :limit);

-- name: scan-vectors
SELECT chunk_id, scale, data, source_no FROM chunk_vector WHERE model_no = :model;

-- name: scan-vectors-of-source
SELECT chunk_id, scale, data, source_no FROM chunk_vector WHERE source_no = :source AND model_no = :model;

-- name: vector-of-chunk
SELECT scale, data FROM chunk_vector WHERE chunk_id = :chunk AND model_no = :model;

-- name: chunk-hit
SELECT document.no, document.url, document.title, chunk.headings, chunk.content, source.id, chunk.fragment, chunk.ordinal
FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = chunk.source_no
WHERE chunk.id = :id AND source.deleted = 0;

-- name: code-hit
SELECT document.no, document.url, document.title, code_example.headings, code_example.code, source.id, code_example.fragment, code_example.language,
       code_example.context, summary.text, code_example.title, code_example.is_guessed, code_example.tab, code_example.tabs_begin,
       (SELECT group_no FROM code_alike WHERE example_id = code_example.id)
FROM code_example JOIN document ON document.no = code_example.document_no JOIN source ON source.no = code_example.source_no
     LEFT JOIN code_summary ON code_summary.example_id = code_example.id LEFT JOIN summary ON summary.no = code_summary.summary_no
WHERE code_example.id = :id AND source.deleted = 0;

-- name: code-near-chunk
-- Code that stands in the chunk first, then that of its section: a chunk's vector says what its code is about.
SELECT code_example.id FROM chunk JOIN code_example ON code_example.document_no = chunk.document_no
WHERE chunk.id = :id AND (:language IS NULL OR lower(code_example.language) = :language)
      AND (code_example.headings = chunk.headings OR instr(chunk.content, code_example.code) > 0)
ORDER BY instr(chunk.content, code_example.code) = 0, abs(code_example.ordinal - chunk.ordinal), code_example.ordinal LIMIT :limit;

-- name: chunks-around
SELECT ordinal, range_start, range_end, content FROM chunk
WHERE document_no = :document AND ordinal BETWEEN :from AND :to ORDER BY ordinal;

-- name: document-of-chunk
SELECT document_no FROM chunk WHERE id = :id;
