-- +goose Up
-- Sections stand in two levels, say what they are about, and are changed by
-- people, of whom the second one has to learn of the first.
ALTER TABLE sections ADD COLUMN parent_id INTEGER REFERENCES sections (id);
ALTER TABLE sections ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE section_names ADD COLUMN description TEXT NOT NULL DEFAULT '';
CREATE INDEX sections_parent ON sections (parent_id, position);
CREATE INDEX articles_section ON articles (section_id);

-- Where the addresses that things once had lead to.
CREATE TABLE former_slugs (
    kind   TEXT NOT NULL CHECK (kind IN ('section', 'tag', 'author')),
    locale TEXT NOT NULL,
    slug   TEXT NOT NULL,
    id     INTEGER NOT NULL,
    PRIMARY KEY (kind, locale, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_slugs_thing ON former_slugs (kind, id);
