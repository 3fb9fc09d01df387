-- The number of a model, with a table for its vectors when it is new. halfvec: half the room and twice the speed of vector,
-- and up to 4,000 dimensions in an index where vector has 2,000; the cosine moves in the fourth decimal.
--
-- A vector enters the HNSW index later (is_indexed, see VectorFolder): inserting one costs milliseconds, many times what
-- the rest of its chunk costs, and would hold the end of every crawl back. Until then it is compared one by one.
CREATE FUNCTION archon_model(p_name text, p_dimensions integer) RETURNS TABLE (model_no integer, model_dimensions integer)
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
            chunk_id   bigint  PRIMARY KEY REFERENCES chunk (id) ON DELETE CASCADE,
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
