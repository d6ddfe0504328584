-- +goose Up
-- The front page of a language as editors arranged it, from a moment on. The number
-- within the language tells whether somebody else was faster.
CREATE TABLE front_editions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    locale       TEXT NOT NULL,
    number       INTEGER NOT NULL,
    live_from    INTEGER NOT NULL,
    wall         TEXT NOT NULL,
    zone         TEXT NOT NULL,
    cancelled_at INTEGER,
    user_id      INTEGER REFERENCES users (id),
    created_at   INTEGER NOT NULL,
    UNIQUE (locale, number),
    CHECK (cancelled_at < live_from)
) STRICT;
CREATE INDEX front_editions_standing ON front_editions (locale, live_from, id) WHERE cancelled_at IS NULL;
CREATE INDEX front_editions_begin ON front_editions (live_from);

CREATE TABLE front_picks (
    edition_id INTEGER NOT NULL REFERENCES front_editions (id),
    place      INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    ends_at    INTEGER NOT NULL,
    ends_wall  TEXT NOT NULL,
    ends_zone  TEXT NOT NULL,
    PRIMARY KEY (edition_id, place),
    UNIQUE (edition_id, article_id)
) STRICT;
CREATE INDEX front_picks_end ON front_picks (ends_at);
