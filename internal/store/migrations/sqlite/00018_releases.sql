-- +goose Up
-- Why rolling back left an item as it was.
ALTER TABLE release_items ADD COLUMN stayed TEXT NOT NULL DEFAULT '';

-- The list of releases: what is open by its planned moment, those without one
-- last; what is armed or over by its moment.
CREATE INDEX releases_planned ON releases (COALESCE(at, 253402300799999), id) WHERE state = 'open';
CREATE INDEX releases_moment ON releases (at, id) WHERE state <> 'open';

-- What happened to a release.
CREATE INDEX events_release ON events (json_extract(data, '$.release'), id) WHERE substr(kind, 1, instr(kind, '.') - 1) = 'release';
