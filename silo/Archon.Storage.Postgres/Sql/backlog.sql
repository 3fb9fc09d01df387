-- In this file {model} stands for the number of a model: each has a table of its own for its vectors, and a table's name
-- cannot be a parameter.

-- name: find-model
SELECT no, dimensions FROM model WHERE name = $1;

-- name: use-model
SELECT model_no, model_dimensions FROM archon_model($1, $2);

-- name: other-models
-- As many rows as models were ever used: a handful.
SELECT no FROM model WHERE name <> $1 ORDER BY no;

-- name: count-waiting
-- $1 sources, $2 model: chunks that have no vector, and are not refused.
SELECT source.id, (SELECT count(*) FROM chunk_waiting WHERE chunk_waiting.source_no = source.no AND refused_by IS DISTINCT FROM $2)
FROM source WHERE source.id = ANY ($1::text[]) AND NOT source.deleted;

-- name: count-vectors-of-sources
-- $1 sources.
SELECT source.id, (SELECT count(*) FROM chunk_vector_{model} vector WHERE vector.source_no = source.no)
FROM source WHERE source.id = ANY ($1::text[]) AND NOT source.deleted;

-- name: count-vectors
-- $1 most.
SELECT count(*) FROM (SELECT 1 FROM chunk_vector_{model} LIMIT $1) few;

-- name: former-models
-- $1 the model in use.
SELECT name FROM archon_models_in_use() AS name WHERE name <> $1;

-- name: has-vectors-of-source
-- $1 source.
SELECT EXISTS (SELECT 1 FROM source JOIN chunk_vector_{model} vector ON vector.source_no = source.no WHERE source.id = $1 AND NOT source.deleted);

-- name: current-model
SELECT no, name, dimensions FROM model WHERE is_current;

-- name: drop-current-model
-- In two steps, for the unique index looks at every row as it changes.
UPDATE model SET is_current = false WHERE is_current AND no <> $1;

-- name: declare-model
UPDATE model SET is_current = true WHERE no = $1;

-- name: has-vectors
SELECT EXISTS (SELECT 1 FROM chunk_vector_{model});

-- name: lock-vectors
-- Nobody stores the first vector while its length changes.
LOCK TABLE chunk_vector_{model} IN ACCESS EXCLUSIVE MODE;

-- name: drop-vectors
DROP TABLE chunk_vector_{model};

-- name: make-model
-- $1 model, $2 dimensions.
SELECT archon_make_model($1, $2);

-- name: resize-model
-- $1 model, $2 dimensions.
UPDATE model SET dimensions = $2 WHERE no = $1;

-- name: read-backlog
-- $1 source, $2 after, $3 limit, $4 model: chunks that have no vector, and are not refused.
SELECT chunk.id, crawl.id, document.title, chunk.headings, chunk.content
FROM source JOIN chunk_waiting ON chunk_waiting.source_no = source.no
            JOIN chunk ON chunk.id = chunk_waiting.chunk_id
            JOIN document ON document.no = chunk.document_no
            JOIN crawl ON crawl.no = chunk.crawl_no
WHERE source.id = $1 AND NOT source.deleted AND chunk_waiting.chunk_id > $2 AND chunk_waiting.refused_by IS DISTINCT FROM $4
ORDER BY chunk_waiting.chunk_id LIMIT $3;

-- name: read-backlog-of-model
-- As above: chunks whose vector is of another model.
SELECT chunk.id, crawl.id, document.title, chunk.headings, chunk.content
FROM source JOIN chunk_vector_{model} vector ON vector.source_no = source.no
            JOIN chunk ON chunk.id = vector.chunk_id
            JOIN document ON document.no = chunk.document_no
            JOIN crawl ON crawl.no = chunk.crawl_no
WHERE source.id = $1 AND NOT source.deleted AND vector.chunk_id > $2
ORDER BY vector.chunk_id LIMIT $3;

-- name: chunk-contexts
-- $1 chunk ids, $2 most characters. The first chunk of each document is looked for once, however many of its chunks are asked about.
WITH asked AS MATERIALIZED (SELECT id, document_no, source_no FROM chunk WHERE id = ANY ($1::bigint[])),
     firsts AS MATERIALIZED (SELECT document_no, (SELECT min(chunk.id) FROM chunk WHERE chunk.document_no = documents.document_no) AS id
                             FROM (SELECT DISTINCT document_no FROM asked) documents)
SELECT asked.id, CASE WHEN firsts.id = asked.id THEN '' ELSE left(first.content, $2) END, summary.text
FROM asked JOIN firsts ON firsts.document_no = asked.document_no
           JOIN chunk first ON first.id = firsts.id
           LEFT JOIN source_summary ON source_summary.source_no = asked.source_no
           LEFT JOIN summary ON summary.no = source_summary.summary_no;

-- name: hold-chunks
-- $1 chunk ids. The first of three steps that store vectors.
SELECT chunk_id, chunk_source FROM archon_hold_chunks($1);

-- name: copy-vectors
COPY chunk_vector_{model} (chunk_id, source_no, embedding) FROM STDIN (FORMAT binary)
-- The second step, after forget-vectors. (Npgsql wants the word COPY first.)

-- name: serve-chunks
-- $1 chunk ids. The third: a chunk counts as embedded once, when it leaves chunk_waiting, for the crawl that stored it.
SELECT archon_serve_chunks($1);

-- name: forget-vectors
-- One vector a chunk: a new model's vector takes the place of the old one.
DELETE FROM chunk_vector_{model} WHERE chunk_id = ANY ($1::bigint[]);

-- name: refuse-chunk
-- $1 chunk, $2 source, $3 model, $4 reason. After hold-chunks and forget-vectors. A chunk that had a former model's vector was counted as embedded.
WITH refused AS (
    INSERT INTO chunk_waiting AS waiting (chunk_id, source_no, refused_by, refusal) VALUES ($1, $2, $3, $4)
    ON CONFLICT (chunk_id) DO UPDATE SET refused_by = excluded.refused_by, refusal = excluded.refusal
    RETURNING chunk_id, xmax = 0 AS is_new)
UPDATE crawl_tally SET chunks_embedded = chunks_embedded - 1
FROM refused JOIN chunk ON chunk.id = refused.chunk_id WHERE refused.is_new AND crawl_tally.crawl_no = chunk.crawl_no;

-- name: retry-refused-chunks
-- $1 source, $2 crawl: for one that begins. What is locked gets its vector just now, or is taken away.
UPDATE chunk_waiting SET refused_by = NULL, refusal = NULL
WHERE chunk_id IN (
    SELECT waiting.chunk_id FROM source JOIN chunk_waiting waiting ON waiting.source_no = source.no
    WHERE source.id = $1 AND NOT source.deleted AND waiting.refused_by IS NOT NULL AND EXISTS (SELECT 1 FROM crawl WHERE crawl.id = $2 AND status < 100)
    FOR UPDATE OF waiting SKIP LOCKED);

-- name: count-refused-chunks
-- $1 sources, $2 model.
SELECT source.id, (SELECT count(*) FROM chunk_waiting WHERE chunk_waiting.source_no = source.no AND refused_by = $2)
FROM source WHERE source.id = ANY ($1::text[]) AND NOT source.deleted;

-- name: list-refused-chunks
-- $1 sources, $2 model, $3 of each source.
SELECT source.id, chunk.id, document.url, chunk.fragment, chunk.headings, few.refusal
FROM source CROSS JOIN LATERAL (SELECT chunk_id, refusal FROM chunk_waiting WHERE chunk_waiting.source_no = source.no AND refused_by = $2 ORDER BY chunk_id LIMIT $3) few
            JOIN chunk ON chunk.id = few.chunk_id
            JOIN document ON document.no = chunk.document_no
WHERE source.id = ANY ($1::text[]) AND NOT source.deleted
ORDER BY chunk.id;

-- name: try-folding
-- One at a time in the cluster: two would only compete for the same cores.
SELECT pg_try_advisory_xact_lock(1095910220, {model});

-- name: count-unindexed
SELECT count(*) FROM (SELECT 1 FROM chunk_vector_{model} WHERE NOT is_indexed LIMIT $1) few;

-- name: fold-vectors
-- The oldest first. A vector that is being replaced or erased is left for the next time.
UPDATE chunk_vector_{model} v SET is_indexed = true
FROM (SELECT chunk_id FROM chunk_vector_{model} WHERE NOT is_indexed ORDER BY chunk_id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED) next
WHERE v.chunk_id = next.chunk_id;
