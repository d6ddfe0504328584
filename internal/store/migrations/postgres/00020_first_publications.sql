-- +goose Up
-- When stories were first public in each language is read from the indexes alone,
-- for a page of stories and for all that began in a span of time.
DROP INDEX publications_article;
CREATE INDEX publications_article ON publications (article_id, locale, live_from, live_until);
DROP INDEX publications_begin;
CREATE INDEX publications_begin ON publications (live_from, live_until, article_id);
