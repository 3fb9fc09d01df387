-- Former versions stored zeros for a chunk that its embedder refused: it counted as embedded, and no search by vector found it. It waits for a vector again, and is refused as others are.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT no FROM model ORDER BY no LOOP
        EXECUTE format($t$
            WITH gone AS (DELETE FROM chunk_vector_%s WHERE l2_norm(embedding) = 0 RETURNING chunk_id, source_no)
            INSERT INTO chunk_waiting (chunk_id, source_no) SELECT chunk_id, source_no FROM gone ON CONFLICT (chunk_id) DO NOTHING
            $t$, one.no);
    END LOOP;
END
$$;
