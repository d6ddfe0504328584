package cms

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// previewAge is how long a link to a draft opens it.
const previewAge = 24 * time.Hour

// MayTravel refuses those with errs.Forbidden who may not see the site as it is
// at another moment: it takes the right to read all drafts.
func (n *Newsroom) MayTravel(by Actor) error { return allow(by, rights.ReadDrafts, nil, "") }

// Moment returns the moment of a wall time, the first of two, or the present for
// none. Errors are those of a time that cannot be read or that clocks skip.
func (n *Newsroom) Moment(w WallTime) (models.Instant, error) {
	if w.IsZero() {
		return n.Now(), nil
	}
	if w.Which == Ask {
		w.Which = First
	}
	at, err := n.resolve(w)
	return at.at, errs.Wrap("cms.Moment", err)
}

// PreviewInput is the draft that a link is to open.
type PreviewInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is what is shown, whatever is saved later.
	Revision int64
	// At is the moment as of which the page is shown; zero is that of looking.
	At WallTime
}

// NewPreview is a link that has just been made. Its token is told here and
// nowhere else.
type NewPreview struct {
	models.PreviewLink
	Token string
}

// CreatePreview makes a link that opens one revision to whoever has it, for a
// day. It needs the right to read the draft; a story under an embargo gets none.
func (n *Newsroom) CreatePreview(ctx context.Context, by Actor, in PreviewInput) (*NewPreview, error) {
	const op = "cms.CreatePreview"
	p := &NewPreview{Token: rand.Text()}
	if !in.At.IsZero() {
		at, err := n.Moment(in.At)
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		p.At = &at
	}
	hash := sha256.Sum256([]byte(p.Token))
	p.Hash, p.ArticleID, p.Locale, p.RevisionID, p.UserID = hash[:], in.ArticleID, in.Locale, in.Revision, by.UserID
	err := n.write(ctx, op, by, func(w *work) error {
		a, err := readable(ctx, w.Reader, w.by, in.ArticleID, in.Locale)
		if err != nil {
			return err
		}
		if err := previewable(a, w.now); err != nil {
			return err
		}
		if err := w.belongs(ctx, in); err != nil {
			return err
		}
		if err := w.DeletePreviews(ctx, w.now.Add(-previewAge)); err != nil {
			return err
		}
		p.CreatedAt, p.ExpiresAt = w.now, w.now.Add(previewAge)
		if err := w.CreatePreview(ctx, &p.PreviewLink); err != nil {
			return err
		}
		return w.event(ctx, models.PreviewCreated, a.ID, in.Locale, map[string]any{"preview": p.ID, "revision": in.Revision})
	})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// belongs refuses a revision of another version.
func (w *work) belongs(ctx context.Context, in PreviewInput) error {
	t, err := w.Translation(ctx, in.ArticleID, in.Locale)
	if err != nil {
		return err
	}
	rev, err := w.Revision(ctx, in.Revision)
	if err != nil {
		return err
	}
	if t == nil || rev.TranslationID != t.ID {
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return nil
}

// previewable refuses a story that nobody outside may see at a moment.
func previewable(a *models.Article, at models.Instant) error {
	if a.EmbargoUntil != nil && *a.EmbargoUntil > at {
		return errs.New("cms", errs.Invalid, "error.preview_embargoed", nil)
	}
	return nil
}

// Previews returns the links that open drafts of a version now, the newest
// first. It needs the right to read the drafts.
func (n *Newsroom) Previews(ctx context.Context, by Actor, articleID int64, l locale.Tag) ([]models.PreviewLink, error) {
	const op = "cms.Previews"
	r := n.store.Read()
	a, err := r.Article(ctx, articleID)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if err := allow(by, rights.ReadDrafts, a, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := r.Previews(ctx, articleID, l, n.Now())
	return list, errs.Wrap(op, err)
}

// RevokePreview closes a link to a draft of an article at once. It needs the
// right to read the draft.
func (n *Newsroom) RevokePreview(ctx context.Context, by Actor, articleID int64, l locale.Tag, id int64) error {
	return n.write(ctx, "cms.RevokePreview", by, func(w *work) error {
		a, err := readable(ctx, w.Reader, w.by, articleID, l)
		if err != nil {
			return err
		}
		if err := w.RevokePreview(ctx, id, a.ID, w.now); err != nil {
			return err
		}
		return w.event(ctx, models.PreviewRevoked, a.ID, l, map[string]any{"preview": id})
	})
}

// Preview is a draft as a link shows it.
type Preview struct {
	models.PreviewLink
	Story *Story
	// At is the moment as of which it is shown.
	At models.Instant
	// Number is that of the revision.
	Number int
}

// OpenPreview returns what a link leads to. A token that opens nothing, or not
// any more, is errs.NotFound: so is that of a story which has been taken to the
// trash or put under an embargo since.
func (n *Newsroom) OpenPreview(ctx context.Context, token string) (*Preview, error) {
	const op = "cms.OpenPreview"
	p, err := n.openPreview(ctx, n.store.Read(), token)
	return p, errs.Wrap(op, err)
}

func (n *Newsroom) openPreview(ctx context.Context, r store.Reader, token string) (*Preview, error) {
	hash := sha256.Sum256([]byte(token))
	link, err := r.PreviewByHash(ctx, hash[:])
	if err != nil {
		return nil, err
	}
	a, err := r.Article(ctx, link.ArticleID)
	if err != nil {
		return nil, err
	}
	now := n.Now()
	if link.ExpiresAt <= now || link.RevokedAt != nil || a.TrashedAt != nil || previewable(a, now) != nil {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	rev, err := r.Revision(ctx, link.RevisionID)
	if err != nil {
		return nil, err
	}
	p := &Preview{PreviewLink: *link, At: now, Number: rev.Number}
	if link.At != nil {
		p.At = *link.At
	}
	p.Story, err = n.asIfLive(ctx, r, a, link.Locale, rev, p.At)
	return p, err
}

// Screen returns a version as it would stand now if it were live with the words
// that the actor has typed into a browser tab, or with its newest words where that
// tab has none. It is a preview without a link, for the actor alone, who needs the
// right to read the draft.
func (n *Newsroom) Screen(ctx context.Context, by Actor, id int64, l locale.Tag, tab string) (*Preview, error) {
	const op = "cms.Screen"
	if _, err := n.enabled(l); err != nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	r := n.store.Read()
	a, err := readable(ctx, r, by, id, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	rev, err := onScreen(ctx, r, by, a, l, tab)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	p := &Preview{PreviewLink: models.PreviewLink{ArticleID: id, Locale: l}, At: n.Now(), Number: rev.Number}
	p.Story, err = n.asIfLive(ctx, r, a, l, rev, p.At)
	return p, errs.Wrap(op, err)
}

// onScreen returns what somebody has typed into a tab as a revision, or else the
// newest one; an empty one where nothing is written yet.
func onScreen(ctx context.Context, r store.Reader, by Actor, a *models.Article, l locale.Tag, tab string) (*models.Revision, error) {
	t, err := r.Translation(ctx, a.ID, l)
	if err != nil {
		return nil, err
	}
	rev := &models.Revision{}
	if t != nil && t.Head != nil {
		rev = t.Head
	}
	if by.UserID == nil || tab == "" {
		return rev, nil
	}
	kept, err := r.Autosaves(ctx, *by.UserID, a.ID, l)
	i := slices.IndexFunc(kept, func(k models.Autosave) bool { return k.Tab == tab })
	if err != nil || i < 0 {
		return rev, err
	}
	typed := kept[i].Content
	typed.Body = text.Sanitise(typed.Body, text.NewKey)
	return &models.Revision{TranslationID: rev.TranslationID, Number: rev.Number, Content: typed}, nil
}

// asIfLive returns how a story would stand at a moment if a revision were live.
func (n *Newsroom) asIfLive(ctx context.Context, r store.Reader, a *models.Article, l locale.Tag, rev *models.Revision, at models.Instant) (*Story, error) {
	p := models.Publication{
		TranslationID: rev.TranslationID, RevisionID: rev.ID, Revision: rev, ArticleID: a.ID, Locale: l, SectionID: a.SectionID,
		LiveFrom: at, LiveUntil: models.Forever, PublishedAt: at,
	}
	live, err := r.LiveVersions(ctx, []int64{a.ID}, at)
	if err != nil {
		return nil, err
	}
	for i := range live {
		switch {
		case live[i].Locale != l:
		case live[i].RevisionID == rev.ID: // it is
			live[i].Revision = rev // with its body
			p = live[i]
		default:
			p.PublishedAt, live[i] = live[i].PublishedAt, p
		}
	}
	if liveOf(live, a.ID, l) == nil {
		live = append(live, p)
	}
	sections, err := r.Sections(ctx)
	if err != nil {
		return nil, err
	}
	s := &Story{Standing: Live, Versions: n.versionsOf(live, n.locales.Order(l), sections)[a.ID], Sections: inLevels(sections), Article: a, Publication: &p}
	return s, n.complete(ctx, r, s, at, l)
}
