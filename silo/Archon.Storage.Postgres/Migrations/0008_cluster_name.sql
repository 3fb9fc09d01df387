-- One database is one cluster: silos of another name see no member of the first, and the two would take each other's crawls over for ever and have a
-- budget each for every host. The name is that of the first node that starts.
CREATE TABLE cluster (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    name text    NOT NULL
);
