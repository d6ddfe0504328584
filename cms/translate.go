package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// UnitAction is what a translator does with one unit of a translation.
type UnitAction string

// The actions. Each says what the unit is to be afterwards, so doing one again
// changes nothing: a browser that never saw the answer may send it once more.
const (
	// WriteUnit puts Words, where there are any, and confirms the unit where Source
	// is given. A unit that the translation does not have yet gets its place by the
	// order of the source.
	WriteUnit UnitAction = "write"
	// OmitUnit leaves the unit out on purpose; the source revision on the screen
	// is what is left out.
	OmitUnit UnitAction = "omit"
	// AddUnit puts a unit that only the translation has after the unit After.
	AddUnit UnitAction = "add"
	// RemoveUnit takes the unit out of the translation.
	RemoveUnit UnitAction = "remove"
	// PairUnit makes the unit the counterpart of the source's unit With, which the
	// translation must not have yet.
	PairUnit UnitAction = "pair"
	// UnpairUnit makes the unit nobody's counterpart, under the fresh key With.
	UnpairUnit UnitAction = "unpair"
	// RestoreUnit brings the unit back as it was in Revision, with what it
	// remembered of the source then.
	RestoreUnit UnitAction = "restore"
	// AcceptUnit is WriteUnit by a reviewer, with the verdict that the unit is right: it
	// holds until either text changes. It needs the right to approve.
	AcceptUnit UnitAction = "accept"
	// ReopenUnit takes back what a reviewer made of the unit. It needs the right to
	// approve.
	ReopenUnit UnitAction = "reopen"
)

// UnitEdit is one thing that a translator does with one unit.
type UnitEdit struct {
	Key models.Key `json:"key"`
	Do  UnitAction `json:"do"`
	// Base is the revision in which the translator saw the unit; 0 where there was
	// none.
	Base int64 `json:"base,omitempty"`
	// Words are what the unit says on the screen; null leaves it as it is.
	Words *models.Block `json:"words,omitempty"`
	// Source is the source revision that was on the screen when the translator said
	// that the unit is true to it; 0 where they did not.
	Source int64 `json:"source,omitempty"`
	// After is the unit that an added one stands behind.
	After models.Key `json:"after,omitempty"`
	// With is the unit of the source to pair with, or the key of what is nobody's
	// counterpart any more.
	With models.Key `json:"with,omitempty"`
	// Revision is the one to restore from.
	Revision int64 `json:"revision,omitempty"`
}

// TranslateInput is what a translator does with units of a version.
type TranslateInput struct {
	ArticleID int64
	Locale    locale.Tag
	Edits     []UnitEdit
	// Tab is the browser tab; Typed are the units that have been typed into there and
	// are part of no edit: they are kept against a crash.
	Tab   string
	Typed []models.Block
	// TypedBase is the oldest revision in which one of those units was seen; 0 means the
	// head.
	TypedBase int64
}

// Translate makes a new revision of a translation in which some units are other
// than in its head, or none where nothing changed, and returns the head. What
// others have done with other units meanwhile stays. Where somebody has given one of
// the units other words the answer is a [ConflictError] with those (errs.Conflict),
// and nothing is written. A translation may be without a title as long as nobody
// has written one. It needs the right to edit the version.
func (n *Newsroom) Translate(ctx context.Context, by Actor, in TranslateInput) (*models.Revision, error) {
	return n.revise(ctx, "cms.Translate", by, in.ArticleID, func(w *work, a *models.Article) (saved, error) {
		saved, err := w.translate(ctx, a, in)
		if err != nil {
			return saved, err
		}
		return saved, w.keepTyped(ctx, a, saved.head, in)
	})
}

func (w *work) translate(ctx context.Context, a *models.Article, in TranslateInput) (saved, error) {
	v, err := w.editable(ctx, a, in.Locale)
	if err != nil {
		return saved{}, err
	}
	if in.Locale == a.SourceLocale || len(in.Edits) > MaxBlocks || len(in.Typed) > MaxBlocks || len(in.Tab) > maxTab {
		return saved{}, errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	t, source := v.translation, v.source
	b := bench{work: w, article: a, translation: t, source: source, revisions: map[int64]*models.Revision{}}
	content, err := b.apply(ctx, in.Edits)
	if err != nil {
		return saved{}, w.told(ctx, a, err)
	}
	if content.Slug == "" && content.Title != "" {
		content.Slug = v.locale.Slug(content.Title)
	}
	if err := checkUntitled(t, &content); err != nil {
		return saved{}, err
	}
	if t.Head == nil && !slices.ContainsFunc(content.Units(), func(u models.Block) bool { return says(&u) }) {
		return saved{translation: t}, w.judgeUnits(ctx, a, v, in.Edits)
	}
	save := SaveInput{Base: headID(t), KeepApproved: isReview(in.Edits)}
	if !save.KeepApproved {
		if save.TranslatorID, err = w.credit(ctx, t); err != nil {
			return saved{}, err
		}
	}
	done, err := w.record(ctx, a, t, source, content, save)
	if err != nil {
		return done, err
	}
	return done, w.judgeUnits(ctx, a, v, in.Edits)
}

// isReview reports whether edits are those of a reviewer who accepts, or takes that back:
// what they mend on the way is approved by that, and makes nobody the translator.
func isReview(edits []UnitEdit) bool {
	return len(edits) > 0 && !slices.ContainsFunc(edits, func(e UnitEdit) bool {
		switch e.Do {
		case AcceptUnit, ReopenUnit:
			return false
		case RestoreUnit:
			return !slices.ContainsFunc(edits, func(other UnitEdit) bool { return other.Do == ReopenUnit && other.Key == e.Key })
		case WriteUnit, OmitUnit, AddUnit, RemoveUnit, PairUnit, UnpairUnit:
		}
		return true
	})
}

// checkUntitled is checkLimits for a translation that is still being made: it may
// be without a title until it has got one.
func checkUntitled(t *models.Translation, c *models.Content) error {
	if c.Title == "" && (t.Head == nil || t.Head.Content.Title == "") {
		titled := *c
		titled.Title = "…"
		return checkLimits(&titled)
	}
	return checkLimits(c)
}

// credit returns the author whom readers are told as the translator: the first who
// works on it and signs stories. It is null where that is settled, or nobody does.
func (w *work) credit(ctx context.Context, t *models.Translation) (*int64, error) {
	if t.TranslatorID != nil {
		return nil, nil
	}
	own, err := w.ownByline(ctx)
	if err != nil || len(own) == 0 {
		return nil, err
	}
	return &own[0], nil
}

// keepTyped keeps what was typed into a tab and not saved, or forgets what was kept of
// it where nothing is.
func (w *work) keepTyped(ctx context.Context, a *models.Article, head *models.Revision, in TranslateInput) error {
	kept := SaveInput{ArticleID: a.ID, Locale: in.Locale, Tab: in.Tab}
	if len(in.Typed) == 0 || in.Tab == "" || w.by.UserID == nil {
		return w.dropAutosave(ctx, kept)
	}
	source, err := w.sourceHead(ctx, a, in.Locale)
	if err != nil {
		return err
	}
	base, err := w.typedBase(ctx, head, in.TypedBase)
	if err != nil {
		return err
	}
	kept.Content = overlaid(base, source, in.Typed)
	if base != nil {
		kept.Base = base.ID
	}
	return w.autosave(ctx, a, kept)
}

// typedBase returns what was beneath words when they were typed, so that whoever brings
// them back is told what others have saved since: a revision of the version whose head is
// given, by its id, or else that head.
func (w *work) typedBase(ctx context.Context, head *models.Revision, id int64) (*models.Revision, error) {
	if head == nil || id == 0 || id == head.ID {
		return head, nil
	}
	base, err := ownRevision(ctx, w.Reader, head.TranslationID, id)
	if err == nil && base == nil {
		return head, nil
	}
	return base, err
}

// overlaid is a version with some units as they are on the screen.
func overlaid(head, source *models.Revision, typed []models.Block) models.Content {
	var c models.Content
	if head != nil {
		c = head.Content
	}
	c.Body = slices.Clone(c.Body)
	for i := range typed {
		if isUnit(typed[i].Key) { // every other is none of ours
			put(&c, cleanUnit(typed[i]), bodyOf(source))
		}
	}
	return c
}

func bodyOf(rev *models.Revision) models.Body {
	if rev == nil {
		return nil
	}
	return rev.Content.Body
}

// isUnit reports whether a key can be that of a unit.
func isUnit(key models.Key) bool { return key.IsPlain() || text.IsKey(key) }

// cleanUnit is a unit as it may be saved; one that shows nothing has no words.
func cleanUnit(b models.Block) models.Block {
	if b.Key.IsPlain() {
		return models.Block{Key: b.Key, Kind: models.Paragraph, Text: plainLine(b.Text)}
	}
	b.From, b.Origin = 0, ""
	key := b.Key
	clean := text.Sanitise(models.Body{b}, nil)
	if len(clean) == 0 {
		return models.Block{Key: key, Kind: b.Kind, Confirmation: models.Confirmation{Mark: b.Mark}}
	}
	clean[0].Key = key
	return clean[0]
}
