// Package staleness compares a translation with its source, block by block.
//
// The answer is computed from the texts each time and stored nowhere, so that
// it can never be out of date itself. The package is pure: callers bring the
// revisions. Title and summary take part as blocks with reserved keys.
package staleness

import (
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// State says how a block of a translation stands to its source.
type State string

// The states of a block.
const (
	Missing     State = "missing"     // the source has it, the translation has no text
	Unconfirmed State = "unconfirmed" // no person has held it against the source
	Current     State = "current"     // the source still says what was confirmed
	Stale       State = "stale"       // the source says something else by now
	Orphan      State = "orphan"      // the source no longer has it
	Omitted     State = "omitted"     // left out on purpose
	Added       State = "added"       // exists only here, on purpose
)

// Unit is one block, or title or summary, with its state.
type Unit struct {
	Key   models.Key
	State State
}

// Report is the state of every unit, in the order of the source; what exists
// only in the translation follows.
type Report []Unit

// Has reports whether any unit is in one of the states.
func (r Report) Has(states ...State) bool {
	for _, u := range r {
		if slices.Contains(states, u.State) {
			return true
		}
	}
	return false
}

// Count returns how many units are in the state.
func (r Report) Count(s State) int {
	n := 0
	for _, u := range r {
		if u.State == s {
			n++
		}
	}
	return n
}

// Bases returns the ids of the source revisions that the translation was
// confirmed against: those that Compare asks for.
func Bases(translation *models.Content) []int64 {
	var ids []int64
	seen := map[int64]bool{0: true}
	for _, b := range units(translation) {
		if !seen[b.From] {
			seen[b.From] = true
			ids = append(ids, b.From)
		}
	}
	return ids
}

// Compare holds a translation against a source. bases are the source contents
// by revision id that Bases names; one that is missing counts as different.
// Time and space are linear in the number of blocks.
func Compare(source, translation *models.Content, bases map[int64]*models.Content) Report {
	mine := byKey(translation)
	then := make(map[int64]map[models.Key]models.Block, len(bases))
	for id, c := range bases {
		then[id] = byKey(c)
	}
	var report Report
	inSource := map[models.Key]bool{}
	for _, s := range units(source) {
		inSource[s.Key] = true
		if !s.HasContent() || s.Kind == models.Rule {
			continue
		}
		b, ok := mine[s.Key]
		report = append(report, Unit{s.Key, state(s, b, ok, then)})
	}
	for _, b := range units(translation) {
		if inSource[b.Key] || !b.HasContent() || b.Kind == models.Rule {
			continue
		}
		s := Orphan
		switch {
		case b.Mark == models.Added:
			s = Added
		case b.From == 0:
			s = Unconfirmed
		}
		report = append(report, Unit{b.Key, s})
	}
	return report
}

// state is the state of a block that the source has.
func state(s, b models.Block, ok bool, then map[int64]map[models.Key]models.Block) State {
	omitted := ok && b.Mark == models.Omitted
	switch {
	case !ok, !omitted && !b.HasContent():
		return Missing
	case b.From == 0 && omitted:
		return Omitted
	case b.From == 0:
		return Unconfirmed
	}
	if was, found := then[b.From][s.Key]; !found || words(was) != words(s) {
		return Stale
	}
	if omitted {
		return Omitted
	}
	return Current
}

// Lacks reports whether the source shows anything that the translation does
// not: blocks that are missing, or left out on purpose.
func Lacks(source, translation *models.Content) bool {
	mine := byKey(translation)
	return slices.ContainsFunc(units(source), func(s models.Block) bool {
		b := mine[s.Key]
		return s.Kind != models.Rule && s.HasContent() && (b.Mark == models.Omitted || !b.HasContent())
	})
}

// words is what a block says, white space aside.
func words(b models.Block) [4]string {
	fields := [4]string{b.Text, b.Source, b.URL, b.Alt}
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	return fields
}

// units are the blocks of a content, title and summary first.
func units(c *models.Content) []models.Block {
	list := make([]models.Block, 0, len(c.Body)+2)
	list = append(list,
		models.Block{Key: models.KeyTitle, Text: c.Title, Confirmation: c.Confirmed.Title},
		models.Block{Key: models.KeySummary, Text: c.Summary, Confirmation: c.Confirmed.Summary})
	return append(list, c.Body...)
}

func byKey(c *models.Content) map[models.Key]models.Block {
	m := make(map[models.Key]models.Block, len(c.Body)+2)
	for _, b := range units(c) {
		m[b.Key] = b
	}
	return m
}

// Confirm returns the content with every unit that has text confirmed against
// a source revision, as a person's word. Marks stay.
func Confirm(c models.Content, sourceRevision int64) models.Content {
	confirm := func(b *models.Confirmation) {
		b.From = sourceRevision
		b.Origin = models.OriginHuman
	}
	if c.Title != "" {
		confirm(&c.Confirmed.Title)
	}
	if c.Summary != "" {
		confirm(&c.Confirmed.Summary)
	}
	body := make(models.Body, len(c.Body))
	copy(body, c.Body)
	for i := range body {
		if body[i].Mark != models.Added {
			confirm(&body[i].Confirmation)
		}
	}
	c.Body = body
	return c
}
