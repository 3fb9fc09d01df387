-- Chunks that an embedder refuses for good: they stay among those without a vector, and do not wait for one of that model until the next crawl of their source begins.
-- The model's name: it may never have made a vector.
ALTER TABLE chunk_waiting ADD COLUMN refused_by text COLLATE "C", ADD COLUMN refusal text;
CREATE INDEX chunk_waiting_refused ON chunk_waiting (source_no, refused_by, chunk_id) WHERE refused_by IS NOT NULL;
