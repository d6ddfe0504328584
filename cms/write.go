package cms

import (
	"context"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Limits of what a version may hold, in characters and blocks.
const (
	MaxTitle   = 300
	MaxSummary = 1000
	MaxBlocks  = 2000
)

// lockedArticle makes other writers of the article wait and returns it as it
// stands then.
func (w *work) lockedArticle(ctx context.Context, id int64) (*models.Article, error) {
	if err := w.LockArticle(ctx, id); err != nil {
		return nil, err
	}
	return w.Article(ctx, id)
}

// SaveInput is one save of a version's words.
type SaveInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Base is the revision that the writer started from; 0 where there was
	// none.
	Base int64
	// Content holds the words. Blocks without keys are aligned with the head,
	// or paired with the source in a new translation.
	Content models.Content
	// Confirm is the source revision that was on the screen when the writer
	// said that the whole translation is true to it; 0 where they did not.
	Confirm int64
	// KeepApproved asks for an approved version to stay approved. It needs
	// the right to approve.
	KeepApproved bool
	// TranslatorID is the author credited for the translation; null leaves
	// it as it is.
	TranslatorID *int64

	// imported says that the words come from elsewhere.
	imported bool
}

// Save makes a new revision of a version, or none where nothing changed, and
// returns the head. A base that is no longer the head is errs.Conflict:
// nothing is written, and the caller still has what was typed.
func (n *Newsroom) Save(ctx context.Context, by Actor, in SaveInput) (*models.Revision, error) {
	var rev *models.Revision
	err := n.write(ctx, "cms.Save", by, func(w *work) error {
		a, err := w.lockedArticle(ctx, in.ArticleID)
		if err != nil {
			return err
		}
		saved, err := w.save(ctx, a, in)
		rev = saved.head
		return err
	})
	return rev, err
}

// saved is what a save came to.
type saved struct {
	translation *models.Translation
	head        *models.Revision
	changed     bool
}

func (w *work) save(ctx context.Context, a *models.Article, in SaveInput) (saved, error) {
	if err := w.allow(rights.Edit(a, in.Locale), a, in.Locale); err != nil {
		return saved{}, err
	}
	loc, err := w.n.enabled(in.Locale)
	if err != nil {
		return saved{}, err
	}
	t, err := w.Translation(ctx, a.ID, in.Locale)
	if err != nil {
		return saved{}, err
	}
	if t == nil {
		t = &models.Translation{ArticleID: a.ID, Locale: in.Locale, Stage: models.Draft, CreatedAt: w.now}
	}
	if headID(t) != in.Base {
		return saved{}, errs.New("cms", errs.Conflict, "error.save_conflict", nil)
	}
	source, err := w.sourceHead(ctx, a, in.Locale)
	if err != nil {
		return saved{}, err
	}
	if err := w.checkConfirm(ctx, source, in.Confirm); err != nil {
		return saved{}, err
	}
	content, err := prepare(loc, a, t.Head, source, in)
	if err != nil {
		return saved{}, err
	}
	return w.record(ctx, a, t, source, content, in)
}

// record writes the revision and what follows from it.
func (w *work) record(ctx context.Context, a *models.Article, t *models.Translation, source *models.Revision,
	content models.Content, in SaveInput,
) (saved, error) {
	credit := in.TranslatorID != nil && (t.TranslatorID == nil || *t.TranslatorID != *in.TranslatorID)
	if t.Head != nil && reflect.DeepEqual(t.Head.Content, content) && !credit {
		return saved{t, t.Head, false}, nil
	}
	if credit {
		t.TranslatorID = in.TranslatorID
	}
	t.UpdatedAt = w.now
	if t.ID == 0 {
		if err := w.CreateTranslation(ctx, t); err != nil {
			return saved{}, err
		}
	}
	rev := &models.Revision{
		TranslationID: t.ID, Content: content, BaseID: t.HeadID, UserID: w.by.UserID, CreatedAt: w.now,
	}
	if source != nil {
		rev.SourceID = &source.ID
	}
	if err := w.CreateRevision(ctx, rev); err != nil {
		return saved{}, err
	}
	if err := w.restage(a, t, rev, in.KeepApproved); err != nil {
		return saved{}, err
	}
	t.HeadID, t.Head = &rev.ID, rev
	if err := w.UpdateTranslation(ctx, t); err != nil {
		return saved{}, err
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return saved{}, err
	}
	data := map[string]any{"revision": rev.ID, "base": in.Base, "number": rev.Number}
	return saved{t, rev, true}, w.event(ctx, models.TranslationSaved, a.ID, t.Locale, data)
}

// restage applies the rule of approval: a change of words returns the stage
// to draft, unless the saver may approve and says so; confirming alone keeps
// it.
func (w *work) restage(a *models.Article, t *models.Translation, rev *models.Revision, keep bool) error {
	if t.Stage == models.Approved {
		same := t.Head != nil && sameWords(t.Head.Content, rev.Content)
		if keep && !same {
			if err := w.allow(rights.Approve, a, t.Locale); err != nil {
				return err
			}
		}
		if same || keep {
			t.ApprovedID = &rev.ID
			return nil
		}
	}
	if t.Stage != models.Draft && t.Head != nil && sameWords(t.Head.Content, rev.Content) {
		return nil
	}
	t.Stage, t.ApprovedID = models.Draft, nil
	return nil
}

// sameWords compares contents without their confirmations.
func sameWords(a, b models.Content) bool {
	strip := func(c models.Content) models.Content {
		c.Confirmed = models.Confirmed{}
		body := make(models.Body, len(c.Body))
		copy(body, c.Body)
		for i := range body {
			body[i].From, body[i].Origin = 0, ""
		}
		c.Body = body
		return c
	}
	return reflect.DeepEqual(strip(a), strip(b))
}

// sourceHead returns the newest source revision, nil in the source itself and
// where there is none yet.
func (w *work) sourceHead(ctx context.Context, a *models.Article, l locale.Tag) (*models.Revision, error) {
	if l == a.SourceLocale {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	t, err := w.Translation(ctx, a.ID, a.SourceLocale)
	if err != nil || t == nil {
		return nil, err
	}
	return t.Head, nil
}

// checkConfirm makes sure that what a writer confirms against is a revision of
// the source.
func (w *work) checkConfirm(ctx context.Context, source *models.Revision, confirm int64) error {
	if confirm == 0 || source != nil && source.ID == confirm {
		return nil
	}
	rev, err := w.Revision(ctx, confirm)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if rev == nil || source == nil || rev.TranslationID != source.TranslationID {
		return errs.New("cms", errs.Invalid, "error.confirm_unknown", nil)
	}
	return nil
}

func headID(t *models.Translation) int64 {
	if t.HeadID == nil {
		return 0
	}
	return *t.HeadID
}

// prepare cleans the words, gives blocks their keys and confirms them where
// the writer said so.
func prepare(loc *locale.Locale, a *models.Article, head, source *models.Revision, in SaveInput) (models.Content, error) {
	c := in.Content
	c.Title, c.Summary = plainLine(c.Title), plainLine(c.Summary)
	c.SEO.Title, c.SEO.Description = plainLine(c.SEO.Title), plainLine(c.SEO.Description)
	switch {
	case c.Title == "":
		return c, errs.New("cms", errs.Invalid, "error.title_required", nil)
	case utf8.RuneCountInString(c.Title) > MaxTitle:
		return c, errs.New("cms", errs.Invalid, "error.title_too_long", errs.Args{"max": MaxTitle})
	case utf8.RuneCountInString(c.Summary) > MaxSummary:
		return c, errs.New("cms", errs.Invalid, "error.summary_too_long", errs.Args{"max": MaxSummary})
	case len(c.Body) > MaxBlocks:
		return c, errs.New("cms", errs.Invalid, "error.body_too_long", errs.Args{"max": MaxBlocks})
	}
	if strings.TrimSpace(c.Slug) == "" {
		c.Slug = c.Title
	}
	c.Slug = loc.Slug(c.Slug)
	c.Body = keyed(c.Body, head, source)
	if in.imported {
		keepConfirmed(c.Body, head, in.Locale != a.SourceLocale)
		c.Confirmed = models.Confirmed{}
	}
	if head != nil {
		c.Confirmed = head.Content.Confirmed
	}
	if in.Confirm != 0 {
		c = staleness.Confirm(c, in.Confirm)
	}
	return c, nil
}

// keyed sanitises the blocks and gives those that came without keys the keys
// of the head, or of the source in a new translation.
func keyed(body models.Body, head, source *models.Revision) models.Body {
	arrivedKeyed := len(body) > 0
	for i := range body {
		arrivedKeyed = arrivedKeyed && body[i].Key != ""
	}
	switch {
	case arrivedKeyed:
	case head != nil:
		body = text.Align(head.Content.Body, body, text.NewKey)
	case source != nil:
		body = text.Pair(source.Content.Body, body, text.NewKey)
	}
	if body = text.Sanitise(body, text.NewKey); body == nil {
		body = models.Body{}
	}
	return body
}

// plainLine cleans a text that holds one line without markup: composed, no control
// characters, no white space around or doubled.
func plainLine(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	return locale.Compose(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " "))
}
