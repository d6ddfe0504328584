package cms

import (
	"context"
	"errors"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// ConflictError is the answer to a save that ran into another one: an error of
// the kind errs.Conflict that holds everything the two people wrote.
type ConflictError struct {
	// Article is the story's id.
	Article int64
	// Head is what is saved, By the name of who saved it; empty for the command
	// line.
	Head *models.Revision
	By   string
	// Merged has what could be merged, and theirs in place of the conflicts.
	Merged models.Content
	// Blocks are the conflicts, each with base, theirs and mine.
	Blocks []text.Conflict
}

// Error implements error.
func (e *ConflictError) Error() string { return e.Unwrap().Error() }

// Unwrap returns the conflict as the error that people are told.
func (e *ConflictError) Unwrap() error {
	return errs.New("cms", errs.Conflict, "error.save_conflict", nil)
}

// told adds to a conflict whose words stand against the writer's.
func (w *work) told(ctx context.Context, a *models.Article, err error) error {
	conflict, ok := errors.AsType[*ConflictError](err)
	if !ok {
		return err
	}
	conflict.Article = a.ID
	by, failed := savedBy(ctx, w.Reader, conflict.Head)
	if failed != nil {
		return failed
	}
	conflict.By = by
	return err
}

// baseOf returns the revision that a save started from, nil where there was
// none. A base that is no revision of the version is errs.Conflict.
func baseOf(ctx context.Context, r store.Reader, t *models.Translation, base int64) (*models.Revision, error) {
	switch base {
	case 0:
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	case headID(t):
		return t.Head, nil
	}
	rev, err := ownRevision(ctx, r, t.ID, base)
	if err == nil && rev == nil {
		return nil, errs.New("cms", errs.Conflict, "error.save_conflict", nil)
	}
	return rev, err
}

// merged joins what the writer made of the base with what the head has become
// meanwhile.
func merged(base, head *models.Revision, mine models.Content) (models.Content, error) {
	if head == nil || base != nil && base.ID == head.ID {
		return mine, nil
	}
	var began models.Content
	if base != nil {
		began = base.Content
	}
	content, conflicts := text.Merge(&began, &head.Content, &mine)
	if len(conflicts) > 0 {
		return content, &ConflictError{Head: head, Merged: content, Blocks: conflicts}
	}
	if err := checkLimits(&content); err != nil {
		return content, err
	}
	return content, nil
}
