-- +goose Up
-- The newest event after which readers may see something else, without a walk past what
-- is said about drafts. The list is models.QuietEvents.
CREATE INDEX events_public ON events (id, at) WHERE kind NOT IN ('translation.saved', 'translation.stage_changed', 'translation.judged', 'finding.dismissed', 'finding.restored', 'comment.added', 'comment.resolved', 'comment.reopened', 'publication.live', 'publication.ended', 'preview.created', 'preview.revoked', 'release.alarm', 'delivery.overdue', 'user.link_made', 'user.password_changed', 'user.session_ended');
