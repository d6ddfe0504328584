-- +goose Up
-- What publications are found under: keys that are made in Go, where the
-- languages are known. Nothing but keys is kept, each publication at its place:
-- the minute of its first publication and its id, so that the newest are found
-- first by walking the index.
CREATE VIRTUAL TABLE search_index USING fts5 (
    keys, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_:'"
);
CREATE TABLE search_documents (
    publication_id INTEGER PRIMARY KEY REFERENCES publications (id) ON DELETE CASCADE,
    place          INTEGER NOT NULL UNIQUE,
    rules          INTEGER NOT NULL
) STRICT;
CREATE INDEX search_documents_rules ON search_documents (rules, place DESC);

-- What there is is read by the program, in the background.
INSERT INTO search_documents (publication_id, place, rules)
    SELECT id, max(min(published_at / 60000, 134217727), -134217728) * 68719476736 + id, 0 FROM publications;
