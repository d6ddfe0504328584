-- +goose Up
-- Links to drafts. The token of a link is kept as its hash only.
CREATE TABLE preview_links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    hash        BLOB NOT NULL UNIQUE,
    article_id  INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale      TEXT NOT NULL,
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    at          INTEGER,
    user_id     INTEGER REFERENCES users (id),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    revoked_at  INTEGER
) STRICT;
CREATE INDEX preview_links_article ON preview_links (article_id, locale, id);
CREATE INDEX preview_links_expired ON preview_links (expires_at);
