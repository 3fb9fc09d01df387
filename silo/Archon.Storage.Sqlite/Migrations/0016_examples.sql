-- What else is known of code examples. Behind the code: it is read for few of them.
ALTER TABLE code_example ADD COLUMN title TEXT NOT NULL DEFAULT '';
-- The language was told from the code alone.
ALTER TABLE code_example ADD COLUMN is_guessed INTEGER NOT NULL DEFAULT 0;
-- The label of its tab, and the ordinal of the first example of the same tabs.
ALTER TABLE code_example ADD COLUMN tab TEXT;
ALTER TABLE code_example ADD COLUMN tabs_begin INTEGER;
-- By what it is told from those that are nearly the same (see CodeSketch); null in what was stored before.
ALTER TABLE code_example ADD COLUMN sketch BLOB;

-- Examples that are the same or nearly so have one group. Written at the end of a crawl, so a page commit writes nothing of it and no index on sketches is needed.
CREATE TABLE code_alike (
    example_id INTEGER PRIMARY KEY REFERENCES code_example (id) ON DELETE CASCADE,
    group_no   INTEGER NOT NULL
);
CREATE INDEX code_alike_by_group ON code_alike (group_no);
