-- +goose Up
CREATE TABLE users (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    email         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    interface     TEXT NOT NULL,
    disabled_at   INTEGER,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE grants (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role    TEXT NOT NULL,
    locales TEXT NOT NULL
) STRICT;
CREATE INDEX grants_user ON grants (user_id);

CREATE TABLE sessions (
    id         BLOB PRIMARY KEY,
    data       BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE sections (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE section_names (
    section_id INTEGER NOT NULL REFERENCES sections (id) ON DELETE CASCADE,
    locale     TEXT NOT NULL,
    name       TEXT NOT NULL,
    slug       TEXT NOT NULL,
    PRIMARY KEY (section_id, locale),
    UNIQUE (locale, slug)
) STRICT;

CREATE TABLE tags (
    id  INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE tag_names (
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    locale TEXT NOT NULL,
    name   TEXT NOT NULL,
    slug   TEXT NOT NULL,
    PRIMARY KEY (tag_id, locale),
    UNIQUE (locale, slug)
) STRICT;

CREATE TABLE authors (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT NOT NULL UNIQUE,
    handle TEXT NOT NULL
) STRICT;

CREATE TABLE author_names (
    author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE,
    locale    TEXT NOT NULL,
    name      TEXT NOT NULL,
    title     TEXT NOT NULL,
    slug      TEXT NOT NULL,
    PRIMARY KEY (author_id, locale),
    UNIQUE (locale, slug)
) STRICT;

CREATE TABLE articles (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          TEXT NOT NULL,
    section_id    INTEGER REFERENCES sections (id),
    source_locale TEXT NOT NULL,
    place         TEXT NOT NULL,
    urgent        INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    owner_id      INTEGER REFERENCES users (id),
    import_key    TEXT UNIQUE,
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    CHECK ((kind = 'page') = (section_id IS NULL))
) STRICT;
CREATE INDEX articles_updated ON articles (updated_at DESC, id DESC);

CREATE TABLE article_authors (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id  INTEGER NOT NULL REFERENCES authors (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (article_id, author_id)
) STRICT;
CREATE INDEX article_authors_author ON article_authors (author_id, article_id);

CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id     INTEGER NOT NULL REFERENCES tags (id),
    position   INTEGER NOT NULL,
    PRIMARY KEY (article_id, tag_id)
) STRICT;
CREATE INDEX article_tags_tag ON article_tags (tag_id, article_id);

CREATE TABLE redirects (
    path       TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale     TEXT NOT NULL
) STRICT;

CREATE TABLE translations (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id    INTEGER NOT NULL REFERENCES articles (id),
    locale        TEXT NOT NULL,
    stage         TEXT NOT NULL,
    head_id       INTEGER REFERENCES revisions (id),
    approved_id   INTEGER REFERENCES revisions (id),
    translator_id INTEGER REFERENCES authors (id),
    version       INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    UNIQUE (article_id, locale),
    CHECK ((stage = 'approved') = (approved_id IS NOT NULL))
) STRICT;

CREATE TABLE revisions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    translation_id INTEGER NOT NULL REFERENCES translations (id),
    number         INTEGER NOT NULL,
    content        TEXT NOT NULL,
    base_id        INTEGER REFERENCES revisions (id),
    source_id      INTEGER REFERENCES revisions (id),
    user_id        INTEGER REFERENCES users (id),
    created_at     INTEGER NOT NULL,
    UNIQUE (translation_id, number)
) STRICT;

CREATE TABLE publications (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    translation_id  INTEGER NOT NULL REFERENCES translations (id),
    revision_id     INTEGER NOT NULL REFERENCES revisions (id),
    live_from       INTEGER NOT NULL,
    live_until      INTEGER NOT NULL,
    wall            TEXT NOT NULL,
    zone            TEXT NOT NULL,
    published_at    INTEGER NOT NULL,
    article_id      INTEGER NOT NULL REFERENCES articles (id),
    locale          TEXT NOT NULL,
    section_id      INTEGER REFERENCES sections (id),
    override_reason TEXT NOT NULL,
    user_id         INTEGER REFERENCES users (id),
    created_at      INTEGER NOT NULL,
    CHECK (live_from <= live_until)
) STRICT;
CREATE INDEX publications_translation ON publications (translation_id, live_from);
CREATE INDEX publications_article ON publications (article_id, locale, live_from);
CREATE INDEX publications_list ON publications (locale, published_at DESC, article_id DESC);
CREATE INDEX publications_section ON publications (section_id, locale, published_at DESC, article_id DESC);

CREATE TABLE events (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    user_id    INTEGER,
    actor      TEXT NOT NULL,
    article_id INTEGER,
    locale     TEXT NOT NULL,
    data       TEXT NOT NULL,
    hash       BLOB NOT NULL
) STRICT;
CREATE INDEX events_article ON events (article_id, id);

-- Two promises that the code keeps and the database checks: intervals of a
-- translation never overlap, and what is history stays as it was.
-- +goose StatementBegin
CREATE TRIGGER publications_no_overlap_insert BEFORE INSERT ON publications
WHEN EXISTS (
    SELECT 1 FROM publications p
    WHERE p.translation_id = NEW.translation_id
      AND p.live_from < NEW.live_until AND NEW.live_from < p.live_until
      AND p.live_from < p.live_until AND NEW.live_from < NEW.live_until)
BEGIN SELECT RAISE(ABORT, 'publications of a translation overlap'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER publications_no_overlap_update BEFORE UPDATE ON publications
WHEN EXISTS (
    SELECT 1 FROM publications p
    WHERE p.translation_id = NEW.translation_id AND p.id <> NEW.id
      AND p.live_from < NEW.live_until AND NEW.live_from < p.live_until
      AND p.live_from < p.live_until AND NEW.live_from < NEW.live_until)
BEGIN SELECT RAISE(ABORT, 'publications of a translation overlap'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_immutable_update BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_immutable_delete BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_immutable_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_immutable_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
-- +goose StatementEnd
