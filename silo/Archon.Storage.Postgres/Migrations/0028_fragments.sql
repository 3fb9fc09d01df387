-- What leads to the places of a page.
-- Of a document, what leads to its headings and terms and where they are (see PageAnchors): from it the fragments are had when the document is written anew without its page. Null when
-- it has none, and in what was stored before.
ALTER TABLE document ADD COLUMN anchors text;
-- The fragment that leads to where it begins; empty for none.
ALTER TABLE chunk ADD COLUMN fragment text NOT NULL DEFAULT '';
ALTER TABLE code_example ADD COLUMN fragment text NOT NULL DEFAULT '';

-- As in 0024, and what leads to the chunks is changed, too. Beside the former one, which a node that has not been restarted yet calls; so is archon_commit_pages.
-- is_kept: of each new chunk, whether it is stored already; kept: the ids of those; embedded: how many of them have a vector.
CREATE FUNCTION archon_keep_chunks(
    document_nos bigint[], p_crawl_no bigint, p_doc_urls text[], p_doc_at integer[], p_doc_title text[],
    p_chunk_at integer[], p_chunk_ordinal integer[], p_chunk_start integer[], p_chunk_end integer[], p_chunk_tokens integer[],
    p_chunk_headings text[], p_chunk_content text[], p_chunk_fragment text[],
    OUT is_kept boolean[], OUT kept bigint[], OUT embedded bigint)
LANGUAGE plpgsql AS $$
DECLARE
    rows_kept bigint[];
    kept_row bigint;
BEGIN
    -- In the order in which everybody locks them.
    PERFORM 1 FROM (SELECT id FROM chunk WHERE document_no = ANY (document_nos) ORDER BY id FOR UPDATE) locked;
    -- Grouped and not joined: the caller has joins by hash off, and a page may have thousands of chunks.
    WITH named AS (
        SELECT d.no, u.at FROM unnest(p_doc_at, p_doc_title) AS u (at, title)
        JOIN document d ON d.url = p_doc_urls[u.at] AND d.title = u.title WHERE d.no = ANY (document_nos)),
    either AS (
        SELECT named.no, u.headings, u.content, NULL::bigint AS id, u.i, row_number() OVER (PARTITION BY named.no, u.headings, u.content ORDER BY u.ordinal) AS turn
        FROM unnest(p_chunk_at, p_chunk_ordinal, p_chunk_headings, p_chunk_content) WITH ORDINALITY AS u (at, ordinal, headings, content, i) JOIN named ON named.at = u.at
        UNION ALL
        SELECT document_no, headings, content, id, NULL, row_number() OVER (PARTITION BY document_no, headings, content ORDER BY ordinal)
        FROM chunk WHERE document_no = ANY (document_nos)),
    same AS (SELECT min(id) AS id, min(i) AS i FROM either GROUP BY no, headings, content, turn HAVING count(id) = 1 AND count(i) = 1)
    SELECT coalesce(array_agg(id), '{}'), coalesce(array_agg(i), '{}') INTO kept, rows_kept FROM same;
    UPDATE chunk SET crawl_no = p_crawl_no, ordinal = p_chunk_ordinal[u.i], range_start = p_chunk_start[u.i], range_end = p_chunk_end[u.i], tokens = p_chunk_tokens[u.i], fragment = p_chunk_fragment[u.i]
    FROM unnest(kept, rows_kept) AS u (id, i) WHERE chunk.id = u.id;
    is_kept := array_fill(false, ARRAY[cardinality(p_chunk_at)]);
    FOREACH kept_row IN ARRAY rows_kept LOOP
        is_kept[kept_row] := true;
    END LOOP;
    SELECT cardinality(kept) - count(*) INTO embedded FROM chunk_waiting WHERE chunk_id = ANY (kept);
END
$$;

-- As in 0024, with what leads to the places of pages; a document that stays as it is stored takes that over.
-- Commits pages of one crawl, all of them or none. No page appears twice; the caller sees to that.
-- Arrays named p_<thing>_<column> are tables; p_<thing>_at says which page (from 1) a row belongs to.
--  1. Share the fence, refuse an older epoch and an ended crawl.
--  2. Lock the pages; those that have their outcome already are left alone. Lock what their texts and titles are.
--  3. Find where each outcome goes: to the page itself or to the one it redirected to.
--  4. Skip pages that have the same text and title as another one of the crawl, unless that one says that its address is theirs.
--     Refresh: keep documents that came as they are stored, mark or remove those whose pages are gone.
--     Store the other documents with their chunks and code examples.
--  5. Set the pages' states.
--  6. Take the tally, admit links, keep the refused ones.
--  7. Write the tally and the source's counts.
-- Outcomes: 0 committed, 1 had its outcome, 2 fenced, 3 no such page in this crawl, 4 said to be unchanged, and nothing is stored;
-- 5 committed as gone: it was stored, and counts as skipped; 6 committed as a duplicate: it counts as skipped.
CREATE FUNCTION archon_commit_pages(
    p_crawl text, p_epoch bigint,
    p_page_id bigint[], p_page_state integer[], p_page_reason integer[], p_page_detail text[], p_page_http integer[],
    p_page_attempts integer[], p_page_fetched bigint[], p_page_hash text[], p_page_final text[], p_page_scope text[],
    p_page_gone boolean[], p_same_at integer[], p_same_etag text[], p_same_modified text[],
    p_doc_at integer[], p_doc_title text[], p_doc_markdown text[], p_doc_language text[],
    p_doc_etag text[], p_doc_modified text[], p_doc_reading text[], p_doc_links text[], p_doc_chunks integer[], p_doc_codes integer[],
    p_chunk_at integer[], p_chunk_ordinal integer[], p_chunk_start integer[], p_chunk_end integer[], p_chunk_tokens integer[],
    p_chunk_headings text[], p_chunk_content text[], p_chunk_words text[],
    p_code_at integer[], p_code_ordinal integer[], p_code_language text[], p_code_headings text[],
    p_code_context text[], p_code_code text[], p_code_words text[],
    p_link_at integer[], p_link_url text[], p_link_depth integer[],
    p_refused_at integer[], p_refused_key text[], p_refused_url text[], p_refused_reason integer[], p_refused_depth integer[],
    p_code_title text[], p_code_guessed boolean[], p_code_tab text[], p_code_tabs_begin integer[], p_code_sketch bytea[],
    p_doc_anchors text[], p_chunk_fragment text[], p_code_fragment text[])
RETURNS TABLE (
    outcomes integer[], pages_discovered bigint, pages_done bigint, pages_failed bigint, pages_skipped bigint,
    links_refused bigint, chunks_stored bigint, chunks_embedded bigint, code_examples bigint,
    pages_added bigint, pages_changed bigint, pages_unchanged bigint, pages_removed bigint)
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
    -- Of a refresh: where each outcome goes, documents that stay, addresses without a page, documents that go.
    out_urls text[] := array_fill(NULL::text, ARRAY[n]);
    -- Chunks that stay: of each new one whether it does, their ids, and how many have a vector.
    is_kept boolean[]; kept_chunks bigint[]; kept_embedded bigint := 0;
    -- Documents that stay, and what leads to their places does not: their pages, and their numbers.
    led_at integer[] := '{}'; led_nos bigint[] := '{}';
    kept_nos bigint[] := '{}'; lost_urls text[] := '{}'; gone_nos bigint[]; gone_chunks bigint := 0; gone_codes bigint := 0;
    -- Of each page that has a document: its title, and the number of what is stored of it.
    titles text[] := array_fill(NULL::text, ARRAY[n]); own_nos bigint[] := array_fill(NULL::bigint, ARRAY[n]); twin text;
    seed_title text; doc_title text; joins boolean;
    now_ms bigint;
    i integer; k integer; target bigint; changed integer; hit record;
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

    SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
    FOR k IN 1..cardinality(p_same_at) LOOP
        i := p_same_at[k];
        IF results[i] = 0 THEN
            SELECT title, content_hash INTO hit FROM document WHERE source_no = s.no AND url = coalesce(p_page_final[i], urls[i]);
            IF FOUND THEN
                titles[i] := hit.title;
                p_page_hash[i] := hit.content_hash;
            ELSE
                results[i] := 4;
            END IF;
        END IF;
    END LOOP;
    FOR k IN 1..cardinality(p_doc_at) LOOP
        titles[p_doc_at[k]] := p_doc_title[k];
    END LOOP;

    IF 0 <> ALL (results) THEN
        SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no;
        RETURN QUERY SELECT results, t.pages_discovered, t.pages_done, t.pages_failed, t.pages_skipped, t.links_refused,
                            t.chunks_stored, t.chunks_embedded, t.code_examples,
                            t.pages_added, t.pages_changed, t.pages_unchanged, t.pages_removed;
        RETURN;
    END IF;

    -- Of two pages with the same text and title, whoever comes second must see the first. In order, and before the tally: nobody waits in a
    -- circle.
    FOR hit IN
        SELECT DISTINCT hashtext(c.no || ' ' || u.hash || ' ' || u.title) AS key
        FROM unnest(p_page_hash, titles, results) AS u (hash, title, result) WHERE u.result = 0 AND u.title IS NOT NULL ORDER BY key
    LOOP
        PERFORM pg_advisory_xact_lock(1095910221, hit.key);
    END LOOP;

    IF (s.no IS NULL AND cardinality(p_doc_at) > 0)
        OR EXISTS (SELECT 1 FROM unnest(p_page_final, urls, results) AS u (final, url, result) WHERE result = 0 AND final <> url) THEN
        -- A redirect admits a page and a first document begins the source; both are done by one at a time.
        SELECT * INTO t FROM crawl_tally WHERE crawl_no = c.no FOR NO KEY UPDATE;
        has_tally := true;
        IF s.no IS NULL THEN
            -- Somebody else may have begun it meanwhile.
            SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
        END IF;
    END IF;

    -- 3.
    FOR i IN 1..n LOOP
        CONTINUE WHEN results[i] <> 0;
        IF p_page_final[i] IS NULL OR p_page_final[i] = urls[i] THEN
            targets[i] := p_page_id[i];
            doc_urls[i] := urls[i];
            out_urls[i] := urls[i];
            CONTINUE;
        END IF;

        UPDATE page SET state = 4, reason = 102, detail = 'It redirects to ' || p_page_final[i] || '.', http_status = p_page_http[i],
                        attempts = p_page_attempts[i], fetched_at = p_page_fetched[i]
        WHERE id = p_page_id[i];
        t.pages_skipped := t.pages_skipped + 1;
        lost_urls := lost_urls || urls[i];

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
            out_urls[i] := p_page_final[i];
            -- At once, so that a second redirect to the same address finds it taken.
            UPDATE page SET state = p_page_state[i] WHERE id = target;
        END IF;
    END LOOP;

    -- 4.
    FOR i IN 1..n LOOP
        CONTINUE WHEN out_urls[i] IS NULL OR titles[i] IS NULL;
        own_nos[i] := (SELECT no FROM document WHERE source_no = s.no AND url = out_urls[i]);
        -- Only what this crawl has found to be so: a document of a former crawl may be another by now. By the content alone, as many sources
        -- as have it: an index that begins with the source would be read from end to end.
        SELECT d.url INTO twin FROM document d
        WHERE d.content_hash = p_page_hash[i] AND left(d.title, 200) = left(titles[i], 200) AND d.title = titles[i]
          AND d.source_no + 0 = s.no AND (own_nos[i] IS NULL OR d.no + 0 < own_nos[i])
          AND (SELECT p.content_hash FROM page p WHERE p.crawl_no = c.no AND p.url = d.url AND p.state + 0 = 2) = p_page_hash[i]
          -- What says that this address is its own goes at the end of the crawl.
          AND (SELECT x.claims FROM document_identity x WHERE x.document_no = d.no) IS DISTINCT FROM out_urls[i]
        LIMIT 1;
        IF twin IS NULL AND array_position(p_page_hash, p_page_hash[i]) < i THEN
            FOR k IN 1..i - 1 LOOP
                IF out_urls[k] IS NOT NULL AND results[k] = 0 AND p_page_hash[k] = p_page_hash[i] AND titles[k] = titles[i]
                    AND (own_nos[i] IS NULL OR own_nos[k] < own_nos[i]) THEN
                    twin := out_urls[k];
                    EXIT;
                END IF;
            END LOOP;
        END IF;
        IF twin IS NOT NULL THEN
            results[i] := 6;
            p_page_state[i] := 4;
            p_page_reason[i] := 108;
            p_page_detail[i] := 'It has the same text as ' || twin || '.';
            p_page_hash[i] := NULL;
            doc_urls[i] := NULL;
        END IF;
    END LOOP;
    FOR i IN 1..n LOOP
        IF doc_urls[i] IS NOT NULL AND i <> ALL (p_doc_at) THEN
            doc_urls[i] := NULL;
        END IF;
    END LOOP;
    IF c.refreshes AND s.no IS NOT NULL THEN
        FOR k IN 1..cardinality(p_same_at) LOOP
            i := p_same_at[k];
            CONTINUE WHEN out_urls[i] IS NULL OR results[i] = 6;
            UPDATE document SET fetched_at = p_page_fetched[i], etag = coalesce(p_same_etag[k], etag),
                                last_modified = coalesce(p_same_modified[k], last_modified), missing = false
            WHERE source_no = s.no AND url = out_urls[i]
            RETURNING no, content_hash INTO hit;
            kept_nos := kept_nos || hit.no;
            p_page_hash[i] := hit.content_hash;
        END LOOP;

        FOR k IN 1..cardinality(p_doc_at) LOOP
            i := p_doc_at[k];
            CONTINUE WHEN doc_urls[i] IS NULL;
            -- As many chunks and code examples: else pages are cut up otherwise by now, or code examples are wanted that were not.
            UPDATE document SET fetched_at = p_page_fetched[i], language = p_doc_language[k], etag = p_doc_etag[k],
                                last_modified = p_doc_modified[k], reading = p_doc_reading[k], links = p_doc_links[k], missing = false
            WHERE source_no = s.no AND url = doc_urls[i] AND content_hash = p_page_hash[i] AND title = p_doc_title[k]
              AND chunks = p_doc_chunks[k] AND code_examples = p_doc_codes[k]
            RETURNING no, anchors INTO hit;
            IF FOUND THEN
                kept_nos := kept_nos || hit.no;
                doc_urls[i] := NULL;
                IF hit.anchors IS DISTINCT FROM p_doc_anchors[k] THEN
                    UPDATE document SET anchors = p_doc_anchors[k] WHERE no = hit.no;
                    led_at := led_at || i;
                    led_nos := led_nos || hit.no;
                END IF;
            END IF;
        END LOOP;
        IF led_nos <> '{}' THEN
            -- With those of the documents that are written anew, in the order in which everybody locks them.
            PERFORM 1 FROM (SELECT id FROM chunk
                            WHERE document_no = ANY (led_nos || ARRAY(SELECT no FROM document WHERE source_no = s.no AND url = ANY (doc_urls)))
                            ORDER BY id FOR UPDATE) locked;
            UPDATE chunk SET fragment = u.fragment
            FROM unnest(p_chunk_at, p_chunk_ordinal, p_chunk_fragment) AS u (at, ordinal, fragment)
            WHERE chunk.document_no = led_nos[array_position(led_at, u.at)] AND chunk.ordinal = u.ordinal AND chunk.fragment <> u.fragment;
            UPDATE code_example SET fragment = u.fragment
            FROM unnest(p_code_at, p_code_ordinal, p_code_fragment) AS u (at, ordinal, fragment)
            WHERE code_example.document_no = led_nos[array_position(led_at, u.at)] AND code_example.ordinal = u.ordinal AND code_example.fragment <> u.fragment;
        END IF;

        FOR i IN 1..n LOOP
            IF out_urls[i] IS NOT NULL AND (p_page_state[i] = 4 OR p_page_gone[i]) THEN
                lost_urls := lost_urls || out_urls[i];
            END IF;
        END LOOP;
        IF lost_urls <> '{}' THEN
            FOR i IN 1..n LOOP
                IF p_page_gone[i] AND out_urls[i] IS NOT NULL THEN
                    SELECT no, missing INTO hit FROM document WHERE source_no = s.no AND url = out_urls[i];
                    IF FOUND THEN
                        p_page_state[i] := 4;
                        p_page_reason[i] := CASE WHEN hit.missing THEN 121 ELSE 120 END;
                        results[i] := 5;
                    END IF;
                END IF;
            END LOOP;
            SELECT array_agg(no), coalesce(sum(chunks), 0), coalesce(sum(code_examples), 0) INTO gone_nos, gone_chunks, gone_codes
            FROM document WHERE source_no = s.no AND url = ANY (lost_urls) AND missing;
            IF gone_nos IS NOT NULL THEN
                PERFORM archon_erase_parts(gone_nos);
                DELETE FROM document WHERE no = ANY (gone_nos);
            END IF;
            UPDATE document SET missing = true WHERE source_no = s.no AND url = ANY (lost_urls);
        END IF;
    END IF;

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
            SELECT k.is_kept, k.kept, k.embedded INTO is_kept, kept_chunks, kept_embedded
            FROM archon_keep_chunks(old_nos, c.no, doc_urls, p_doc_at, p_doc_title, p_chunk_at, p_chunk_ordinal, p_chunk_start, p_chunk_end, p_chunk_tokens,
                                    p_chunk_headings, p_chunk_content, p_chunk_fragment) k;
            PERFORM archon_erase_parts(old_nos, kept_chunks);
        END IF;

        -- A row that exists is kept, so that the document's id stays good in other people's bookmarks.
        WITH stored AS (
            INSERT INTO document AS d (source_no, crawl_no, fetched_at, chunks, code_examples, url, title, content_hash, language, etag,
                                       last_modified, reading, links, markdown, anchors)
            SELECT s.no, c.no, p_page_fetched[u.at], u.chunks, u.codes, doc_urls[u.at], u.title, p_page_hash[u.at], u.language, u.etag,
                   u.modified, u.reading, u.links, u.markdown, u.anchors
            FROM unnest(p_doc_at, p_doc_title, p_doc_markdown, p_doc_language, p_doc_etag, p_doc_modified, p_doc_reading, p_doc_links,
                        p_doc_chunks, p_doc_codes, p_doc_anchors)
                 AS u (at, title, markdown, language, etag, modified, reading, links, chunks, codes, anchors)
            WHERE doc_urls[u.at] IS NOT NULL
            ON CONFLICT (source_no, url) DO UPDATE
            SET crawl_no = excluded.crawl_no, fetched_at = excluded.fetched_at, chunks = excluded.chunks,
                code_examples = excluded.code_examples, title = excluded.title, content_hash = excluded.content_hash,
                language = excluded.language, etag = excluded.etag, last_modified = excluded.last_modified,
                reading = excluded.reading, links = excluded.links, missing = false, markdown = excluded.markdown, anchors = excluded.anchors
            RETURNING d.no, d.url)
        SELECT array_agg(stored.no ORDER BY u.i), count(stored.no) INTO doc_nos, new_documents
        FROM unnest(doc_urls) WITH ORDINALITY AS u (url, i) LEFT JOIN stored ON stored.url = u.url;

        WITH made AS (
            INSERT INTO chunk (document_no, source_no, crawl_no, ordinal, range_start, range_end, tokens, headings, content, words, fragment)
            SELECT doc_nos[u.at], s.no, c.no, u.ordinal, u.first, u.past, u.tokens, u.headings, u.content, u.words::tsvector, u.fragment
            FROM unnest(p_chunk_at, p_chunk_ordinal, p_chunk_start, p_chunk_end, p_chunk_tokens, p_chunk_headings, p_chunk_content,
                        p_chunk_words, p_chunk_fragment) WITH ORDINALITY AS u (at, ordinal, first, past, tokens, headings, content, words, fragment, i)
            WHERE doc_nos[u.at] IS NOT NULL AND is_kept[u.i] IS NOT TRUE
            RETURNING id)
        INSERT INTO chunk_waiting (chunk_id, source_no) SELECT id, s.no FROM made;
        GET DIAGNOSTICS new_chunks = ROW_COUNT;
        new_chunks := new_chunks + coalesce(cardinality(kept_chunks), 0);

        INSERT INTO code_example (document_no, source_no, ordinal, language, headings, context, code, words, title, is_guessed, tab, tabs_begin, sketch, fragment)
        SELECT doc_nos[u.at], s.no, u.ordinal, u.language, u.headings, u.context, u.code, u.words::tsvector, u.title, u.is_guessed, u.tab, u.tabs_begin, u.sketch, u.fragment
        FROM unnest(p_code_at, p_code_ordinal, p_code_language, p_code_headings, p_code_context, p_code_code, p_code_words,
                    p_code_title, p_code_guessed, p_code_tab, p_code_tabs_begin, p_code_sketch, p_code_fragment)
             AS u (at, ordinal, language, headings, context, code, words, title, is_guessed, tab, tabs_begin, sketch, fragment)
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
            WHERE results[u.at] IN (0, 5, 6) ORDER BY u.url, u.i),
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
              WHERE results[u.at] IN (0, 5, 6) ORDER BY u.key, u.i) x
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
            chunks_stored = t.chunks_stored + new_chunks, chunks_embedded = crawl_tally.chunks_embedded + kept_embedded, code_examples = t.code_examples + new_codes,
            pages_added = t.pages_added + CASE WHEN c.refreshes THEN new_documents - coalesce(cardinality(old_nos), 0) ELSE 0 END,
            pages_changed = t.pages_changed + CASE WHEN c.refreshes THEN coalesce(cardinality(old_nos), 0) ELSE 0 END,
            pages_unchanged = t.pages_unchanged + cardinality(kept_nos),
            pages_removed = t.pages_removed + coalesce(cardinality(gone_nos), 0),
            scope_url = coalesce((SELECT u.scope FROM unnest(p_page_scope, results) WITH ORDINALITY AS u (scope, result, i)
                                  WHERE u.result IN (0, 5, 6) AND u.scope IS NOT NULL ORDER BY u.i DESC LIMIT 1), t.scope_url)
        FROM ended WHERE crawl_no = c.no
        RETURNING crawl_tally.*)
    SELECT results, tally.pages_discovered, tally.pages_done, tally.pages_failed, tally.pages_skipped, tally.links_refused,
           tally.chunks_stored, tally.chunks_embedded, tally.code_examples,
           tally.pages_added, tally.pages_changed, tally.pages_unchanged, tally.pages_removed
    FROM tally;

    IF new_documents > 0 OR kept_nos <> '{}' OR gone_nos IS NOT NULL THEN
        SELECT d.title INTO seed_title
        FROM unnest(p_doc_at, p_doc_title) AS d (at, title)
        WHERE doc_urls[d.at] IS NOT NULL
          AND (urls[d.at] = c.seed_url OR doc_urls[d.at] = coalesce(p_page_scope[d.at], t.scope_url)) LIMIT 1;
        SELECT max(p_page_fetched[d.at]) INTO now_ms FROM unnest(p_doc_at || p_same_at) AS d (at) WHERE out_urls[d.at] IS NOT NULL;
        joins := new_documents > 0 OR kept_nos <> '{}';
        UPDATE source
        SET documents = documents + new_documents - coalesce(cardinality(old_nos), 0) - coalesce(cardinality(gone_nos), 0),
            chunks = chunks + new_chunks - coalesce(old_chunks, 0) - gone_chunks,
            code_examples = code_examples + new_codes - coalesce(old_codes, 0) - gone_codes,
            updated_at = greatest(updated_at, now_ms), title = coalesce(seed_title, title),
            -- With a crawl's first document its tags join the source's.
            url = CASE WHEN last_crawl = c.id OR NOT joins THEN url ELSE c.seed_url END,
            tags = CASE WHEN last_crawl = c.id OR NOT joins THEN tags
                        ELSE tags || ARRAY(SELECT tag FROM unnest(c.tags) WITH ORDINALITY AS u (tag, i) WHERE tag <> ALL (tags)
                                           GROUP BY tag ORDER BY min(i)) END,
            last_crawl = CASE WHEN joins THEN c.id ELSE last_crawl END
        WHERE no = s.no;
    END IF;
END
$$;
