-- What chat models write about code examples and sources. A text is kept once, by the hash of what the model was asked, and used by every example that would ask the same.
CREATE TABLE summary_model (
    no   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- AUTOINCREMENT: who goes through them in slices meets each once.
CREATE TABLE summary (
    no        INTEGER PRIMARY KEY AUTOINCREMENT,
    model_no  INTEGER NOT NULL,
    -- The source that it goes away with: the one it was written for, or another one that still uses it.
    source_no INTEGER NOT NULL,
    hash      TEXT    NOT NULL,
    -- Null: the model refuses to write it.
    text      TEXT
);
CREATE UNIQUE INDEX summary_by_hash ON summary (model_no, hash);
CREATE INDEX summary_by_source ON summary (source_no, no);

-- One summary an example, of the newest model that wrote one.
CREATE TABLE code_summary (
    example_id INTEGER PRIMARY KEY REFERENCES code_example (id) ON DELETE CASCADE,
    source_no  INTEGER NOT NULL,
    model_no   INTEGER NOT NULL,
    summary_no INTEGER NOT NULL
);
CREATE INDEX code_summary_by_source ON code_summary (source_no, model_no);
CREATE INDEX code_summary_by_summary ON code_summary (summary_no);

CREATE TABLE source_summary (
    source_no  INTEGER PRIMARY KEY,
    model_no   INTEGER NOT NULL,
    summary_no INTEGER NOT NULL
);
CREATE INDEX source_summary_by_summary ON source_summary (summary_no);

-- Goes through the examples of one source in order, to find those that wait.
CREATE INDEX code_example_by_source ON code_example (source_no, id);
