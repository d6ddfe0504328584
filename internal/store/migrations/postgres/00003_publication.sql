-- +goose Up
ALTER TABLE publications ADD COLUMN ends_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE publications ADD COLUMN ends_wall TEXT NOT NULL DEFAULT '';
ALTER TABLE publications ADD COLUMN ends_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE publications ADD COLUMN note TEXT NOT NULL DEFAULT '';
UPDATE publications SET ends_at = live_until;

ALTER TABLE articles ADD COLUMN trashed_at BIGINT;
ALTER TABLE articles ADD COLUMN embargo_until BIGINT;
ALTER TABLE articles ADD COLUMN embargo_note TEXT NOT NULL DEFAULT '';

DROP INDEX articles_updated;
CREATE INDEX articles_updated ON articles (updated_at DESC, id DESC) WHERE trashed_at IS NULL;
CREATE INDEX articles_trashed ON articles (trashed_at DESC, id DESC) WHERE trashed_at IS NOT NULL;
CREATE INDEX publications_begin ON publications (live_from);
CREATE INDEX publications_end ON publications (ends_at);
