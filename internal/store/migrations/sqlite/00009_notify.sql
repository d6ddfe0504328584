-- +goose Up
-- On PostgreSQL this step makes events wake other nodes. Other processes on a
-- SQLite file look every second.
SELECT 1;
