package cms

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// lockedArticle makes other writers of the article wait and returns it as it
// stands then. One that is in the trash is errs.Invalid.
func (w *work) lockedArticle(ctx context.Context, id int64) (*models.Article, error) {
	a, err := w.lockedAnyArticle(ctx, id)
	if err == nil && a.TrashedAt != nil {
		return nil, errs.New("cms", errs.Invalid, "error.trashed", nil)
	}
	return a, err
}

// lockedAnyArticle does the same for an article that may be in the trash.
func (w *work) lockedAnyArticle(ctx context.Context, id int64) (*models.Article, error) {
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
	// Content holds the words. Blocks without keys are aligned with the base,
	// or paired with the source in a new translation. Of what blocks remember
	// only their mark counts: the rest is known here.
	Content models.Content
	// Confirm is the source revision that was on the screen when the writer
	// said that the translation is true to it; 0 where they did not.
	Confirm int64
	// ConfirmKeys are the units that they said it of; none means all. Leaving a
	// block out on purpose is something to confirm, too.
	ConfirmKeys []models.Key
	// Grade says how grave the changes of a source are for its translations,
	// where the writer says so.
	Grade staleness.Wish
	// KeepApproved asks for an approved version to stay approved. It needs
	// the right to approve.
	KeepApproved bool
	// TranslatorID is the author credited for the translation; null leaves
	// it as it is.
	TranslatorID *int64
	// Tab is the browser tab whose autosave is done with; empty where there is
	// none.
	Tab string

	// imported says that the words come from elsewhere.
	imported bool
}

// Save makes a new revision of a version, or none where nothing changed, and
// returns the head. Where the base is no longer the head the writer's changes
// are merged with what others saved; where both changed the same in different
// ways the answer is a [ConflictError] (errs.Conflict), and nothing is written.
// A typo that is none is errs.Invalid.
func (n *Newsroom) Save(ctx context.Context, by Actor, in SaveInput) (*models.Revision, error) {
	return n.revise(ctx, "cms.Save", by, in.ArticleID, func(w *work, a *models.Article) (saved, error) {
		saved, err := w.save(ctx, a, in)
		if err != nil {
			return saved, err
		}
		return saved, w.dropAutosave(ctx, in)
	})
}

// revise lets save make a new revision of a version of an article, and looks after the
// releases that would publish it. It returns the head.
func (n *Newsroom) revise(ctx context.Context, op string, by Actor, id int64, save func(w *work, a *models.Article) (saved, error)) (*models.Revision, error) {
	var rev *models.Revision
	err := n.write(ctx, op, by, func(w *work) error {
		a, err := w.lockedArticle(ctx, id)
		if err != nil {
			return err
		}
		saved, err := save(w, a)
		if err != nil {
			return err
		}
		rev = saved.head
		if !saved.changed {
			return nil
		}
		return w.disarmForErrors(ctx, a, saved.translation)
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
	v, err := w.editable(ctx, a, in.Locale)
	if err != nil {
		return saved{}, err
	}
	t, source := v.translation, v.source
	base, err := baseOf(ctx, w.Reader, t, in.Base)
	if err != nil {
		return saved{}, err
	}
	if err := w.checkConfirm(ctx, source, in.Confirm); err != nil {
		return saved{}, err
	}
	content, err := prepare(v.locale, a, base, source, in)
	if err != nil {
		return saved{}, err
	}
	if content, err = merged(base, t.Head, content); err != nil {
		return saved{}, w.told(ctx, a, err)
	}
	return w.record(ctx, a, t, source, content, in)
}

// editable is a version that is about to change.
type editable struct {
	locale *locale.Locale
	// translation has no id where nobody has begun the version.
	translation *models.Translation
	// source is the head of the source; null in the source itself, and where there is
	// none.
	source *models.Revision
}

// editable returns a version that the actor may edit, begun or not.
func (w *work) editable(ctx context.Context, a *models.Article, l locale.Tag) (v editable, err error) {
	if err := w.allow(rights.Edit(a, l), a, l); err != nil {
		return v, err
	}
	if v.locale, err = w.n.enabled(l); err != nil {
		return v, err
	}
	if v.translation, err = w.Translation(ctx, a.ID, l); err != nil {
		return v, err
	}
	if v.translation == nil {
		v.translation = &models.Translation{ArticleID: a.ID, Locale: l, Stage: models.Draft, CreatedAt: w.now}
	}
	v.source, err = w.sourceHead(ctx, a, l)
	return v, err
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
	named := credit && t.Head != nil // else there is nothing that readers see it at
	t.UpdatedAt = w.now
	if t.ID == 0 {
		if err := w.CreateTranslation(ctx, t); err != nil {
			return saved{}, err
		}
	}
	rev := &models.Revision{
		TranslationID: t.ID, Content: content, UserID: w.by.UserID, CreatedAt: w.now,
	}
	if in.Base != 0 {
		rev.BaseID = &in.Base
	}
	if source != nil {
		rev.SourceID = &source.ID
	}
	if t.Locale == a.SourceLocale && t.Head != nil {
		var err error
		loc, _ := locale.Lookup(t.Locale)
		if rev.Grades, err = staleness.GradeChanges(loc, &t.Head.Content, &content, in.Grade); err != nil {
			return saved{}, err
		}
	}
	done, err := w.setHead(ctx, a, t, rev, in.KeepApproved)
	if err != nil || !named {
		return done, err
	}
	return done, w.event(ctx, models.TranslationCredited, a.ID, t.Locale, map[string]any{"author": *in.TranslatorID})
}

// setHead writes a revision as the newest of its version.
func (w *work) setHead(ctx context.Context, a *models.Article, t *models.Translation, rev *models.Revision, keepApproved bool) (saved, error) {
	if t.Locale != a.SourceLocale {
		rev.OldestFrom = staleness.OldestFrom(&rev.Content)
	}
	if err := w.CreateRevision(ctx, rev); err != nil {
		return saved{}, err
	}
	if err := w.SetMediaUses(ctx, rev.ID, text.Media(rev.Content.Body)); err != nil {
		return saved{}, err
	}
	if err := w.restage(a, t, rev, keepApproved); err != nil {
		return saved{}, err
	}
	before := headID(t)
	renamed := t.Head == nil || t.Head.Content.Title != rev.Content.Title
	t.HeadID, t.Head = &rev.ID, rev
	if err := w.UpdateTranslation(ctx, t); err != nil {
		return saved{}, err
	}
	if renamed {
		if err := w.headings(ctx, a.ID); err != nil {
			return saved{}, err
		}
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return saved{}, err
	}
	data := map[string]any{"revision": rev.ID, "before": before, "number": rev.Number}
	if rev.BaseID != nil && *rev.BaseID != before {
		data["base"] = *rev.BaseID
	}
	if len(rev.Grades) > 0 {
		data["grades"] = rev.Grades
	}
	return saved{t, rev, true}, w.event(ctx, models.TranslationSaved, a.ID, t.Locale, data)
}

// restage applies the rule of approval: a change of words returns the stage to draft,
// unless the saver may approve and says so; confirming alone keeps it.
func (w *work) restage(a *models.Article, t *models.Translation, rev *models.Revision, keep bool) error {
	changed := t.Head == nil || !sameWords(t.Head.Content, rev.Content)
	if t.Stage == models.Draft || changed && !keep {
		t.Stage, t.ApprovedID = models.Draft, nil
		return nil
	}
	if t.Stage == models.Approved {
		t.ApprovedID = &rev.ID
	}
	if !changed {
		return nil
	}
	return w.allow(rights.Approve, a, t.Locale)
}

// sameWords compares what a reader gets of two contents.
func sameWords(a, b models.Content) bool {
	strip := func(c models.Content) models.Content {
		c.Confirmed = models.Confirmed{}
		body := models.Body{}
		for _, block := range c.Body {
			if block.Mark != models.Omitted {
				block.Confirmation = models.Confirmation{}
				body = append(body, block)
			}
		}
		c.Body = body
		return c
	}
	return reflect.DeepEqual(strip(a), strip(b))
}

// sourceHead returns the newest source revision, nil in the source itself and
// where there is none yet.
func (w *work) sourceHead(ctx context.Context, a *models.Article, l locale.Tag) (*models.Revision, error) {
	return sourceHead(ctx, w.Reader, a, l)
}

func sourceHead(ctx context.Context, r store.Reader, a *models.Article, l locale.Tag) (*models.Revision, error) {
	if l == a.SourceLocale {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	t, err := r.Translation(ctx, a.ID, a.SourceLocale)
	if err != nil || t == nil {
		return nil, err
	}
	return t.Head, nil
}

// checkConfirm makes sure that what a writer confirms against is a revision of
// the source.
func (w *work) checkConfirm(ctx context.Context, source *models.Revision, confirm int64) error {
	_, err := w.sourceSeen(ctx, source, confirm)
	return err
}

func headID(t *models.Translation) int64 {
	if t.HeadID == nil {
		return 0
	}
	return *t.HeadID
}

// prepare refuses what may not be saved, and makes of the rest what is.
func prepare(loc *locale.Locale, a *models.Article, base, source *models.Revision, in SaveInput) (models.Content, error) {
	if len(in.Content.Body) > MaxBlocks { // before they are aligned
		return in.Content, tooMany("error.body_too_long", MaxBlocks)
	}
	c := arrange(loc, a, base, source, in)
	return c, checkLimits(&c)
}

// arrange cleans the words, gives blocks their keys and what they remember, and
// confirms them where the writer said so.
func arrange(loc *locale.Locale, a *models.Article, base, source *models.Revision, in SaveInput) models.Content {
	c := in.Content
	c.Title, c.Summary = plainLine(c.Title), plainLine(c.Summary)
	c.SEO.Title, c.SEO.Description = plainLine(c.SEO.Title), plainLine(c.SEO.Description)
	if strings.TrimSpace(c.Slug) == "" {
		c.Slug = c.Title
	}
	c.Slug = loc.Slug(c.Slug)
	c.Body = keyed(c.Body, base, source)
	c.Confirmed = models.Confirmed{}
	if in.Locale == a.SourceLocale {
		forget(c.Body)
		return c
	}
	remember(&c, base, in.imported)
	if in.Confirm != 0 {
		c = staleness.Confirm(c, in.Confirm, in.ConfirmKeys)
	}
	return c
}

// keyed sanitises the blocks. Where none came with a key they get those of the
// base, or of the source in a new translation; beside blocks with keys one
// without is new.
func keyed(body models.Body, base, source *models.Revision) models.Body {
	arrivedKeyed := slices.ContainsFunc(body, func(b models.Block) bool { return b.Key != "" })
	switch {
	case arrivedKeyed:
	case base != nil:
		body = text.Align(base.Content.Body, body, text.NewKey)
	case source != nil:
		body = text.Pair(source.Content.Body, body, text.NewKey)
	}
	if body = text.Sanitise(body, text.NewKey); body == nil {
		body = models.Body{}
	}
	return body
}

// remember gives the units of a translation the confirmations that they have in
// the base: nobody confirms anything by what they send along. Marks are the
// writer's. Blocks that are new in an import are words from elsewhere.
func remember(c *models.Content, base *models.Revision, imported bool) {
	had := map[models.Key]models.Confirmation{}
	if base != nil {
		c.Confirmed = base.Content.Confirmed
		for _, b := range base.Content.Body {
			had[b.Key] = b.Confirmation
		}
	}
	for i := range c.Body {
		b := &c.Body[i]
		was, found := had[b.Key]
		if !found && imported {
			was.Origin = models.OriginImport
		}
		b.From, b.Origin = was.From, was.Origin
	}
}

// forget clears what only blocks of translations remember.
func forget(body models.Body) {
	for i := range body {
		body[i].Confirmation = models.Confirmation{}
	}
}
