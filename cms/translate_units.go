package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// bench is a translation on which a translator's edits are made.
type bench struct {
	*work
	article     *models.Article
	translation *models.Translation
	// source is the head of the source; null where there is none.
	source *models.Revision
	// content is what the version becomes.
	content models.Content
	// report holds the head against the source, once it was asked for.
	report staleness.Report
	// revisions are those that edits speak of, each read once.
	revisions map[int64]*models.Revision
	// order is that of the blocks in the revision that a unit is restored from.
	order     models.Body
	conflicts []text.Conflict
}

// apply makes edits to the head of the translation and returns what it becomes, or
// a ConflictError.
func (b *bench) apply(ctx context.Context, edits []UnitEdit) (models.Content, error) {
	if head := b.translation.Head; head != nil {
		b.content = head.Content
	}
	b.content.Body = slices.Clone(b.content.Body)
	if b.content.Body == nil {
		b.content.Body = models.Body{}
	}
	for i := range edits {
		if err := b.edit(ctx, &edits[i]); err != nil {
			return b.content, err
		}
	}
	if len(b.conflicts) > 0 {
		return b.content, &ConflictError{Head: b.translation.Head, Merged: b.content, Blocks: b.conflicts}
	}
	return b.content, nil
}

// edit makes one edit, unless it stands against another one's.
func (b *bench) edit(ctx context.Context, e *UnitEdit) error {
	if !isUnit(e.Key) {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	if err := b.checkConfirm(ctx, b.source, e.Source); err != nil {
		return err
	}
	wanted, err := b.wanted(ctx, e)
	if err != nil {
		return err
	}
	against, err := b.against(ctx, e, wanted)
	if err != nil || against {
		return err
	}
	switch e.Do {
	case WriteUnit:
		b.write(e, wanted)
	case AcceptUnit:
		return b.accept(ctx, e, wanted)
	case OmitUnit:
		b.put(*wanted)
		b.confirm(e)
	case AddUnit:
		b.add(e, wanted)
	case RemoveUnit:
		b.remove(e.Key)
	case PairUnit, UnpairUnit:
		return b.pair(e)
	case RestoreUnit:
		b.restore(e.Key, wanted)
	case ReopenUnit: // the words stay
	}
	return nil
}

// wanted returns what an edit makes of its unit; null where it takes it out or
// leaves the words as they are. What cannot be done is errs.Invalid.
func (b *bench) wanted(ctx context.Context, e *UnitEdit) (*models.Block, error) {
	unfit := errs.New("cms", errs.Invalid, "error.bad_request", nil)
	var words *models.Block
	if e.Words != nil {
		typed := *e.Words
		typed.Key = e.Key
		typed = cleanUnit(typed)
		words = &typed
	}
	switch e.Do {
	case WriteUnit, AcceptUnit:
		return words, nil
	case RemoveUnit, PairUnit, UnpairUnit, ReopenUnit:
		return nil, nil //nolint:nilnil // nil is the answer "no words"
	case OmitUnit:
		// A title there has to be, and an empty summary is none.
		if e.Key.IsPlain() {
			return nil, unfit
		}
		return &models.Block{Key: e.Key, Kind: b.kindOf(e.Key), Confirmation: models.Confirmation{Mark: models.Omitted}}, nil
	case AddUnit:
		if words == nil || e.Key.IsPlain() {
			return nil, unfit
		}
		words.Mark = models.Added
		return words, nil
	case RestoreUnit:
		rev, err := b.revision(ctx, e.Revision)
		if err != nil || rev == nil {
			return nil, err
		}
		b.order = rev.Content.Body
		return unitOf(&rev.Content, e.Key), nil
	}
	return nil, unfit
}

// kindOf returns what kind of block a unit is, or is to be.
func (b *bench) kindOf(key models.Key) models.BlockKind {
	for _, body := range []models.Body{b.content.Body, bodyOf(b.source)} {
		if i := indexOf(body, key); i >= 0 {
			return body[i].Kind
		}
	}
	return models.Paragraph
}

// against reports whether somebody has changed the unit since the translator saw it,
// and to something else than is wanted.
func (b *bench) against(ctx context.Context, e *UnitEdit, wanted *models.Block) (bool, error) {
	if e.Do == ReopenUnit || e.Base == headID(b.translation) {
		return false, nil
	}
	base, err := b.revision(ctx, e.Base)
	if err != nil {
		return false, err
	}
	seen, theirs := unitIn(base, e.Key), unitOf(&b.content, e.Key)
	done := sameUnit(wanted, theirs) && (wanted != nil || e.Do != WriteUnit && e.Do != AcceptUnit)
	if sameUnit(seen, theirs) || done {
		return false, nil
	}
	b.conflicts = append(b.conflicts, text.Conflict{Key: e.Key, Base: seen, Theirs: theirs, Mine: wanted})
	return true, nil
}

// revision is baseOf of the translation.
func (b *bench) revision(ctx context.Context, id int64) (*models.Revision, error) {
	if rev, ok := b.revisions[id]; ok {
		return rev, nil
	}
	rev, err := baseOf(ctx, b.Reader, b.translation, id)
	b.revisions[id] = rev
	return rev, err
}

// unitOf returns a unit of a version, null where it has none.
func unitOf(c *models.Content, key models.Key) *models.Block {
	if key.IsPlain() {
		fields := c.Units()[:2]
		return &fields[slices.IndexFunc(fields, func(b models.Block) bool { return b.Key == key })]
	}
	if i := indexOf(c.Body, key); i >= 0 {
		return &c.Body[i]
	}
	return nil
}

// unitIn returns a unit of a revision, null where there is no revision or no such unit.
func unitIn(rev *models.Revision, key models.Key) *models.Block {
	if rev == nil {
		return nil
	}
	return unitOf(&rev.Content, key)
}

func indexOf(body models.Body, key models.Key) int {
	return slices.IndexFunc(body, func(b models.Block) bool { return b.Key == key })
}

// says reports whether there is a unit that says something, if only that it is left
// out.
func says(b *models.Block) bool { return b != nil && (b.HasContent() || b.Mark != "") }

// sameUnit reports whether two units say the same; one that says nothing is like
// none.
func sameUnit(a, b *models.Block) bool {
	if !says(a) || !says(b) {
		return says(a) == says(b)
	}
	return a.Words() == b.Words()
}

// write puts words and confirms them.
func (b *bench) write(e *UnitEdit, mine *models.Block) {
	if mine != nil {
		b.put(*mine)
	}
	if e.Source != 0 {
		b.confirm(e)
	}
}

// accept is write for a unit that may have been confirmed before: doing that again would
// make a revision for nothing.
func (b *bench) accept(ctx context.Context, e *UnitEdit, mine *models.Block) error {
	if b.report == nil {
		var err error
		if b.report, err = compare(ctx, b.Reader, b.article.SourceLocale, b.source, b.translation.Head); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(b.report, func(u staleness.Unit) bool { return u.Key == e.Key })
	confirmed := *e
	if mine == nil && i >= 0 && slices.Contains([]staleness.State{staleness.Current, staleness.Omitted, staleness.Added}, b.report[i].State) {
		confirmed.Source = 0
	}
	b.write(&confirmed, mine)
	return nil
}

// confirm notes what a unit was held against by a person.
func (b *bench) confirm(e *UnitEdit) {
	b.content = staleness.Confirm(b.content, e.Source, []models.Key{e.Key})
}

// confirmation is where a unit remembers its source; null where there is no unit.
func (b *bench) confirmation(key models.Key) *models.Confirmation {
	if key == models.KeyTitle {
		return &b.content.Confirmed.Title
	}
	if key == models.KeySummary {
		return &b.content.Confirmed.Summary
	}
	if i := indexOf(b.content.Body, key); i >= 0 {
		return &b.content.Body[i].Confirmation
	}
	return nil
}

// put gives a unit words; what it remembers stays.
func (b *bench) put(words models.Block) { put(&b.content, words, bodyOf(b.source)) }

// put gives a unit of a version words. A unit without any is taken out, one that the
// version does not have gets its place by the order of the source.
func put(c *models.Content, words models.Block, source models.Body) {
	if words.Key == models.KeyTitle {
		c.Title = words.Text
		return
	}
	if words.Key == models.KeySummary {
		c.Summary = words.Text
		return
	}
	at := indexOf(c.Body, words.Key)
	switch {
	case at < 0 && says(&words):
		c.Body = slices.Insert(c.Body, placeIn(c.Body, source, words.Key), words)
	case at >= 0 && says(&words):
		was := c.Body[at].Confirmation
		if words.Mark == "" && was.Mark == models.Added {
			words.Mark = was.Mark
		}
		was.Mark = words.Mark
		words.Confirmation = was
		c.Body[at] = words
	case at >= 0:
		c.Body = slices.Delete(c.Body, at, at+1)
	}
}

// placeIn returns where a unit of the source belongs in a translation that does not
// have it: behind the nearest one before it that is there, or at the beginning. What
// the source does not have goes to the end.
func placeIn(body, source models.Body, key models.Key) int {
	at := indexOf(source, key)
	if at < 0 {
		return len(body)
	}
	for i := at - 1; i >= 0; i-- {
		if j := indexOf(body, source[i].Key); j >= 0 {
			return afterExtras(body, source, j+1)
		}
	}
	return 0
}

// afterExtras passes over what only the translation has: it stands with the unit
// before it.
func afterExtras(body, source models.Body, at int) int {
	for at < len(body) && body[at].Mark == models.Added && indexOf(source, body[at].Key) < 0 {
		at++
	}
	return at
}

// add puts a unit that only the translation has.
func (b *bench) add(e *UnitEdit, mine *models.Block) {
	if indexOf(b.content.Body, e.Key) >= 0 || !mine.HasContent() {
		b.put(*mine)
		return
	}
	at := 0
	if !e.After.IsPlain() && e.After != "" {
		if at = indexOf(b.content.Body, e.After) + 1; at == 0 {
			at = placeIn(b.content.Body, bodyOf(b.source), e.After)
		}
	}
	b.content.Body = slices.Insert(b.content.Body, at, *mine)
}

func (b *bench) remove(key models.Key) {
	if i := indexOf(b.content.Body, key); i >= 0 {
		b.content.Body = slices.Delete(b.content.Body, i, i+1)
	}
}

// pair gives a unit the key of its counterpart in the source, or one that is nobody's.
// Pairing is not confirming.
func (b *bench) pair(e *UnitEdit) error {
	at := indexOf(b.content.Body, e.Key)
	if at < 0 || e.With == e.Key {
		return nil // it was done before
	}
	inSource := indexOf(bodyOf(b.source), e.With) >= 0
	switch {
	case e.Do == PairUnit && !inSource:
		return errs.New("cms", errs.Invalid, "error.pair_unknown", nil)
	case e.Do == UnpairUnit && (inSource || !text.IsKey(e.With)):
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	case indexOf(b.content.Body, e.With) >= 0:
		return errs.New("cms", errs.Invalid, "error.pair_taken", nil)
	}
	b.content.Body[at].Key, b.content.Body[at].Confirmation = e.With, models.Confirmation{}
	return nil
}

// restore gives a unit back what it was, with what it remembered; null takes it out.
func (b *bench) restore(key models.Key, was *models.Block) {
	switch {
	case was == nil && key.IsPlain():
		was = &models.Block{Key: key}
	case was == nil:
		b.remove(key)
		return
	}
	put(&b.content, *was, b.order)
	if c := b.confirmation(key); c != nil {
		*c = was.Confirmation
	}
}
