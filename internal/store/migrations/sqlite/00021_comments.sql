-- +goose Up
-- What people say to each other about a paragraph of a version, which need not be
-- begun, or about the whole of it: then the key is empty.
CREATE TABLE comments (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id     INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale         TEXT NOT NULL,
    block_key      TEXT NOT NULL,
    user_id        INTEGER REFERENCES users (id),
    text           TEXT NOT NULL,
    revision_id    INTEGER REFERENCES revisions (id),
    created_at     INTEGER NOT NULL,
    resolved_at    INTEGER,
    resolved_by_id INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX comments_version ON comments (article_id, locale, id);
CREATE INDEX comments_open ON comments (article_id, locale, id) WHERE resolved_at IS NULL;

-- Whom a comment is meant for.
CREATE TABLE mentions (
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (comment_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_user ON mentions (user_id, comment_id);

-- What a reviewer made of a paragraph; it holds for the two texts that they saw.
CREATE TABLE verdicts (
    translation_id INTEGER NOT NULL REFERENCES translations (id) ON DELETE CASCADE,
    block_key      TEXT NOT NULL,
    fingerprint    BLOB NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('accepted', 'returned')),
    user_id        INTEGER REFERENCES users (id),
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (translation_id, block_key)
) STRICT, WITHOUT ROWID;
