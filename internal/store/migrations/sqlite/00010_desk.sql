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
