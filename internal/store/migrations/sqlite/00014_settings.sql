-- +goose Up
-- What the newsroom says of itself and how its front page is made: one row.
CREATE TABLE settings (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    data       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO settings (id, data, version, updated_at) VALUES (1, '{}', 1, 0);

-- Standing pages are few among many stories.
CREATE INDEX articles_pages ON articles (id) WHERE kind = 'page';

-- The journal is read by person, language, area and day, and by whose story it is
-- about. An area is what stands before the dot of a kind.
CREATE INDEX events_user ON events (user_id, id);
CREATE INDEX events_locale ON events (locale, id);
CREATE INDEX events_area ON events (substr(kind, 1, instr(kind, '.') - 1), id);
CREATE INDEX events_at ON events (at);
CREATE INDEX articles_owner ON articles (owner_id, id);
