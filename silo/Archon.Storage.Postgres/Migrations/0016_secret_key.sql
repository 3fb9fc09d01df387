-- What sites are told is encrypted with a key that every silo must have: one with another key, or none, fails the pages that it is given. The name of the key,
-- which tells keys apart and opens nothing.
ALTER TABLE cluster ADD secret_key text;
