-- +goose Up
-- What somebody who gives a version to do says of it, and who that was; null where the
-- command line did.
ALTER TABLE assignments ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE assignments ADD COLUMN by_id INTEGER REFERENCES users (id);
