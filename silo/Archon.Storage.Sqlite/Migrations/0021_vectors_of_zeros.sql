-- Former versions stored zeros for a chunk that its embedder refused: it counted as embedded, and no search by vector found it. It waits for a vector again, and is refused as others are.
UPDATE chunk SET model_no = 0 WHERE id IN (SELECT chunk_id FROM chunk_vector WHERE scale = 0);
DELETE FROM chunk_vector WHERE scale = 0;
