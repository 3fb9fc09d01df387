-- Page commits that do not slow down as a crawl grows, and cost the server half of what those of 0002 did. The signature is another
-- one; that of 0002 stays for nodes that have not been restarted yet.
--  - Full text comes as finished lexemes (see Lexemes), read with ::tsvector, and not as words for to_tsvector.
--  - A plan is made once a connection, most often when the tables are empty still, and kept. By the planner's costs reading all of a
--    small table is best, and the table does not stay small: so each plan is one that goes by an index from each row to the
--    next, whatever the tables looked like. Where a join could still be turned around a subquery stands instead.
--  - The vectors' foreign key is gone: it asked for every vector whether its chunk was there, whose row the writer had locked.

-- Commits pages of one crawl, all of them or none. No page appears twice; the caller sees to that.
-- Arrays named p_<thing>_<column> are tables; p_<thing>_at says which page (from 1) a row belongs to.
--  1. Share the fence, refuse an older epoch and an ended crawl.
--  2. Lock the pages; those that have their outcome already are left alone.
--  3. Find where each outcome goes: to the page itself or to the one it redirected to.
--  4. Store documents with their chunks and code examples.
--  5. Set the pages' states.
--  6. Take the tally, admit links, keep the refused ones.
--  7. Write the tally and the source's counts.
-- Outcomes: 0 committed, 1 had its outcome, 2 fenced, 3 no such page in this crawl.
CREATE FUNCTION archon_commit_pages(
    p_crawl text, p_epoch bigint,
    p_page_id bigint[], p_page_state integer[], p_page_reason integer[], p_page_detail text[], p_page_http integer[],
    p_page_attempts integer[], p_page_fetched bigint[], p_page_hash text[], p_page_final text[], p_page_scope text[],
    p_doc_at integer[], p_doc_title text[], p_doc_markdown text[], p_doc_language text[],
    p_doc_etag text[], p_doc_modified text[], p_doc_chunks integer[], p_doc_codes integer[],
    p_chunk_at integer[], p_chunk_ordinal integer[], p_chunk_start integer[], p_chunk_end integer[], p_chunk_tokens integer[],
    p_chunk_headings text[], p_chunk_content text[], p_chunk_words text[],
    p_code_at integer[], p_code_ordinal integer[], p_code_language text[], p_code_headings text[],
    p_code_context text[], p_code_code text[], p_code_words text[],
    p_link_at integer[], p_link_url text[], p_link_depth integer[],
    p_refused_at integer[], p_refused_key text[], p_refused_url text[], p_refused_reason integer[], p_refused_depth integer[])
RETURNS TABLE (
    outcomes integer[], pages_discovered bigint, pages_done bigint, pages_failed bigint, pages_skipped bigint,
    links_refused bigint, chunks_stored bigint, chunks_embedded bigint, code_examples bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    most_refused constant integer := 10000;
    c crawl%ROWTYPE;
    t crawl_tally%ROWTYPE;
    s source%ROWTYPE;
    has_tally boolean := false;
    n integer := cardinality(p_page_id);
    -- Of each page: what it was, and the outcome of its commit.
    urls text[]; depths integer[]; states integer[]; results integer[];
    -- Of each page: the page its outcome goes to (null: to none), and its document.
    targets bigint[] := array_fill(NULL::bigint, ARRAY[n]);
    doc_urls text[] := array_fill(NULL::text, ARRAY[n]);
    doc_nos bigint[];
    old_nos bigint[]; old_chunks bigint; old_codes bigint;
    new_documents bigint := 0; new_chunks bigint := 0; new_codes bigint := 0;
    seed_title text; doc_title text;
    now_ms bigint;
    i integer; target bigint; changed integer;
BEGIN
    -- 1.
    SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted;
    IF FOUND THEN
        PERFORM archon_share_fence(c.no);
        SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted AND epoch = p_epoch AND status < 100;
    END IF;
    IF NOT FOUND THEN
        outcomes := array_fill(2, ARRAY[n]);
        RETURN NEXT;
        RETURN;
    END IF;

    -- 2.
    WITH found AS MATERIALIZED (
        SELECT id, url, depth, state FROM page
        -- By id alone: an index that begins with the crawl would be read from end to end.
        WHERE id = ANY (p_page_id) AND crawl_no + 0 = c.no ORDER BY id FOR NO KEY UPDATE)
    SELECT array_agg(f.url ORDER BY u.i), array_agg(f.depth ORDER BY u.i), array_agg(f.state ORDER BY u.i),
           array_agg(CASE WHEN f.id IS NULL THEN 3 WHEN f.state IN (0, 1) THEN 0 ELSE 1 END ORDER BY u.i)
    INTO urls, depths, states, results
    FROM unnest(p_page_id) WITH ORDINALITY AS u (id, i) LEFT JOIN found f ON f.id = u.id;

    IF 0 <> ALL (results) THEN
        SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no;
        RETURN QUERY SELECT results, t.pages_discovered, t.pages_done, t.pages_failed, t.pages_skipped, t.links_refused,
                            t.chunks_stored, t.chunks_embedded, t.code_examples;
        RETURN;
    END IF;

    SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
    IF (NOT FOUND AND cardinality(p_doc_at) > 0)
        OR EXISTS (SELECT 1 FROM unnest(p_page_final, urls, results) AS u (final, url, result) WHERE result = 0 AND final <> url) THEN
        -- A redirect admits a page and a first document begins the source; both are done by one at a time.
        SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no FOR NO KEY UPDATE;
        has_tally := true;
    END IF;

    -- 3.
    FOR i IN 1..n LOOP
        CONTINUE WHEN results[i] <> 0;
        IF p_page_final[i] IS NULL OR p_page_final[i] = urls[i] THEN
            targets[i] := p_page_id[i];
            doc_urls[i] := urls[i];
            CONTINUE;
        END IF;

        UPDATE page SET state = 4, reason = 102, detail = 'It redirects to ' || p_page_final[i] || '.', http_status = p_page_http[i],
                        attempts = p_page_attempts[i], fetched_at = p_page_fetched[i]
        WHERE id = p_page_id[i];
        t.pages_skipped := t.pages_skipped + 1;

        -- Admitted whatever the page cap says: the content is here already, and each claimed page brings one at most.
        INSERT INTO page (crawl_no, url, depth) VALUES (c.no, p_page_final[i], depths[i]) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            t.pages_discovered := t.pages_discovered + 1;
            DELETE FROM refused_link WHERE crawl_no = c.no AND key = p_page_final[i];
            IF FOUND THEN
                t.links_refused := t.links_refused - 1;
            END IF;
        END IF;

        -- Who holds the row now is claiming it or writing its outcome: either way it is not pending.
        SELECT id INTO target FROM page
        WHERE crawl_no = c.no AND url = p_page_final[i] AND state = 0 AND id <> ALL (p_page_id) FOR NO KEY UPDATE SKIP LOCKED;
        IF FOUND THEN
            targets[i] := target;
            doc_urls[i] := p_page_final[i];
            -- At once, so that a second redirect to the same address finds it taken.
            UPDATE page SET state = p_page_state[i] WHERE id = target;
        END IF;
    END LOOP;

    -- 4.
    FOR i IN 1..n LOOP
        IF doc_urls[i] IS NOT NULL AND i <> ALL (p_doc_at) THEN
            doc_urls[i] := NULL;
        END IF;
    END LOOP;
    IF array_remove(doc_urls, NULL) <> '{}' THEN
        SELECT p_page_fetched[d.at], d.title INTO now_ms, doc_title
        FROM unnest(p_doc_at, p_doc_title) WITH ORDINALITY AS d (at, title, i) WHERE doc_urls[d.at] IS NOT NULL ORDER BY d.i LIMIT 1;
        IF s.no IS NULL THEN
            -- The source begins with its first document, so a crawl that stores nothing leaves none behind.
            INSERT INTO source (id, url, title, last_crawl, updated_at) VALUES (c.source_id, c.seed_url, doc_title, '', now_ms)
            ON CONFLICT DO NOTHING;
            SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
        END IF;

        SELECT array_agg(no), coalesce(sum(chunks), 0), coalesce(sum(code_examples), 0) INTO old_nos, old_chunks, old_codes
        FROM document WHERE source_no = s.no AND url = ANY (doc_urls);
        IF old_nos IS NOT NULL THEN
            PERFORM archon_erase_parts(old_nos);
        END IF;

        -- A row that exists is kept, so that the document's id stays good in other people's bookmarks.
        WITH stored AS (
            INSERT INTO document AS d (source_no, crawl_no, fetched_at, chunks, code_examples, url, title, content_hash, language, etag,
                                       last_modified, markdown)
            SELECT s.no, c.no, p_page_fetched[u.at], u.chunks, u.codes, doc_urls[u.at], u.title, p_page_hash[u.at], u.language, u.etag,
                   u.modified, u.markdown
            FROM unnest(p_doc_at, p_doc_title, p_doc_markdown, p_doc_language, p_doc_etag, p_doc_modified, p_doc_chunks, p_doc_codes)
                 AS u (at, title, markdown, language, etag, modified, chunks, codes)
            WHERE doc_urls[u.at] IS NOT NULL
            ON CONFLICT (source_no, url) DO UPDATE
            SET crawl_no = excluded.crawl_no, fetched_at = excluded.fetched_at, chunks = excluded.chunks,
                code_examples = excluded.code_examples, title = excluded.title, content_hash = excluded.content_hash,
                language = excluded.language, etag = excluded.etag, last_modified = excluded.last_modified, markdown = excluded.markdown
            RETURNING d.no, d.url)
        SELECT array_agg(stored.no ORDER BY u.i), count(stored.no) INTO doc_nos, new_documents
        FROM unnest(doc_urls) WITH ORDINALITY AS u (url, i) LEFT JOIN stored ON stored.url = u.url;

        WITH made AS (
            INSERT INTO chunk (document_no, source_no, crawl_no, ordinal, range_start, range_end, tokens, headings, content, words)
            SELECT doc_nos[u.at], s.no, c.no, u.ordinal, u.first, u.past, u.tokens, u.headings, u.content, u.words::tsvector
            FROM unnest(p_chunk_at, p_chunk_ordinal, p_chunk_start, p_chunk_end, p_chunk_tokens, p_chunk_headings, p_chunk_content,
                        p_chunk_words) AS u (at, ordinal, first, past, tokens, headings, content, words)
            WHERE doc_nos[u.at] IS NOT NULL
            RETURNING id)
        INSERT INTO chunk_waiting (chunk_id, source_no) SELECT id, s.no FROM made;
        GET DIAGNOSTICS new_chunks = ROW_COUNT;

        INSERT INTO code_example (document_no, source_no, ordinal, language, headings, context, code, words)
        SELECT doc_nos[u.at], s.no, u.ordinal, u.language, u.headings, u.context, u.code, u.words::tsvector
        FROM unnest(p_code_at, p_code_ordinal, p_code_language, p_code_headings, p_code_context, p_code_code, p_code_words)
             AS u (at, ordinal, language, headings, context, code, words)
        WHERE doc_nos[u.at] IS NOT NULL;
        GET DIAGNOSTICS new_codes = ROW_COUNT;
    END IF;

    -- 5.
    UPDATE page SET state = u.state, reason = u.reason, detail = u.detail, http_status = u.http, attempts = u.attempts,
                    fetched_at = u.fetched, content_hash = u.hash
    FROM unnest(targets, p_page_state, p_page_reason, p_page_detail, p_page_http, p_page_attempts, p_page_fetched, p_page_hash)
         AS u (target, state, reason, detail, http, attempts, fetched, hash)
    WHERE page.id = u.target;

    -- 6.
    IF NOT has_tally THEN
        SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no FOR NO KEY UPDATE;
    END IF;
    IF cardinality(p_link_at) > 0 THEN
        WITH wanted AS (
            SELECT DISTINCT ON (u.url) u.url, u.depth, u.i
            FROM unnest(p_link_at, p_link_url, p_link_depth) WITH ORDINALITY AS u (at, url, depth, i)
            WHERE results[u.at] = 0 ORDER BY u.url, u.i),
        fresh AS MATERIALIZED (
            SELECT w.url, w.depth, w.i, row_number() OVER (ORDER BY w.i) AS place
            FROM wanted w WHERE (SELECT id FROM page WHERE crawl_no = c.no AND url = w.url) IS NULL),
        made AS (
            INSERT INTO page (crawl_no, url, depth)
            SELECT c.no, url, depth FROM fresh WHERE place <= c.page_cap - t.pages_discovered ORDER BY i
            ON CONFLICT DO NOTHING
            RETURNING url),
        -- A link that was refused and is a page now, by a shorter way, was not refused.
        forgotten AS (
            DELETE FROM refused_link r USING made WHERE t.links_refused > 0 AND r.crawl_no = c.no AND r.key = made.url RETURNING 1),
        beyond AS (
            INSERT INTO refused_link (crawl_no, key, url, reason, depth)
            SELECT c.no, url, url, 209, depth FROM fresh
            WHERE place > greatest(c.page_cap - t.pages_discovered, 0)
            ORDER BY i LIMIT greatest(most_refused - t.links_refused, 0)
            ON CONFLICT DO NOTHING
            RETURNING 1)
        SELECT t.pages_discovered + (SELECT count(*) FROM made),
               t.links_refused + (SELECT count(*) FROM beyond) - (SELECT count(*) FROM forgotten)
        INTO t.pages_discovered, t.links_refused;
    END IF;
    IF cardinality(p_refused_at) > 0 AND t.links_refused < most_refused THEN
        INSERT INTO refused_link (crawl_no, key, url, reason, depth)
        SELECT c.no, x.key, x.url, x.reason, x.depth
        FROM (SELECT DISTINCT ON (u.key) u.*
              FROM unnest(p_refused_at, p_refused_key, p_refused_url, p_refused_reason, p_refused_depth) WITH ORDINALITY
                   AS u (at, key, url, reason, depth, i)
              WHERE results[u.at] = 0 ORDER BY u.key, u.i) x
        -- A link that is a page already was not refused: the rule only spoke of another way to it (one hop too many, say).
        WHERE (SELECT id FROM page WHERE crawl_no = c.no AND url = x.key) IS NULL
          AND (SELECT r.depth FROM refused_link r WHERE r.crawl_no = c.no AND r.key = x.key) IS NULL
        ORDER BY x.i LIMIT most_refused - t.links_refused
        ON CONFLICT DO NOTHING;
        GET DIAGNOSTICS changed = ROW_COUNT;
        t.links_refused := t.links_refused + changed;
    END IF;

    -- 7.
    RETURN QUERY
    WITH ended AS (
        SELECT count(*) FILTER (WHERE u.state = 2) AS done, count(*) FILTER (WHERE u.state = 3) AS failed,
               count(*) FILTER (WHERE u.state = 4) AS skipped
        FROM unnest(targets, p_page_state) AS u (target, state) WHERE u.target IS NOT NULL),
    -- What the page commits stored, apart from how much of it is embedded, which others count meanwhile.
    tally AS (
        UPDATE crawl_tally
        SET pages_discovered = t.pages_discovered, pages_done = t.pages_done + ended.done, pages_failed = t.pages_failed + ended.failed,
            pages_skipped = t.pages_skipped + ended.skipped, links_refused = t.links_refused,
            chunks_stored = t.chunks_stored + new_chunks, code_examples = t.code_examples + new_codes,
            scope_url = coalesce((SELECT u.scope FROM unnest(p_page_scope, results) WITH ORDINALITY AS u (scope, result, i)
                                  WHERE u.result = 0 AND u.scope IS NOT NULL ORDER BY u.i DESC LIMIT 1), t.scope_url)
        FROM ended WHERE crawl_no = c.no
        RETURNING crawl_tally.*)
    SELECT results, tally.pages_discovered, tally.pages_done, tally.pages_failed, tally.pages_skipped, tally.links_refused,
           tally.chunks_stored, tally.chunks_embedded, tally.code_examples
    FROM tally;

    IF new_documents > 0 THEN
        SELECT d.title INTO seed_title
        FROM unnest(p_doc_at, p_doc_title) AS d (at, title)
        WHERE doc_urls[d.at] IS NOT NULL
          AND (urls[d.at] = c.seed_url OR doc_urls[d.at] = coalesce(p_page_scope[d.at], t.scope_url)) LIMIT 1;
        SELECT max(p_page_fetched[d.at]) INTO now_ms FROM unnest(p_doc_at) AS d (at) WHERE doc_urls[d.at] IS NOT NULL;
        UPDATE source
        SET documents = documents + new_documents - coalesce(cardinality(old_nos), 0),
            chunks = chunks + new_chunks - old_chunks, code_examples = code_examples + new_codes - old_codes,
            updated_at = greatest(updated_at, now_ms), title = coalesce(seed_title, title),
            -- With a crawl's first document its tags join the source's.
            url = CASE WHEN last_crawl = c.id THEN url ELSE c.seed_url END,
            tags = CASE WHEN last_crawl = c.id THEN tags
                        ELSE tags || ARRAY(SELECT tag FROM unnest(c.tags) WITH ORDINALITY AS u (tag, i) WHERE tag <> ALL (tags)
                                           GROUP BY tag ORDER BY min(i)) END,
            last_crawl = c.id
        WHERE no = s.no;
    END IF;
END
$$;

-- Vectors go by hand from here on. Rows are locked by id, as whoever stores vectors does.
CREATE OR REPLACE FUNCTION archon_erase_parts(document_nos bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    ids bigint[];
    model_no integer;
BEGIN
    SELECT array_agg(id) INTO ids
    FROM (SELECT id FROM chunk WHERE document_no = ANY (document_nos) ORDER BY id FOR UPDATE) locked;
    IF ids IS NOT NULL THEN
        FOR model_no IN SELECT no FROM model LOOP
            EXECUTE format('DELETE FROM chunk_vector_%s WHERE chunk_id = ANY ($1)', model_no) USING ids;
        END LOOP;
        DELETE FROM chunk_waiting WHERE chunk_id = ANY (ids);
        DELETE FROM chunk WHERE id = ANY (ids);
    END IF;

    DELETE FROM code_example WHERE document_no = ANY (document_nos);
END
$$;

DO $$
DECLARE
    model_no integer;
BEGIN
    FOR model_no IN SELECT no FROM model LOOP
        EXECUTE format('ALTER TABLE chunk_vector_%1$s DROP CONSTRAINT IF EXISTS chunk_vector_%1$s_chunk_id_fkey', model_no);
    END LOOP;
END
$$;

-- Chunks that are still here, locked by id, as an eraser does: what is gone stays gone and what is here stays until the end; and of two
-- who store vectors of one chunk the second finds what the first stored.
CREATE FUNCTION archon_hold_chunks(ids bigint[]) RETURNS TABLE (chunk_id bigint, chunk_source bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT id, source_no FROM chunk WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
END
$$;

-- Chunks have got their vectors: they wait no longer and count as embedded.
CREATE FUNCTION archon_serve_chunks(ids bigint[]) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    WITH served AS (DELETE FROM chunk_waiting WHERE chunk_id = ANY (ids) RETURNING chunk_id),
    counted AS (
        SELECT chunk.crawl_no, count(*) AS chunks FROM served JOIN chunk ON chunk.id = served.chunk_id
        GROUP BY chunk.crawl_no ORDER BY chunk.crawl_no)
    UPDATE crawl_tally SET chunks_embedded = chunks_embedded + counted.chunks FROM counted WHERE crawl_tally.crawl_no = counted.crawl_no;
END
$$;

-- As in 0003, without the foreign key.
CREATE OR REPLACE FUNCTION archon_model(p_name text, p_dimensions integer) RETURNS TABLE (model_no integer, model_dimensions integer)
LANGUAGE plpgsql AS $$
DECLARE
    made integer;
BEGIN
    RETURN QUERY SELECT no, dimensions FROM model WHERE name = p_name;
    IF FOUND THEN
        RETURN;
    END IF;

    PERFORM pg_advisory_xact_lock(1095910217, 0);
    RETURN QUERY SELECT no, dimensions FROM model WHERE name = p_name;
    IF FOUND THEN
        RETURN;
    END IF;

    INSERT INTO model (name, dimensions) VALUES (p_name, p_dimensions) RETURNING no INTO made;
    EXECUTE format($t$
        CREATE TABLE chunk_vector_%1$s (
            chunk_id   bigint  PRIMARY KEY,
            source_no  bigint  NOT NULL,
            is_indexed boolean NOT NULL DEFAULT false,
            embedding  halfvec(%2$s) NOT NULL
        );
        CREATE INDEX ON chunk_vector_%1$s (source_no, chunk_id);
        CREATE INDEX ON chunk_vector_%1$s (chunk_id) WHERE NOT is_indexed;
        CREATE INDEX ON chunk_vector_%1$s USING hnsw (embedding halfvec_cosine_ops) WITH (m = 12, ef_construction = 48)
            WHERE is_indexed;
        $t$, made, p_dimensions);
    -- Beside the row while it fits a page: a scan then reads one table and not two.
    IF p_dimensions <= 3500 THEN
        EXECUTE format('ALTER TABLE chunk_vector_%s ALTER COLUMN embedding SET STORAGE PLAIN', made);
    END IF;

    RETURN QUERY SELECT made, p_dimensions;
END
$$;

-- New words wait in a list that a search reads to its end, and are sorted into the index when the list is full. Sorting in more at once
-- costs less a word; 16 MB are some 10,000 chunks.
ALTER INDEX chunk_words SET (gin_pending_list_limit = 16384);
ALTER INDEX code_example_words SET (gin_pending_list_limit = 16384);
