-- +goose Up
-- The calendar asks for what lies in a span of time: releases in every state, and
-- embargoes that end.
CREATE INDEX releases_at ON releases (at) WHERE at IS NOT NULL;
CREATE INDEX articles_embargo ON articles (embargo_until) WHERE embargo_until IS NOT NULL;
