package cms

import (
	"context"
	"math"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Past is one revision in the history of a version.
type Past struct {
	// Revision is without its content.
	Revision models.Revision
	// By is the name of who saved it; empty for the command line.
	By string
	// Source is the number of the source revision that it followed; 0 in the
	// source itself and where there was none.
	Source int
	// Base is the number of the revision that the save started from; 0 for the
	// first. Merged says that others had saved meanwhile.
	Base   int
	Merged bool
	// Head, Approved and Live say what the revision is now.
	Head, Approved, Live bool
	// Published says that a publication that was not cancelled in time was made of the
	// revision: it is, was, or is going to be public.
	Published bool
}

// History returns a page of the revisions of a version in runs, the newest first:
// those numbered below before (0: all), and where the next page begins, 0 where
// there is none. It needs the right to read drafts.
func (n *Newsroom) History(ctx context.Context, by Actor, id int64, l locale.Tag, before int) ([]PastRun, int, error) {
	const op = "cms.History"
	r := n.store.Read()
	t, err := n.readVersion(ctx, r, by, id, l)
	if err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	if before <= 0 {
		before = math.MaxInt32
	}
	revs, err := r.History(ctx, t.ID, before, runReach+1)
	if err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	more := len(revs) > runReach
	revs = revs[:min(runReach, len(revs))]
	live, err := r.Live(ctx, id, l, n.Now())
	if err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	list, err := pastOf(ctx, r, t, revs, live)
	if err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	runs, next := pageOfRuns(list, more)
	return runs, next, nil
}

// pastOf adds names and numbers to revisions.
func pastOf(ctx context.Context, r store.Reader, t *models.Translation, revs []models.Revision, live *models.Publication) ([]Past, error) {
	var users, others []int64
	for i := range revs {
		users = appendID(users, revs[i].UserID)
		others = appendID(appendID(others, revs[i].BaseID), revs[i].SourceID)
	}
	names, err := r.UserNames(ctx, users)
	if err != nil {
		return nil, err
	}
	numbers, err := r.Numbers(ctx, others)
	if err != nil {
		return nil, err
	}
	publications, err := r.Publications(ctx, t.ID)
	if err != nil {
		return nil, err
	}
	published := make(map[int64]bool, len(publications))
	for i := range publications {
		if p := &publications[i]; p.LiveFrom < p.LiveUntil {
			published[p.RevisionID] = true
		}
	}
	list := make([]Past, len(revs))
	for i := range revs {
		rev := &revs[i]
		p := Past{
			Revision: *rev, Head: rev.ID == headID(t), Approved: t.ApprovedID != nil && *t.ApprovedID == rev.ID,
			Live: live != nil && live.RevisionID == rev.ID, Published: published[rev.ID],
			By: valueOf(names, rev.UserID), Source: valueOf(numbers, rev.SourceID), Base: valueOf(numbers, rev.BaseID),
		}
		p.Merged = p.Base != rev.Number-1
		list[i] = p
	}
	return list, nil
}

// appendID appends an id that is there and is not in the list yet.
func appendID(ids []int64, id *int64) []int64 {
	if id == nil || slices.Contains(ids, *id) {
		return ids
	}
	return append(ids, *id)
}

// valueOf returns what belongs to an id, the zero value where there is none.
func valueOf[T any](values map[int64]T, id *int64) (v T) {
	if id != nil {
		v = values[*id]
	}
	return v
}

// readable returns an article of which the actor may see a version inside, or
// errs.NotFound: so is what is in the trash.
func readable(ctx context.Context, r store.Reader, by Actor, id int64, l locale.Tag) (*models.Article, error) {
	a, err := r.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := mayRead(by, a, l); err != nil {
		return nil, err
	}
	return a, nil
}

// mayRead answers errs.NotFound for an article that the actor may not see inside.
func mayRead(by Actor, a *models.Article, l locale.Tag) error {
	if a.TrashedAt != nil || allow(by, rights.ReadDrafts, a, l) != nil {
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return nil
}

// readVersion returns a version that the actor may see inside, or errs.NotFound.
func (n *Newsroom) readVersion(ctx context.Context, r store.Reader, by Actor, id int64, l locale.Tag) (*models.Translation, error) {
	if _, err := readable(ctx, r, by, id, l); err != nil {
		return nil, err
	}
	t, err := r.Translation(ctx, id, l)
	if err == nil && (t == nil || t.HeadID == nil) {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return t, err
}

// HeadOf returns the newest words of a version. It needs the right to read drafts; a
// version without words is errs.NotFound.
func (n *Newsroom) HeadOf(ctx context.Context, by Actor, id int64, l locale.Tag) (*models.Revision, error) {
	t, err := n.readVersion(ctx, n.store.Read(), by, id, l)
	if err != nil {
		return nil, errs.Wrap("cms.HeadOf", err)
	}
	return t.Head, nil
}

// Comparison is what became of one revision of a version in another.
type Comparison struct {
	From, To *models.Revision
	Changes  []text.BlockChange
}

// CompareRevisions compares any two revisions of a version, given by their
// numbers. It needs the right to read drafts; a number that there is not is
// errs.NotFound.
func (n *Newsroom) CompareRevisions(ctx context.Context, by Actor, id int64, l locale.Tag, from, to int) (*Comparison, error) {
	const op = "cms.CompareRevisions"
	r := n.store.Read()
	t, err := n.readVersion(ctx, r, by, id, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	c := &Comparison{}
	if c.From, err = r.RevisionByNumber(ctx, t.ID, from); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if c.To, err = r.RevisionByNumber(ctx, t.ID, to); err != nil {
		return nil, errs.Wrap(op, err)
	}
	c.Changes = text.CompareContents(&c.From.Content, &c.To.Content)
	return c, nil
}

// RestoreInput brings back the words of an older revision.
type RestoreInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Number is the revision to bring back.
	Number int
	// Base is the head that was on the screen; another is errs.Conflict.
	Base int64
}

// Restore makes a new revision with the words of an older one, and with what
// its blocks remembered of the source then: what has changed there since is
// stale again. It needs the right to edit the version.
func (n *Newsroom) Restore(ctx context.Context, by Actor, in RestoreInput) (*models.Revision, error) {
	var rev *models.Revision
	err := n.write(ctx, "cms.Restore", by, func(w *work) error {
		a, t, err := w.lockedVersion(ctx, in.ArticleID, in.Locale, in.Base)
		if err != nil {
			return err
		}
		if err := w.allow(rights.Edit(a, in.Locale), a, in.Locale); err != nil {
			return err
		}
		old, err := w.RevisionByNumber(ctx, t.ID, in.Number)
		if err != nil {
			return err
		}
		source, err := w.sourceHead(ctx, a, in.Locale)
		if err != nil {
			return err
		}
		content := old.Content
		if in.Locale == a.SourceLocale {
			content.Confirmed = models.Confirmed{}
			content.Body = slices.Clone(content.Body)
			forget(content.Body)
		}
		saved, err := w.record(ctx, a, t, source, content, SaveInput{Base: in.Base})
		rev = saved.head
		return err
	})
	return rev, err
}
