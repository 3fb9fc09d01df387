-- In this file {model} stands for the number of a model (see backlog.sql). Matches are ranked among the first 20,000 that the index
-- gives: for a word of nearly every chunk the answer then comes in time and is as good as any other. {narrowed} and {near} stand for the
-- conditions of a search that looks at less than whole sources, in a query of chunks or code and in one of vectors.

-- name: source-no
SELECT no, chunks FROM source WHERE id = $1 AND NOT deleted;

-- name: search-tuning
-- For this transaction: look at as many neighbours as are asked for, and go on when a filter leaves too few.
SELECT set_config('hnsw.ef_search', $1, true), set_config('hnsw.iterative_scan', 'relaxed_order', true);

-- name: search-narrowed
-- $10 tag, $11 language, $12 path: each null or what the source has, what the page is in, how the path of its address begins, which is at
-- the first slash from its ninth letter.
AND EXISTS (SELECT 1 FROM document JOIN source ON source.no = document.source_no
            WHERE document.no = chunk.document_no AND ($10::text IS NULL OR $10 = ANY (source.tags)) AND ($11::text IS NULL OR lower(document.language) = $11 OR starts_with(lower(document.language), $11 || '-'))
              AND ($12::text IS NULL OR starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $12)))

-- name: search-near
-- As above, for a vector.
AND EXISTS (SELECT 1 FROM chunk JOIN document ON document.no = chunk.document_no JOIN source ON source.no = document.source_no
            WHERE chunk.id = chunk_id AND ($10::text IS NULL OR $10 = ANY (source.tags)) AND ($11::text IS NULL OR lower(document.language) = $11 OR starts_with(lower(document.language), $11 || '-'))
              AND ($12::text IS NULL OR starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $12)))

-- name: search-code-narrowed
-- As above with $5, $6 and $7, the language that of the code.
AND EXISTS (SELECT 1 FROM document JOIN source ON source.no = document.source_no
            WHERE document.no = code_example.document_no AND ($5::text IS NULL OR $5 = ANY (source.tags)) AND ($6::text IS NULL OR lower(code_example.language) = $6)
              AND ($7::text IS NULL OR starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $7)))

-- name: search-words
-- $1 all words, $2 any word, $3 source or null, $4 wanted, $5 depth. What has every word stands before what has some, and those
-- are looked for only when the former are few. A title counts eight times a body, a heading four times.
WITH strict AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, ts_rank('{0.125, 0.25, 0.5, 1.0}', words, $1::tsquery, 1) AS rank
          FROM (SELECT id, words FROM chunk WHERE words @@ $1::tsquery AND ($3::bigint IS NULL OR source_no = $3) {narrowed}
                LIMIT 20000) few
          ORDER BY rank DESC, id LIMIT $5) best),
loose AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, ts_rank('{0.125, 0.25, 0.5, 1.0}', words, $2::tsquery, 1) AS rank
          FROM (SELECT id, words FROM chunk WHERE words @@ $2::tsquery AND ($3::bigint IS NULL OR source_no = $3)
                    AND $1 <> $2 AND (SELECT count(*) FROM strict) < $4 {narrowed}
                LIMIT 20000) few
          ORDER BY rank DESC, id LIMIT $5) best),
by_words AS (
    SELECT id, place FROM strict
    UNION ALL
    SELECT id, (SELECT count(*) FROM strict) + row_number() OVER (ORDER BY place) FROM loose
    WHERE id NOT IN (SELECT id FROM strict)),

-- name: search-no-vector
-- Continues search-words when there is nothing to compare vectors with.
by_vector AS (SELECT NULL::bigint AS id, NULL::bigint AS place WHERE false),

-- name: search-vector
-- Continues search-words: $8 components of the query, $9 the longest cosine distance. Vectors outside the index are compared one
-- by one; they are few, see VectorFolder.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place
    FROM ((SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
           WHERE is_indexed {near} ORDER BY embedding <=> $8::real[]::halfvec LIMIT $5)
          UNION ALL
          (SELECT chunk_id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
           WHERE NOT is_indexed {near} ORDER BY 2, 1 LIMIT $5)
          ORDER BY distance, id LIMIT $5) near
    WHERE distance <= $9),

-- name: search-vector-of-source
-- As above among one source's vectors, found by the index of neighbours until enough of them are the source's.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place
    FROM ((SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
           WHERE is_indexed AND source_no = $3 {near} ORDER BY embedding <=> $8::real[]::halfvec LIMIT $5)
          UNION ALL
          (SELECT chunk_id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
           WHERE NOT is_indexed AND source_no = $3 {near} ORDER BY 2, 1 LIMIT $5)
          ORDER BY distance, id LIMIT $5) near
    WHERE distance <= $9),

-- name: search-vector-of-small-source
-- As above, each vector of the source compared: the order by distance + 0 keeps the planner from the index of neighbours,
-- which would walk through all the others.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place
    FROM (SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
          WHERE source_no = $3 {near} ORDER BY (embedding <=> $8::real[]::halfvec) + 0, chunk_id LIMIT $5) near
    WHERE distance <= $9),

-- name: search-vector-unindexed
-- As search-vector, each vector compared: they are too long for an index of neighbours.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place
    FROM (SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
          WHERE ($3::bigint IS NULL OR source_no = $3) {near} ORDER BY 2, 1 LIMIT $5) near
    WHERE distance <= $9),

-- name: search-near-only
-- The above alone, for one model of several. The first parameters are those of the whole statement.
SELECT id FROM by_vector WHERE $1::text IS NOT NULL AND $2::text IS NOT NULL AND $4::integer > 0 AND $6::integer > 0 AND $7::boolean IS NOT NULL ORDER BY place;

-- name: search-vector-merged
-- Continues search-words: $8 ids in the order of their places, found and merged before. $9 as above.
by_vector AS (SELECT id, place FROM unnest($8::bigint[]) WITH ORDINALITY AS merged (id, place) WHERE $9::float8 IS NOT NULL),

-- name: search-hits
-- Ends the statement: $6 limit, $7 one hit a document. Reciprocal rank fusion with k = 60 (Cormack, Clarke, Büttcher 2009).
fused AS (
    SELECT id, sum(1.0::float8 / (60 + place)) AS score, min(place * 2 + list) AS first,
           min(place) FILTER (WHERE list = 0) AS words_place, min(place) FILTER (WHERE list = 1) AS vector_place
    FROM (SELECT id, place, 0 AS list FROM by_words UNION ALL SELECT id, place, 1 FROM by_vector) both_lists
    GROUP BY id),
shown AS (
    SELECT fused.id, fused.score, fused.first, fused.words_place, fused.vector_place, chunk.document_no, chunk.headings, chunk.content, source.id AS source_id,
           row_number() OVER (PARTITION BY CASE WHEN $7 THEN chunk.document_no ELSE chunk.id END ORDER BY fused.score DESC, fused.first) AS turn
    FROM fused JOIN chunk ON chunk.id = fused.id JOIN source ON source.no = chunk.source_no AND NOT source.deleted),
best AS (SELECT * FROM shown WHERE turn = 1 ORDER BY score DESC, first LIMIT $6)
SELECT document.no, document.url, document.title, best.headings, best.content, best.source_id, NULL::text AS language, best.score,
       best.words_place, best.vector_place
FROM best JOIN document ON document.no = best.document_no
ORDER BY best.score DESC, best.first;

-- name: search-code
-- $1 all words, $2 any word, $3 source or null, $4 limit. By words only, as above: vectors belong to chunks.
WITH strict AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, ts_rank('{0.1, 0.5, 1.0, 1.0}', words, $1::tsquery, 1) AS rank
          FROM (SELECT id, words FROM code_example WHERE words @@ $1::tsquery
                    AND ($3::bigint IS NULL OR source_no = $3) {narrowed} LIMIT 20000) few
          ORDER BY rank DESC, id LIMIT $4) best),
loose AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, ts_rank('{0.1, 0.5, 1.0, 1.0}', words, $2::tsquery, 1) AS rank
          FROM (SELECT id, words FROM code_example WHERE words @@ $2::tsquery
                    AND ($3::bigint IS NULL OR source_no = $3) {narrowed}
                    AND $1 <> $2 AND (SELECT count(*) FROM strict) < $4 LIMIT 20000) few
          ORDER BY rank DESC, id LIMIT $4) best),
by_words AS (
    SELECT id, place FROM strict
    UNION ALL
    SELECT id, (SELECT count(*) FROM strict) + row_number() OVER (ORDER BY place) FROM loose
    WHERE id NOT IN (SELECT id FROM strict))
SELECT document.no, document.url, document.title, code_example.headings, code_example.code, source.id, code_example.language,
       1.0::float8 / (60 + by_words.place) AS score, by_words.place AS words_place, NULL::bigint AS vector_place,
       code_example.context, summary.text
FROM by_words JOIN code_example ON code_example.id = by_words.id
     JOIN source ON source.no = code_example.source_no AND NOT source.deleted
     JOIN document ON document.no = code_example.document_no
     LEFT JOIN code_summary ON code_summary.example_id = code_example.id LEFT JOIN summary ON summary.no = code_summary.summary_no
ORDER BY by_words.place LIMIT $4;
