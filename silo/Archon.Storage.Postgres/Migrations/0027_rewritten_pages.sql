-- A page's document may be stored anew in the crawl that stored it, when it is known by then what of it is no content.

-- Takes back what the commit of a page that is done has counted, so that archon_commit_pages, in the same transaction, commits it again. Whether there is
-- such a page: false when the text stored there is another by now, or when the source has the new one elsewhere, for which the page would be skipped.
--  1. Share the fence, refuse an older epoch and an ended crawl.
--  2. Lock the page, and what its new text and title are, as a commit does: before the chunks and the tally.
--  3. Lock the chunks, so that none gets its vector meanwhile, and count what this crawl has stored of the document.
--  4. Open the page; write the tally.
CREATE FUNCTION archon_reopen_page(p_crawl text, p_epoch bigint, p_page bigint, p_former_hash text, p_hash text, p_title text) RETURNS boolean
LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    c crawl%ROWTYPE;
    p page%ROWTYPE;
    d record;
    own_chunks bigint; own_embedded bigint; is_own boolean;
BEGIN
    -- 1.
    SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted;
    IF FOUND THEN
        PERFORM archon_share_fence(c.no);
        SELECT * INTO c FROM crawl WHERE id = p_crawl AND NOT deleted AND epoch = p_epoch AND status < 100;
    END IF;
    IF NOT FOUND THEN
        RETURN false;
    END IF;

    -- 2.
    SELECT * INTO p FROM page WHERE id = p_page AND crawl_no + 0 = c.no AND state + 0 = 2 FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(1095910221, hashtext(c.no || ' ' || p_hash || ' ' || p_title));
    SELECT document.no, document.source_no, document.crawl_no, document.code_examples INTO d
    FROM source JOIN document ON document.source_no = source.no
    WHERE source.id = c.source_id AND NOT source.deleted AND document.url = p.url AND document.content_hash = p_former_hash;
    IF NOT FOUND
        -- By the content alone, as many sources as have it: an index that begins with the source would be read from end to end.
        OR EXISTS (SELECT 1 FROM document o WHERE o.content_hash = p_hash AND left(o.title, 200) = left(p_title, 200) AND o.title = p_title
                                              AND o.source_no + 0 = d.source_no AND o.no + 0 <> d.no) THEN
        RETURN false;
    END IF;

    -- 3.
    PERFORM 1 FROM (SELECT id FROM chunk WHERE document_no = d.no ORDER BY id FOR UPDATE) locked;
    SELECT count(*), count(*) - count(w.chunk_id) INTO own_chunks, own_embedded
    FROM chunk k LEFT JOIN chunk_waiting w ON w.chunk_id = k.id WHERE k.document_no = d.no AND k.crawl_no + 0 = c.no;
    is_own := d.crawl_no = c.no;

    -- 4.
    UPDATE page SET state = 1 WHERE id = p.id;
    UPDATE crawl_tally
    SET pages_done = pages_done - 1, chunks_stored = chunks_stored - own_chunks, chunks_embedded = chunks_embedded - own_embedded,
        code_examples = code_examples - CASE WHEN is_own THEN d.code_examples ELSE 0 END,
        -- It will count as changed: which it has been already, or it had been found unchanged.
        pages_changed = pages_changed - CASE WHEN c.refreshes AND is_own THEN 1 ELSE 0 END,
        pages_unchanged = pages_unchanged - CASE WHEN c.refreshes AND NOT is_own THEN 1 ELSE 0 END
    WHERE crawl_no = c.no;
    RETURN true;
END
$$;
