-- +goose Up
-- The media library. The files are beside the database, under the digest.
CREATE TABLE media (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    digest     TEXT NOT NULL UNIQUE,
    upload     TEXT NOT NULL,
    name       TEXT NOT NULL,
    format     TEXT NOT NULL CHECK (format IN ('jpeg', 'png')),
    width      INTEGER NOT NULL CHECK (width > 0),
    height     INTEGER NOT NULL CHECK (height > 0),
    focus_x    INTEGER NOT NULL CHECK (focus_x BETWEEN 0 AND 1000),
    focus_y    INTEGER NOT NULL CHECK (focus_y BETWEEN 0 AND 1000),
    edition    INTEGER NOT NULL,
    licence    TEXT NOT NULL,
    expires_at INTEGER,
    user_id    INTEGER REFERENCES users (id),
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX media_upload ON media (upload);
CREATE INDEX media_expiry ON media (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX media_user ON media (user_id, id);

-- What a picture says in each language.
CREATE TABLE media_texts (
    medium_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    locale    TEXT NOT NULL,
    alt       TEXT NOT NULL,
    caption   TEXT NOT NULL,
    credit    TEXT NOT NULL,
    PRIMARY KEY (medium_id, locale)
) STRICT, WITHOUT ROWID;

-- The words that a picture is found by, folded.
CREATE TABLE media_words (
    word      TEXT NOT NULL,
    medium_id INTEGER NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    PRIMARY KEY (word, medium_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_words_medium ON media_words (medium_id, word);

-- Which revisions show a picture in their text.
CREATE TABLE media_uses (
    medium_id   INTEGER NOT NULL REFERENCES media (id),
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    PRIMARY KEY (medium_id, revision_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_uses_revision ON media_uses (revision_id);

-- The picture at the head of a story, and that of who signs.
ALTER TABLE articles ADD COLUMN cover_id INTEGER REFERENCES media (id);
CREATE INDEX articles_cover ON articles (cover_id) WHERE cover_id IS NOT NULL;
ALTER TABLE authors ADD COLUMN portrait_id INTEGER REFERENCES media (id);
CREATE INDEX authors_portrait ON authors (portrait_id) WHERE portrait_id IS NOT NULL;

-- Whether a picture is public is asked of the publications of a revision.
CREATE INDEX publications_revision ON publications (revision_id, live_from);
