-- +goose Up
-- Tags and authors are changed at the desk, by several people.
ALTER TABLE tags ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE authors ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- A user may be an author.
ALTER TABLE authors ADD COLUMN user_id INTEGER REFERENCES users (id);
CREATE UNIQUE INDEX authors_user ON authors (user_id) WHERE user_id IS NOT NULL;

-- What readers learn of an author in each language.
ALTER TABLE author_names ADD COLUMN handle TEXT NOT NULL DEFAULT '';
ALTER TABLE author_names ADD COLUMN biography TEXT NOT NULL DEFAULT '';

-- Whether an author may go is asked of those who are credited, too.
CREATE INDEX translations_translator ON translations (translator_id) WHERE translator_id IS NOT NULL;
