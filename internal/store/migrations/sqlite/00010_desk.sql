-- +goose Up
-- Light or dark looks of the admin, each person's own; empty follows the system.
ALTER TABLE users ADD COLUMN theme TEXT NOT NULL DEFAULT '' CHECK (theme IN ('', 'light', 'dark'));

-- Who has a version open, in which tab, and when they were last heard of.
CREATE TABLE presences (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale     TEXT NOT NULL,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    tab        TEXT NOT NULL,
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (article_id, locale, user_id, tab)
) STRICT, WITHOUT ROWID;
CREATE INDEX presences_seen ON presences (seen_at);

-- What a story is called at the desk of each language: its title there, or in the
-- first language of the reading order that has one; and the place of that title in
-- a dictionary. The program fills in what there is, in the background.
CREATE TABLE headings (
    article_id   INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale       TEXT NOT NULL,
    title        TEXT NOT NULL,
    title_locale TEXT NOT NULL,
    sort_key     BLOB NOT NULL,
    rules        TEXT NOT NULL,
    PRIMARY KEY (article_id, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX headings_order ON headings (locale, sort_key, article_id);
CREATE INDEX headings_rules ON headings (rules, article_id);
INSERT INTO headings (article_id, locale, title, title_locale, sort_key, rules)
    SELECT id, source_locale, '', '', x'', '' FROM articles;

-- The words of a story's titles in all its languages, folded, for finding it by
-- how they begin.
CREATE TABLE heading_words (
    word       TEXT NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (word, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX heading_words_article ON heading_words (article_id, word);

-- Lists of stories that somebody comes back to: the query of a list by a name.
CREATE TABLE saved_views (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name    TEXT NOT NULL,
    query   TEXT NOT NULL,
    UNIQUE (user_id, name)
) STRICT;

-- The oldest source revision that a unit of a translation was confirmed against; 0
-- where one never was, and in a source. What is older than the source's newest
-- revision has to be looked at.
ALTER TABLE revisions ADD COLUMN oldest_from INTEGER NOT NULL DEFAULT 0;

-- Who is to do a version, and until when: of a story that has it, and of one where
-- nobody has begun it yet.
CREATE TABLE assignments (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale     TEXT NOT NULL,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    due_at     INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (article_id, locale)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignments_user ON assignments (user_id, article_id);

-- What is being worked on, in one language or in any.
CREATE INDEX translations_stage ON translations (stage, locale, article_id);
