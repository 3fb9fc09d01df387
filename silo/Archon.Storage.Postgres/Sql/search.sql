-- In this file {model} stands for the number of a model (see backlog.sql). Matches are ranked among the first {ranked} that the index
-- gives, 2,000 or with a filter 1,000, for each costs 5 µs and a read, and with a filter several: for a word of nearly every chunk the answer then comes in time and is as good as any other. {narrowed} and {near} stand for the
-- conditions of a search that looks at less than whole sources, in a query of chunks or code and in one of vectors.

-- name: source-no
SELECT no, chunks FROM source WHERE id = $1 AND NOT deleted;

-- name: search-tuning
-- For this transaction: look at as many neighbours as are asked for, and go on when a filter leaves too few. A bitmap of more rows than fit the work memory
-- remembers pages only, and then every row of those is read.
SELECT set_config('hnsw.ef_search', $1, true), set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('work_mem', '32MB', true);

-- name: word-frequencies
-- $1 table.
SELECT element, (frequency * (SELECT reltuples FROM pg_class WHERE oid = $1::text::regclass))::bigint
FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (element, frequency)
WHERE schemaname = current_schema() AND tablename = $1::text AND attname = 'words' AND element IS NOT NULL AND frequency IS NOT NULL;

-- name: statistics-of
-- $1 table. Rows when it was last looked at, rows that there are now by what sources count, and how often it was looked at. PostgreSQL's own count of changes is late by seconds.
SELECT greatest(reltuples, 0)::bigint,
       coalesce((SELECT sum(CASE $1 WHEN 'chunk' THEN chunks ELSE code_examples END) FROM source WHERE NOT deleted), 0)::bigint,
       coalesce(analyze_count + autoanalyze_count, 0)
FROM pg_class LEFT JOIN pg_stat_all_tables ON relid = oid
WHERE oid = $1::text::regclass;

-- name: analyze-chunk
-- PostgreSQL looks at a table by itself, but a minute later. Not when something else has the table in hand.
ANALYZE (SKIP_LOCKED) chunk (words);

-- name: analyze-code_example
ANALYZE (SKIP_LOCKED) code_example (words);

-- name: search-narrowed
-- $11 tag, $12 language, $13 path: each null or what the source has, what the page is in, how the path of its address begins, which is at
-- the first slash from its ninth letter. A subquery for a value, and not EXISTS: that would be made a join of all pages, for their number is guessed far too low.
AND ($11::text IS NULL OR chunk.source_no = ANY (ARRAY(SELECT no FROM source WHERE $11 = ANY (tags))))
AND (($12::text IS NULL AND $13::text IS NULL)
     OR (SELECT ($12::text IS NULL OR lower(document.language) = $12 OR starts_with(lower(document.language), $12 || '-'))
                AND ($13::text IS NULL OR starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $13))
         FROM document WHERE document.no = chunk.document_no))

-- name: search-near
-- As above, for a vector.
AND ($11::text IS NULL OR source_no = ANY (ARRAY(SELECT no FROM source WHERE $11 = ANY (tags))))
AND (($12::text IS NULL AND $13::text IS NULL)
     OR (SELECT ($12::text IS NULL OR lower(document.language) = $12 OR starts_with(lower(document.language), $12 || '-'))
                AND ($13::text IS NULL OR starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $13))
         FROM chunk JOIN document ON document.no = chunk.document_no WHERE chunk.id = chunk_id))

-- name: search-near-code
-- As above, whatever language the page is in.
AND ($11::text IS NULL OR source_no = ANY (ARRAY(SELECT no FROM source WHERE $11 = ANY (tags))))
AND ($13::text IS NULL
     OR (SELECT starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $13)
         FROM chunk JOIN document ON document.no = chunk.document_no WHERE chunk.id = chunk_id))

-- name: search-code-narrowed
-- As above for code, the language that of the code.
AND ($11::text IS NULL OR code_example.source_no = ANY (ARRAY(SELECT no FROM source WHERE $11 = ANY (tags))))
AND ($12::text IS NULL OR lower(code_example.language) = $12)
AND ($13::text IS NULL
     OR (SELECT starts_with(substr(document.url, 8 + strpos(substr(document.url, 9), '/')), $13) FROM document WHERE document.no = code_example.document_no))

-- name: search-words
-- $1 all words, $2 any word, $3 source or null, $4 wanted, $5 depth, $17 words with $18 what each is worth. What has every word stands before what has some, and those
-- are looked for only when the former are few. PostgreSQL's rank knows nothing of how rare a word is, so the best 300 are ranked once more: each word by itself, by what it
-- is worth. A title counts twice a body, a heading one and a half times; the length of a text does not count. Steeper weights and a rank by length find less: see the README.
WITH asked AS MATERIALIZED (SELECT word::tsquery AS word, worth FROM unnest($17::text[], $18::float8[]) AS each (word, worth)),
strict AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, (SELECT sum(worth * ts_rank('{0.5, 0.5, 0.7, 1.0}', words, word)) FROM asked) AS rank
          FROM (SELECT id, words
                FROM (SELECT id, words FROM chunk WHERE words @@ $1::tsquery AND ($3::bigint IS NULL OR source_no = $3) {narrowed}
                      LIMIT {ranked}) few
                ORDER BY ts_rank('{0.5, 0.5, 0.7, 1.0}', words, $1::tsquery) DESC, id LIMIT 300) good
          ORDER BY rank DESC, id LIMIT $5) best),
loose AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, (SELECT sum(worth * ts_rank('{0.5, 0.5, 0.7, 1.0}', words, word)) FROM asked) AS rank
          FROM (SELECT id, words
                FROM (SELECT id, words FROM chunk WHERE words @@ $2::tsquery AND ($3::bigint IS NULL OR source_no = $3)
                          AND $1 <> $2 AND (SELECT count(*) FROM strict) < $4 {narrowed}
                      LIMIT {ranked}) few
                ORDER BY ts_rank('{0.5, 0.5, 0.7, 1.0}', words, $2::tsquery) DESC, id LIMIT 300) good
          ORDER BY rank DESC, id LIMIT $5) best),
by_words AS (
    SELECT id, place FROM strict
    UNION ALL
    SELECT id, (SELECT count(*) FROM strict) + row_number() OVER (ORDER BY place) FROM loose
    WHERE id NOT IN (SELECT id FROM strict)),

-- name: search-words-only
-- The above alone, beside which vectors are compared.
SELECT id FROM by_words ORDER BY place;

-- name: search-words-found
-- In place of search-words: $20 ids in the order of their places, found before.
WITH by_words AS (SELECT id, place FROM unnest($20::bigint[]) WITH ORDINALITY AS found (id, place)),

-- name: search-no-vector
-- Continues search-words when there is nothing to compare vectors with.
by_vector AS (SELECT NULL::bigint AS id, NULL::bigint AS place, NULL::integer AS model WHERE false),

-- name: search-vector
-- Continues search-words: $8 components of the query, $9 the longest cosine distance. Vectors outside the index are compared one
-- by one; they are few, see VectorFolder.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place, 0 AS model
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
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place, 0 AS model
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
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place, 0 AS model
    FROM (SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
          WHERE source_no = $3 {near} ORDER BY (embedding <=> $8::real[]::halfvec) + 0, chunk_id LIMIT $5) near
    WHERE distance <= $9),

-- name: search-vector-unindexed
-- As search-vector, each vector compared: they are too long for an index of neighbours.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place, 0 AS model
    FROM (SELECT chunk_id AS id, embedding <=> $8::real[]::halfvec AS distance FROM chunk_vector_{model}
          WHERE ($3::bigint IS NULL OR source_no = $3) {near} ORDER BY 2, 1 LIMIT $5) near
    WHERE distance <= $9),

-- name: search-near-only
-- The above alone, beside which words are looked for.
SELECT id FROM by_vector ORDER BY place;

-- name: search-vector-merged
-- Continues search-words-found: $8 ids in the order of their places, found and merged before, and $19 which of several models found each.
by_vector AS (SELECT id, place, model FROM unnest($8::bigint[], $19::integer[]) WITH ORDINALITY AS merged (id, model, place)),

-- name: search-vector-of-found
-- Continues search-words when the query has a phrase: only what has it is compared.
by_vector AS (
    SELECT id, row_number() OVER (ORDER BY distance, id) AS place, 0 AS model
    FROM (SELECT by_words.id, embedding <=> $8::real[]::halfvec AS distance FROM by_words JOIN chunk_vector_{model} ON chunk_id = by_words.id) near
    WHERE distance <= $9),

-- name: search-hits
-- Ends the statement: $6 limit, $7 one hit a document, $10 words count and not only vectors. Reciprocal rank fusion with k = 60,
-- $15 the vector's weight and $16 what the first place by words is worth more (see RankFusion). $21: what is called as the query is, null for none; for that one hit of five is
-- kept. What is only called so has its words, too, and stands behind what is ranked by them.
named AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, ts_rank('{0.5, 0.5, 0.7, 1.0}', words, nullif($1, '')::tsquery) AS rank
          FROM chunk WHERE words @@ $21::tsquery AND ($3::bigint IS NULL OR source_no = $3) {narrowed} LIMIT 200) few
    ORDER BY rank DESC, id LIMIT $6 / 5),
with_named AS (
    SELECT id, place FROM by_words
    UNION ALL
    SELECT id, (SELECT count(*) FROM by_words) + row_number() OVER (ORDER BY place) FROM named WHERE id NOT IN (SELECT id FROM by_words)),
fused AS (
    SELECT id, sum(CASE list WHEN 0 THEN 1.0::float8 / (60 + place) + CASE WHEN place = 1 AND EXISTS (SELECT 1 FROM by_vector) THEN $16::float8 ELSE 0 END ELSE $15::float8 / (60 + place) END) AS score, min(place * 2 + list) AS first,
           min(place) FILTER (WHERE list = 0) AS words_place, min(place) FILTER (WHERE list = 1) AS vector_place, min(model) AS model
    FROM (SELECT id, place, 0 AS list, NULL::integer AS model FROM with_named WHERE $10 UNION ALL SELECT id, place, 1, model FROM by_vector) both_lists
    GROUP BY id),
shown AS (
    SELECT fused.id, fused.score, fused.first, fused.words_place, fused.vector_place, fused.model, chunk.document_no, chunk.headings, chunk.content, chunk.fragment, chunk.ordinal, source.id AS source_id,
           row_number() OVER (PARTITION BY CASE WHEN $7 THEN chunk.document_no ELSE chunk.id END ORDER BY fused.score DESC, fused.first) AS turn
    FROM fused JOIN chunk ON chunk.id = fused.id JOIN source ON source.no = chunk.source_no AND NOT source.deleted),
best AS (SELECT * FROM shown WHERE turn = 1 ORDER BY id IN (SELECT id FROM named) DESC, score DESC, first LIMIT $6)
SELECT document.no, document.url, document.title, best.headings, best.content, best.source_id, NULL::text AS language, best.score,
       best.words_place, best.vector_place, best.ordinal, best.model, best.fragment
FROM best JOIN document ON document.no = best.document_no
ORDER BY best.score DESC, best.first;

-- name: search-code-words
-- As search-words, for code; of equals the shorter text is better.
WITH asked AS MATERIALIZED (SELECT word::tsquery AS word, worth FROM unnest($17::text[], $18::float8[]) AS each (word, worth)),
strict AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, (SELECT sum(worth * ts_rank('{0.1, 0.5, 1.0, 1.0}', words, word, 1)) FROM asked) AS rank
          FROM (SELECT id, words
                FROM (SELECT id, words FROM code_example WHERE words @@ $1::tsquery
                          AND ($3::bigint IS NULL OR source_no = $3) {narrowed} LIMIT {ranked}) few
                ORDER BY ts_rank('{0.1, 0.5, 1.0, 1.0}', words, $1::tsquery, 1) DESC, id LIMIT 300) good
          ORDER BY rank DESC, id LIMIT $5) best),
loose AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
    FROM (SELECT id, (SELECT sum(worth * ts_rank('{0.1, 0.5, 1.0, 1.0}', words, word, 1)) FROM asked) AS rank
          FROM (SELECT id, words
                FROM (SELECT id, words FROM code_example WHERE words @@ $2::tsquery
                          AND ($3::bigint IS NULL OR source_no = $3) {narrowed}
                          AND $1 <> $2 AND (SELECT count(*) FROM strict) < $4 LIMIT {ranked}) few
                ORDER BY ts_rank('{0.1, 0.5, 1.0, 1.0}', words, $2::tsquery, 1) DESC, id LIMIT 300) good
          ORDER BY rank DESC, id LIMIT $5) best),
by_words AS (
    SELECT id, place FROM strict
    UNION ALL
    SELECT id, (SELECT count(*) FROM strict) + row_number() OVER (ORDER BY place) FROM loose
    WHERE id NOT IN (SELECT id FROM strict)),

-- name: search-code-hits
-- Ends the statement. Vectors belong to chunks: code is as near as the chunk that it stands in, or else that of its section. $14: only what
-- words found, for a phrase must be in the code. Of the tabs of one example, and of examples that are the same or nearly so, the best is shown.
by_code AS (
    SELECT id, row_number() OVER (ORDER BY place, turn, id) AS place, model
    FROM (SELECT DISTINCT ON (near.id) near.id, by_vector.place, by_vector.model, near.turn
          FROM by_vector JOIN chunk ON chunk.id = by_vector.id
               CROSS JOIN LATERAL (
                   SELECT code_example.id, row_number() OVER (
                              ORDER BY strpos(chunk.content, code_example.code) = 0, abs(code_example.ordinal - chunk.ordinal), code_example.ordinal) AS turn
                   FROM code_example
                   WHERE code_example.document_no = chunk.document_no
                     AND (code_example.headings = chunk.headings OR strpos(chunk.content, code_example.code) > 0)
                     AND ($12::text IS NULL OR lower(code_example.language) = $12)
                   ORDER BY turn LIMIT 5) near
          WHERE NOT $14 OR near.id IN (SELECT id FROM by_words)
          ORDER BY near.id, by_vector.place, near.turn) nearest
    ORDER BY place, turn, id LIMIT $5),
fused AS (
    SELECT id, sum(CASE list WHEN 0 THEN 1.0::float8 / (60 + place) + CASE WHEN place = 1 AND EXISTS (SELECT 1 FROM by_code) THEN $16::float8 ELSE 0 END ELSE $15::float8 / (60 + place) END) AS score, min(place * 2 + list) AS first,
           min(place) FILTER (WHERE list = 0) AS words_place, min(place) FILTER (WHERE list = 1) AS vector_place, min(model) AS model
    FROM (SELECT id, place, 0 AS list, NULL::integer AS model FROM by_words WHERE $10 UNION ALL SELECT id, place, 1, model FROM by_code) both_lists
    GROUP BY id),
placed AS (
    SELECT fused.*, alike.group_no,
           row_number() OVER (PARTITION BY coalesce('g' || alike.group_no, 't' || example.document_no || ' ' || example.tabs_begin, 'e' || example.id)
                              ORDER BY fused.score DESC, fused.first, fused.id) AS turn
    FROM fused JOIN code_example example ON example.id = fused.id LEFT JOIN code_alike alike ON alike.example_id = fused.id)
SELECT document.no, document.url, document.title, code_example.headings, code_example.code, source.id, code_example.language,
       fused.score, fused.words_place, fused.vector_place, NULL::integer AS ordinal, fused.model, code_example.fragment, code_example.context, summary.text,
       code_example.title, code_example.is_guessed, code_example.tab, code_example.tabs_begin, fused.group_no
FROM (SELECT * FROM placed WHERE turn = 1) fused JOIN code_example ON code_example.id = fused.id
     JOIN source ON source.no = code_example.source_no AND NOT source.deleted
     JOIN document ON document.no = code_example.document_no
     LEFT JOIN code_summary ON code_summary.example_id = code_example.id LEFT JOIN summary ON summary.no = code_summary.summary_no
ORDER BY fused.score DESC, fused.first LIMIT $6;

-- name: by-index-only
-- For this transaction: what nothing has would be looked for in every row.
SELECT set_config('enable_seqscan', 'off', true);

-- name: unknown-words
-- $1 words, $2 in lower case, $3 as they are asked for, $4 code is looked at too. Those that nothing has as they are, and whether something has them by their stem. Most are in the
-- vocabulary, which costs one look.
SELECT asked.word,
       EXISTS (SELECT 1 FROM chunk WHERE chunk.words @@ asked.query::tsquery)
       OR ($4 AND EXISTS (SELECT 1 FROM code_example WHERE code_example.words @@ asked.query::tsquery))
FROM unnest($1::text[], $2::text[], $3::text[]) AS asked (word, lower, query)
WHERE NOT EXISTS (SELECT 1 FROM vocabulary WHERE vocabulary.word = asked.lower);

-- name: words-of-nothing
-- $1 words, $2 as they are asked for, $3 code is looked at too. The vocabulary may have words whose texts are gone.
SELECT asked.word FROM unnest($1::text[], $2::text[]) AS asked (word, query)
WHERE NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.words @@ asked.query::tsquery)
  AND NOT ($3 AND EXISTS (SELECT 1 FROM code_example WHERE code_example.words @@ asked.query::tsquery));

-- name: words-between
-- $1 from, $2 before, $3 limit.
SELECT word FROM vocabulary WHERE word >= $1 AND word < $2 LIMIT $3;

-- name: words-among
-- $1 words.
SELECT word FROM vocabulary WHERE word = ANY ($1::text[]);

-- name: count-vocabulary
SELECT count(*) FROM vocabulary;

-- name: add-words
-- $1 words, in order, so that two who bring the same do not wait in a circle.
INSERT INTO vocabulary (word) SELECT word FROM unnest($1::text[]) AS word ORDER BY word COLLATE "C" ON CONFLICT DO NOTHING;

-- name: chunks-around
-- $1 documents and $2 ordinals of passages, $3 how many before and behind each.
SELECT asked.at, chunk.ordinal, chunk.range_start, chunk.range_end, chunk.content
FROM unnest($1::bigint[], $2::integer[]) WITH ORDINALITY AS asked (document_no, ordinal, at)
     JOIN chunk ON chunk.document_no = asked.document_no AND chunk.ordinal BETWEEN asked.ordinal - $3 AND asked.ordinal + $3
ORDER BY asked.at, chunk.ordinal;

-- name: try-filling
-- One node at a time.
SELECT pg_try_advisory_xact_lock(1095910222, 0);

-- name: read-filling
SELECT chunk, code FROM index_filling;

-- name: write-filling
UPDATE index_filling SET chunk = $1, code = $2;

-- name: chunks-to-fill
SELECT chunk.id, document.title, chunk.headings, chunk.content
FROM chunk JOIN document ON document.no = chunk.document_no
WHERE chunk.id <= $1 ORDER BY chunk.id DESC LIMIT $2;

-- name: code-to-fill
SELECT id, code, headings, context FROM code_example WHERE id <= $1 ORDER BY id DESC LIMIT $2;

-- name: set-chunk-words
UPDATE chunk SET words = $2::tsvector WHERE id = $1;

-- name: set-code-words
UPDATE code_example SET words = $2::tsvector WHERE id = $1;
