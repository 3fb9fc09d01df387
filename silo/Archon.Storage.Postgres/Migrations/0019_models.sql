-- Models that vectors are stored of, in the order they were first used. Each has a table of its own, so it takes as many looks as there were models.
CREATE FUNCTION archon_models_in_use() RETURNS SETOF text LANGUAGE plpgsql STABLE AS $$
DECLARE
    one record;
    used boolean;
BEGIN
    FOR one IN SELECT no, name FROM model ORDER BY no LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM chunk_vector_%s)', one.no) INTO used;
        IF used THEN
            RETURN NEXT one.name;
        END IF;
    END LOOP;
END
$$;

-- As in 0003, without an index of neighbours for vectors that are too long for one (4,000 halves); those are compared one by one.
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
    PERFORM archon_make_model(made, p_dimensions);
    RETURN QUERY SELECT made, p_dimensions;
END
$$;

-- The table of a model, and its indexes. Beside the row while it fits a page: a scan then reads one table and not two.
CREATE FUNCTION archon_make_model(p_no integer, p_dimensions integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($t$
        CREATE TABLE chunk_vector_%1$s (
            chunk_id   bigint  PRIMARY KEY,
            source_no  bigint  NOT NULL,
            is_indexed boolean NOT NULL DEFAULT false,
            embedding  halfvec(%2$s) NOT NULL
        );
        CREATE INDEX ON chunk_vector_%1$s (source_no, chunk_id);
        CREATE INDEX ON chunk_vector_%1$s (chunk_id) WHERE NOT is_indexed;
        $t$, p_no, p_dimensions);
    IF p_dimensions <= 4000 THEN
        EXECUTE format('CREATE INDEX ON chunk_vector_%s USING hnsw (embedding halfvec_cosine_ops) WITH (m = 12, ef_construction = 48) WHERE is_indexed', p_no);
    END IF;

    EXECUTE format('ALTER TABLE chunk_vector_%s ALTER COLUMN embedding SET STORAGE %s', p_no, CASE WHEN p_dimensions <= 3500 THEN 'PLAIN' ELSE 'EXTERNAL' END);
END
$$;
