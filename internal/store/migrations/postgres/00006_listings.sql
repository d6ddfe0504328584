-- +goose Up
-- The publications of a tag or an author, newest first: a list is one walk along
-- the key. Triggers keep it, so that no writer can forget.
CREATE TABLE listings (
    subject        TEXT NOT NULL,
    subject_id     BIGINT NOT NULL,
    locale         TEXT NOT NULL,
    published_at   BIGINT NOT NULL,
    article_id     BIGINT NOT NULL,
    publication_id BIGINT NOT NULL REFERENCES publications (id) ON DELETE CASCADE,
    PRIMARY KEY (subject, subject_id, locale, published_at, article_id, publication_id)
);
CREATE INDEX listings_publication ON listings (publication_id);
CREATE INDEX listings_article ON listings (article_id, subject, subject_id);

INSERT INTO listings SELECT 'tag', t.tag_id, p.locale, p.published_at, p.article_id, p.id
    FROM publications p JOIN article_tags t ON t.article_id = p.article_id;
INSERT INTO listings SELECT 'author', t.author_id, p.locale, p.published_at, p.article_id, p.id
    FROM publications p JOIN article_authors t ON t.article_id = p.article_id;

-- +goose StatementBegin
CREATE FUNCTION list_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE listings SET published_at = NEW.published_at WHERE publication_id = NEW.id;
        RETURN NULL;
    END IF;
    INSERT INTO listings SELECT 'tag', t.tag_id, NEW.locale, NEW.published_at, NEW.article_id, NEW.id
        FROM article_tags t WHERE t.article_id = NEW.article_id;
    INSERT INTO listings SELECT 'author', t.author_id, NEW.locale, NEW.published_at, NEW.article_id, NEW.id
        FROM article_authors t WHERE t.article_id = NEW.article_id;
    RETURN NULL;
END
$$;
CREATE FUNCTION list_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM listings WHERE article_id = OLD.article_id AND subject = 'tag' AND subject_id = OLD.tag_id;
    ELSE
        INSERT INTO listings SELECT 'tag', NEW.tag_id, p.locale, p.published_at, p.article_id, p.id
            FROM publications p WHERE p.article_id = NEW.article_id;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION list_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM listings WHERE article_id = OLD.article_id AND subject = 'author' AND subject_id = OLD.author_id;
    ELSE
        INSERT INTO listings SELECT 'author', NEW.author_id, p.locale, p.published_at, p.article_id, p.id
            FROM publications p WHERE p.article_id = NEW.article_id;
    END IF;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER listings_of_publication AFTER INSERT ON publications FOR EACH ROW EXECUTE FUNCTION list_publication();
CREATE TRIGGER listings_moved AFTER UPDATE OF published_at ON publications FOR EACH ROW
    WHEN (NEW.published_at <> OLD.published_at) EXECUTE FUNCTION list_publication();
CREATE TRIGGER listings_tags AFTER INSERT OR DELETE ON article_tags FOR EACH ROW EXECUTE FUNCTION list_tag();
CREATE TRIGGER listings_authors AFTER INSERT OR DELETE ON article_authors FOR EACH ROW EXECUTE FUNCTION list_author();
