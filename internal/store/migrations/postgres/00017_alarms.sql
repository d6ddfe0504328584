-- +goose Up
-- Alarms are told in the journal once: of a delivery when it is overdue, of a picture
-- for each moment at which its time is over.
ALTER TABLE deliveries ADD COLUMN overdue_at BIGINT;
ALTER TABLE media ADD COLUMN expiry_told BIGINT;
