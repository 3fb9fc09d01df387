-- By what documents are told from others that are nearly the same.
CREATE TABLE document_identity (
    document_no bigint PRIMARY KEY REFERENCES document (no) ON DELETE CASCADE,
    source_no   bigint NOT NULL,
    signature   bigint NOT NULL,
    -- The other address that the page says is its own.
    claims      text COLLATE "C",
    -- The crawl that stored the first version of it; 0 when it was stored before this table was.
    added_by    bigint NOT NULL
);
CREATE INDEX document_claims ON document_identity (source_no, document_no) WHERE claims IS NOT NULL;
-- Of two signatures that differ in three bits at most, one quarter is the same in both.
CREATE INDEX document_signature_1 ON document_identity (source_no, (signature & 65535));
CREATE INDEX document_signature_2 ON document_identity (source_no, ((signature >> 16) & 65535));
CREATE INDEX document_signature_3 ON document_identity (source_no, ((signature >> 32) & 65535));
CREATE INDEX document_signature_4 ON document_identity (source_no, ((signature >> 48) & 65535));

-- Keeps by what documents are told from others, and says on their pages which other one has nearly the same text. Called after what commits the
-- pages, in its transaction and behind its fence. p_at says which page (from 1) a row belongs to; the other arrays are those of the commit.
CREATE FUNCTION archon_identify(
    p_crawl text, p_outcomes integer[], p_page_id bigint[], p_page_final text[], p_at integer[], p_signature bigint[], p_claims text[])
RETURNS integer
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    crawl_number bigint;
    source_number bigint;
    page_number bigint;
    page_url text;
    stored record;
    twin text;
    k integer;
    kept integer := 0;
BEGIN
    IF p_at = '{}' THEN
        RETURN 0;
    END IF;
    SELECT crawl.no, source.no INTO crawl_number, source_number
    FROM crawl JOIN source ON source.id = crawl.source_id AND NOT source.deleted WHERE crawl.id = p_crawl AND NOT crawl.deleted;

    FOR k IN 1..cardinality(p_at) LOOP
        CONTINUE WHEN p_outcomes[p_at[k]] <> 0;
        SELECT id, url INTO page_number, page_url FROM page WHERE id = p_page_id[p_at[k]];
        IF p_page_final[p_at[k]] <> page_url THEN
            SELECT id, url INTO page_number, page_url FROM page WHERE crawl_no = crawl_number AND url = p_page_final[p_at[k]];
        END IF;
        SELECT no, crawl_no INTO stored FROM document WHERE source_no = source_number AND url = page_url;
        CONTINUE WHEN NOT FOUND;

        INSERT INTO document_identity (document_no, source_no, signature, claims, added_by)
        VALUES (stored.no, source_number, p_signature[k], p_claims[k], CASE WHEN stored.crawl_no = crawl_number THEN crawl_number ELSE 0 END)
        ON CONFLICT (document_no) DO UPDATE SET signature = excluded.signature, claims = excluded.claims;
        kept := kept + 1;
        CONTINUE WHEN p_signature[k] = 0;

        -- Of each quarter a few: a site may have very many pages that are all alike.
        SELECT document.url INTO twin FROM (
            (SELECT document_no, signature FROM document_identity
             WHERE source_no = source_number AND (signature & 65535) = (p_signature[k] & 65535) LIMIT 8)
            UNION ALL
            (SELECT document_no, signature FROM document_identity
             WHERE source_no = source_number AND ((signature >> 16) & 65535) = ((p_signature[k] >> 16) & 65535) LIMIT 8)
            UNION ALL
            (SELECT document_no, signature FROM document_identity
             WHERE source_no = source_number AND ((signature >> 32) & 65535) = ((p_signature[k] >> 32) & 65535) LIMIT 8)
            UNION ALL
            (SELECT document_no, signature FROM document_identity
             WHERE source_no = source_number AND ((signature >> 48) & 65535) = ((p_signature[k] >> 48) & 65535) LIMIT 8)) near
        JOIN document ON document.no = near.document_no
        WHERE near.document_no <> stored.no AND near.signature <> 0 AND bit_count((near.signature # p_signature[k])::bit(64)) <= 3
        LIMIT 1;
        IF FOUND THEN
            UPDATE page SET detail = concat_ws(' ', detail, 'Its text is nearly that of ' || twin || '.') WHERE id = page_number AND state + 0 = 2;
        END IF;
    END LOOP;
    RETURN kept;
END
$$;

-- Looks through documents that claim another address; where both pages are done in this crawl and their texts are alike, the one that claims is
-- taken away. One after another: of two that claim each other, one stays. Chunks are locked before the tally, as whoever stores vectors does.
CREATE FUNCTION archon_take_duplicates(p_crawl text, p_epoch bigint, p_after bigint, p_limit integer)
RETURNS TABLE (
    taken integer, next_no bigint, pages_discovered bigint, pages_done bigint, pages_failed bigint, pages_skipped bigint,
    links_refused bigint, chunks_stored bigint, chunks_embedded bigint, code_examples bigint,
    pages_added bigint, pages_changed bigint, pages_unchanged bigint, pages_removed bigint)
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    c crawl%ROWTYPE;
    s source%ROWTYPE;
    x record;
    page_number bigint;
    looked integer := 0;
    last_no bigint;
    gone_nos bigint[] := '{}'; gone_pages bigint[] := '{}'; gone_claims text[] := '{}';
    -- Of what goes: all of it, and what this crawl has stored and counted.
    all_chunks bigint := 0; all_codes bigint := 0; own_chunks bigint := 0; own_embedded bigint := 0; own_codes bigint := 0; own_added bigint := 0;
BEGIN
    SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted;
    IF FOUND THEN
        PERFORM archon_share_fence(c.no);
        SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted AND epoch = p_epoch AND status < 100;
    END IF;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    SELECT * INTO s FROM source WHERE id = c.source_id AND NOT deleted;
    FOR x IN
        SELECT i.document_no, i.signature, i.claims, i.added_by, d.url, d.chunks, d.code_examples, d.crawl_no
        FROM document_identity i JOIN document d ON d.no = i.document_no
        WHERE i.source_no = s.no AND i.claims IS NOT NULL AND i.document_no > p_after
        ORDER BY i.document_no LIMIT p_limit
    LOOP
        looked := looked + 1;
        last_no := x.document_no;
        SELECT p.id INTO page_number FROM page p WHERE p.crawl_no = c.no AND p.url = x.url AND p.state + 0 = 2;
        CONTINUE WHEN NOT FOUND OR x.signature = 0;
        PERFORM 1 FROM document d JOIN document_identity i ON i.document_no = d.no
        WHERE d.source_no = s.no AND d.url = x.claims AND d.no + 0 <> x.document_no AND d.no + 0 <> ALL (gone_nos) AND i.signature <> 0
          AND bit_count((i.signature # x.signature)::bit(64)) <= 3
          AND (SELECT p.state FROM page p WHERE p.crawl_no = c.no AND p.url = d.url) = 2;
        CONTINUE WHEN NOT FOUND;
        gone_nos := gone_nos || x.document_no;
        gone_pages := gone_pages || page_number;
        gone_claims := gone_claims || x.claims;
        all_chunks := all_chunks + x.chunks;
        all_codes := all_codes + x.code_examples;
        IF x.crawl_no = c.no THEN
            own_codes := own_codes + x.code_examples;
        END IF;
        IF x.added_by = c.no THEN
            own_added := own_added + 1;
        END IF;
    END LOOP;

    IF gone_nos <> '{}' THEN
        PERFORM 1 FROM (SELECT id FROM chunk WHERE document_no = ANY (gone_nos) ORDER BY id FOR UPDATE) locked;
        SELECT count(*), count(*) - count(w.chunk_id) INTO own_chunks, own_embedded
        FROM chunk k LEFT JOIN chunk_waiting w ON w.chunk_id = k.id WHERE k.document_no = ANY (gone_nos) AND k.crawl_no + 0 = c.no;
        PERFORM archon_erase_parts(gone_nos);
        DELETE FROM document WHERE no = ANY (gone_nos);
        UPDATE page SET state = 4, reason = 103, content_hash = NULL,
                        detail = 'It says that its address is ' || u.claims || ', where nearly the same text is stored.'
        FROM unnest(gone_pages, gone_claims) AS u (id, claims) WHERE page.id = u.id;
    END IF;

    RETURN QUERY
    UPDATE crawl_tally
    SET pages_done = pages_done - cardinality(gone_nos), pages_skipped = pages_skipped + cardinality(gone_nos),
        chunks_stored = chunks_stored - own_chunks, chunks_embedded = chunks_embedded - own_embedded, code_examples = code_examples - own_codes,
        pages_added = pages_added - CASE WHEN c.refreshes THEN own_added ELSE 0 END,
        pages_removed = pages_removed + CASE WHEN c.refreshes THEN cardinality(gone_nos) - own_added ELSE 0 END
    WHERE crawl_no = c.no
    RETURNING cardinality(gone_nos), CASE WHEN looked < p_limit THEN NULL ELSE last_no END,
              pages_discovered, pages_done, pages_failed, pages_skipped, links_refused, chunks_stored, chunks_embedded, code_examples,
              pages_added, pages_changed, pages_unchanged, pages_removed;

    IF gone_nos <> '{}' THEN
        UPDATE source SET documents = documents - cardinality(gone_nos), chunks = chunks - all_chunks, code_examples = code_examples - all_codes
        WHERE no = s.no;
    END IF;
END
$$;
