-- +goose Up
-- The words of publications, each forwards and backwards, so that those that begin or
-- end as a misspelt one does are found by walking the key. They are added when a
-- publication becomes searchable: raising the number of the rules makes the program read
-- what there is anew. Nothing here says what is public.
CREATE TABLE search_words (
    word TEXT COLLATE "C" PRIMARY KEY
);
