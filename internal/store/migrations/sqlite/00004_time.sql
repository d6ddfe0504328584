-- +goose Up
-- The newest moment that the newsroom has used: time never runs back.
CREATE TABLE clock (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    mark INTEGER NOT NULL
) STRICT;
INSERT INTO clock (id, mark) VALUES (1, 0);

-- Outgoing work: what is to be told when a publication begins or ends.
CREATE TABLE deliveries (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    publication_id INTEGER NOT NULL REFERENCES publications (id),
    kind           TEXT NOT NULL,
    due_at         INTEGER NOT NULL,
    lease_by       TEXT NOT NULL,
    lease_until    INTEGER NOT NULL,
    attempts       INTEGER NOT NULL,
    delivered_at   INTEGER,
    UNIQUE (publication_id, kind)
) STRICT;
CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE delivered_at IS NULL;
