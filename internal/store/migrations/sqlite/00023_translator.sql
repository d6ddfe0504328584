-- +goose Up
-- The unit of the text that somebody is at; empty where they have not said.
ALTER TABLE presences ADD COLUMN block_key TEXT NOT NULL DEFAULT '';
