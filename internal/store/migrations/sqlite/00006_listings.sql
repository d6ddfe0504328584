-- +goose Up
-- The publications of a tag or an author, newest first: a list is one walk along
-- the key. Triggers keep it, so that no writer can forget.
CREATE TABLE listings (
    subject        TEXT NOT NULL,
    subject_id     INTEGER NOT NULL,
    locale         TEXT NOT NULL,
    published_at   INTEGER NOT NULL,
    article_id     INTEGER NOT NULL,
    publication_id INTEGER NOT NULL REFERENCES publications (id) ON DELETE CASCADE,
    PRIMARY KEY (subject, subject_id, locale, published_at, article_id, publication_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listings_publication ON listings (publication_id);
CREATE INDEX listings_article ON listings (article_id, subject, subject_id);

INSERT INTO listings SELECT 'tag', t.tag_id, p.locale, p.published_at, p.article_id, p.id
    FROM publications p JOIN article_tags t ON t.article_id = p.article_id;
INSERT INTO listings SELECT 'author', t.author_id, p.locale, p.published_at, p.article_id, p.id
    FROM publications p JOIN article_authors t ON t.article_id = p.article_id;

-- +goose StatementBegin
CREATE TRIGGER listings_of_publication AFTER INSERT ON publications
BEGIN
    INSERT INTO listings SELECT 'tag', t.tag_id, NEW.locale, NEW.published_at, NEW.article_id, NEW.id
        FROM article_tags t WHERE t.article_id = NEW.article_id;
    INSERT INTO listings SELECT 'author', t.author_id, NEW.locale, NEW.published_at, NEW.article_id, NEW.id
        FROM article_authors t WHERE t.article_id = NEW.article_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_moved AFTER UPDATE OF published_at ON publications WHEN NEW.published_at <> OLD.published_at
BEGIN
    UPDATE listings SET published_at = NEW.published_at WHERE publication_id = NEW.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_tagged AFTER INSERT ON article_tags
BEGIN
    INSERT INTO listings SELECT 'tag', NEW.tag_id, p.locale, p.published_at, p.article_id, p.id
        FROM publications p WHERE p.article_id = NEW.article_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_untagged AFTER DELETE ON article_tags
BEGIN
    DELETE FROM listings WHERE article_id = OLD.article_id AND subject = 'tag' AND subject_id = OLD.tag_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_signed AFTER INSERT ON article_authors
BEGIN
    INSERT INTO listings SELECT 'author', NEW.author_id, p.locale, p.published_at, p.article_id, p.id
        FROM publications p WHERE p.article_id = NEW.article_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_unsigned AFTER DELETE ON article_authors
BEGIN
    DELETE FROM listings WHERE article_id = OLD.article_id AND subject = 'author' AND subject_id = OLD.author_id;
END;
-- +goose StatementEnd
