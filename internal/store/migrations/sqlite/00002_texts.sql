-- +goose Up
ALTER TABLE revisions ADD COLUMN grades TEXT NOT NULL DEFAULT '{}';

CREATE TABLE autosaves (
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    locale     TEXT NOT NULL,
    tab        TEXT NOT NULL,
    base_id    INTEGER REFERENCES revisions (id),
    content    TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, article_id, locale, tab)
) STRICT;
CREATE INDEX autosaves_updated ON autosaves (updated_at);

CREATE TABLE dismissals (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    translation_id INTEGER NOT NULL REFERENCES translations (id),
    check_name     TEXT NOT NULL,
    block_key      TEXT NOT NULL,
    fingerprint    BLOB NOT NULL,
    reason         TEXT NOT NULL,
    user_id        INTEGER REFERENCES users (id),
    created_at     INTEGER NOT NULL,
    UNIQUE (translation_id, check_name, block_key, fingerprint)
) STRICT;

CREATE INDEX translations_coverage ON translations (locale, stage);

-- INSERT OR REPLACE deletes without firing a trigger of DELETE: history is
-- only appended to.
-- +goose StatementBegin
CREATE TRIGGER events_appended BEFORE INSERT ON events
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM events)
BEGIN SELECT RAISE(ABORT, 'events are numbered without gaps'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_appended BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM revisions WHERE translation_id = NEW.translation_id AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
-- +goose StatementEnd
