-- +goose Up
CREATE TABLE releases (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    state      TEXT NOT NULL,
    at         INTEGER,
    wall       TEXT NOT NULL,
    zone       TEXT NOT NULL,
    alarm      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    user_id    INTEGER REFERENCES users (id),
    created_at INTEGER NOT NULL,
    CHECK (state <> 'armed' OR at IS NOT NULL)
) STRICT;
CREATE INDEX releases_open ON releases (at) WHERE state = 'open' AND at IS NOT NULL;

CREATE TABLE release_items (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    release_id     INTEGER NOT NULL REFERENCES releases (id) ON DELETE CASCADE,
    article_id     INTEGER NOT NULL REFERENCES articles (id),
    locale         TEXT NOT NULL,
    action         TEXT NOT NULL,
    rule           TEXT NOT NULL,
    publication_id INTEGER REFERENCES publications (id),
    ended_at       INTEGER NOT NULL,
    ended_wall     TEXT NOT NULL,
    ended_zone     TEXT NOT NULL,
    UNIQUE (release_id, article_id, locale)
) STRICT;
CREATE INDEX release_items_article ON release_items (article_id, locale);
