-- Chunks that an embedder refuses for good. They have no vector (chunk.model_no is 0) and do not wait for one of that model, until the next crawl of their source begins.
CREATE TABLE chunk_refusal (
    chunk_id  INTEGER PRIMARY KEY REFERENCES chunk (id) ON DELETE CASCADE,
    source_no INTEGER NOT NULL,
    -- The model's name: it may never have made a vector.
    model     TEXT    NOT NULL,
    reason    TEXT    NOT NULL
);
CREATE INDEX chunk_refusal_by_source ON chunk_refusal (source_no, model);
