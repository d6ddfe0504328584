-- +goose Up
-- Light or dark looks of the admin, each person's own; empty follows the system.
ALTER TABLE users ADD COLUMN theme TEXT NOT NULL DEFAULT '' CHECK (theme IN ('', 'light', 'dark'));
