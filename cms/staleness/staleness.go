// Package staleness compares a translation with its source, block by block, and
// says how grave the changes of a source are.
//
// The answer is computed from the texts each time and stored nowhere, so that
// it can never be out of date itself. The package is pure: callers bring the
// revisions. Title and summary take part as blocks with reserved keys.
package staleness

import (
	"math"
	"slices"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// State says how a block of a translation stands to its source.
type State string

// The states of a block.
const (
	Missing     State = "missing"     // the source has it, the translation has no text
	Unconfirmed State = "unconfirmed" // no person has held it against the source
	Current     State = "current"     // the source still says what was confirmed, typos aside
	Stale       State = "stale"       // the source says something else by now
	Orphan      State = "orphan"      // the source no longer has it
	Omitted     State = "omitted"     // left out on purpose
	Added       State = "added"       // exists only here, on purpose
)

// States lists every state.
func States() []State { return []State{Missing, Unconfirmed, Current, Stale, Orphan, Omitted, Added} }

// Unit is one block, or title or summary, with its state.
type Unit struct {
	Key   models.Key
	State State
	// Grade is the gravest one given to the unit since it was confirmed; empty
	// where the source did not change.
	Grade models.Grade
	// Then is the source as it was confirmed, Now as it is compared with and
	// Mine the translation; null where there is none.
	Then, Now, Mine *models.Block
}

// blocks reports whether the unit stands in the way of publication.
func (u *Unit) blocks() bool {
	switch u.State {
	case Missing, Unconfirmed:
		return true
	case Stale, Orphan:
		return u.Grade == models.Fact
	case Current, Omitted, Added:
	}
	return false
}

// Report is the state of every unit, in the order of the source; what exists
// only in the translation follows.
type Report []Unit

// Blocking returns the units that stand in the way of publication: those that
// are missing, unconfirmed, or behind by a fact.
func (r Report) Blocking() Report {
	var list Report
	for i := range r {
		if r[i].blocks() {
			list = append(list, r[i])
		}
	}
	return list
}

// Count returns how many units are in one of the states.
func (r Report) Count(states ...State) int {
	n := 0
	for i := range r {
		if slices.Contains(states, r[i].State) {
			n++
		}
	}
	return n
}

// Source is the source that a translation is held against.
type Source struct {
	// Revision and Content are what it is compared with: the head at the desk,
	// what is live at publication.
	Revision int64
	Content  *models.Content
	// Locale is the source's language.
	Locale *locale.Locale
	// Then holds the source's contents by revision that [Bases] names. One that
	// is missing is no revision of this source, and confirms nothing.
	Then map[int64]*models.Content
	// Edits are the source's revisions in between, in any order; more do no
	// harm.
	Edits []Edit
}

// Edit is a revision of the source with its grades.
type Edit struct {
	Revision int64
	Grades   map[models.Key]models.Grade
}

// Bases returns the ids of the source revisions that the translation was
// confirmed against: those that Compare asks for.
func Bases(translation *models.Content) []int64 {
	var ids []int64
	for _, b := range translation.Units() {
		if b.From != 0 && !slices.Contains(ids, b.From) {
			ids = append(ids, b.From)
		}
	}
	return ids
}

// OldestFrom returns the oldest source revision that a unit of the translation was
// confirmed against, 0 where one never was. Where the source has none that is
// newer, nothing is stale.
func OldestFrom(translation *models.Content) int64 {
	oldest := int64(math.MaxInt64)
	for _, b := range translation.Units() {
		if isTranslated(&b) && b.Mark != models.Added || b.Mark == models.Omitted {
			oldest = min(oldest, b.From)
		}
	}
	if oldest == math.MaxInt64 {
		return 0
	}
	return oldest
}

// Compare holds a translation against a source. Time and space are linear in
// the number of blocks, and in that of edits for each block that changed.
func Compare(source *Source, translation *models.Content) Report {
	c := comparison{Source: source, then: make(map[int64]map[models.Key]*models.Block, len(source.Then))}
	for id, content := range source.Then {
		c.then[id] = byKey(content.Units())
	}
	mine := translation.Units()
	ofMine, inSource := byKey(mine), map[models.Key]bool{}
	units := source.Content.Units()
	report := make(Report, 0, len(units))
	for i := range units {
		now := &units[i]
		inSource[now.Key] = true
		if !isTranslated(now) {
			continue
		}
		report = append(report, c.unit(now, ofMine[now.Key]))
	}
	for i := range mine {
		if b := &mine[i]; !inSource[b.Key] && isTranslated(b) {
			report = append(report, c.extra(b))
		}
	}
	return report
}

// isTranslated reports whether a block is something to translate.
func isTranslated(b *models.Block) bool { return b.HasContent() && b.Kind != models.Rule }

// comparison is a comparison under way.
type comparison struct {
	*Source
	then map[int64]map[models.Key]*models.Block
}

// unit is a block that the source has.
func (c *comparison) unit(now, mine *models.Block) Unit {
	u := Unit{Key: now.Key, Now: now, Mine: mine, State: Current}
	omitted := mine != nil && mine.Mark == models.Omitted
	if mine == nil || !omitted && !mine.HasContent() {
		u.State = Missing
		return u
	}
	if omitted {
		u.State = Omitted
	}
	base, known := c.then[mine.From]
	if mine.From == 0 || !known {
		if !omitted {
			u.State = Unconfirmed
		}
		return u
	}
	u.Then = base[now.Key]
	if u.Then != nil && sameWords(u.Then, now) {
		return u
	}
	u.Grade = c.grade(now.Key, mine.From, u.Then, now)
	if u.Grade != models.Typo {
		u.State = Stale
	}
	return u
}

// extra is a block that the source does not have.
func (c *comparison) extra(mine *models.Block) Unit {
	u := Unit{Key: mine.Key, Mine: mine, State: Orphan}
	base, known := c.then[mine.From]
	switch {
	case mine.Mark == models.Added:
		u.State = Added
		return u
	case mine.From == 0 || !known:
		u.State = Unconfirmed
		return u
	}
	u.Then = base[mine.Key]
	u.Grade = c.grade(mine.Key, mine.From, u.Then, nil)
	return u
}

// grade returns the gravest grade that a unit was given between the revision it
// was confirmed against and the one compared with, whichever is newer. Where
// none was given, the texts decide.
func (c *comparison) grade(key models.Key, from int64, then, now *models.Block) models.Grade {
	low, high := min(from, c.Revision), max(from, c.Revision)
	var gravest models.Grade
	for _, e := range c.Edits {
		if low < e.Revision && e.Revision <= high {
			gravest = models.Gravest(gravest, e.Grades[key])
		}
	}
	if gravest != "" {
		return gravest
	}
	if then == nil {
		return models.Fact
	}
	gravest, _ = Judge(c.Locale, *then, now)
	return gravest
}

// Lacks reports whether the source shows anything that the translation does
// not: blocks that are missing, or left out on purpose.
func Lacks(source, translation *models.Content) bool {
	mine := byKey(translation.Units())
	return slices.ContainsFunc(source.Units(), func(s models.Block) bool {
		b := mine[s.Key]
		return isTranslated(&s) && (b == nil || b.Mark == models.Omitted || !b.HasContent())
	})
}

func byKey(units []models.Block) map[models.Key]*models.Block {
	m := make(map[models.Key]*models.Block, len(units))
	for i := range units {
		m[units[i].Key] = &units[i]
	}
	return m
}

// Confirm returns the content with units confirmed against a source revision, as
// a person's word: those with the given keys, all where there are none. What is
// empty and not left out on purpose, and what exists only here, has nothing to
// confirm. Marks stay.
func Confirm(c models.Content, sourceRevision int64, keys []models.Key) models.Content {
	confirm := func(key models.Key, b *models.Confirmation) {
		if len(keys) == 0 || slices.Contains(keys, key) {
			b.From, b.Origin = sourceRevision, models.OriginHuman
		}
	}
	if c.Title != "" {
		confirm(models.KeyTitle, &c.Confirmed.Title)
	}
	if c.Summary != "" {
		confirm(models.KeySummary, &c.Confirmed.Summary)
	}
	c.Body = slices.Clone(c.Body)
	for i := range c.Body {
		if c.Body[i].Mark != models.Added {
			confirm(c.Body[i].Key, &c.Body[i].Confirmation)
		}
	}
	return c
}
