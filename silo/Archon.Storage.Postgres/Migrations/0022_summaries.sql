-- What chat models write about code examples and sources. A text is kept once, by the hash of what the model was asked, and used by every example that would ask the same.
-- Who uses or stores one shares the advisory lock (1095910230, 0); who takes away what nothing uses has it alone, so that nothing is used in between.
CREATE TABLE summary_model (
    no   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE
);

CREATE TABLE summary (
    no        bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_no  integer NOT NULL,
    -- The source that it goes away with: the one it was written for, or another one that still uses it.
    source_no bigint  NOT NULL,
    hash      text COLLATE "C" NOT NULL,
    -- Null: the model refuses to write it.
    text      text
);
CREATE UNIQUE INDEX summary_by_hash ON summary (model_no, hash);
CREATE INDEX summary_by_source ON summary (source_no, no);

-- One summary an example, of the newest model that wrote one. Apart from the example: changing its row would write all its index entries again.
CREATE TABLE code_summary (
    example_id bigint  PRIMARY KEY REFERENCES code_example (id) ON DELETE CASCADE,
    source_no  bigint  NOT NULL,
    model_no   integer NOT NULL,
    summary_no bigint  NOT NULL
);
CREATE INDEX code_summary_by_source ON code_summary (source_no, model_no);
CREATE INDEX code_summary_by_summary ON code_summary (summary_no);

CREATE TABLE source_summary (
    source_no  bigint  PRIMARY KEY,
    model_no   integer NOT NULL,
    summary_no bigint  NOT NULL
);
CREATE INDEX source_summary_by_summary ON source_summary (summary_no);

-- As many indexes as before: by the source alone, and now also in order within it, to find those that wait.
CREATE INDEX code_example_in_source ON code_example (source_no, id);
DROP INDEX code_example_by_source;
