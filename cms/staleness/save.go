package staleness

import (
	"cmp"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Wish is what the writer of a source says of a change.
type Wish struct {
	// All is the grade of every unit that changed; empty leaves it to the
	// machine.
	All models.Grade
	// Units overrides it for some.
	Units map[models.Key]models.Grade
}

// Proposal is what the machine says of one unit that a save of the source changes
// or deletes.
type Proposal struct {
	// Then is the unit before, Now after; Now is null where it is deleted.
	Then models.Block
	Now  *models.Block
	// Grade is the one that the machine proposes; MayBeTypo is false where a
	// person may not call it a typo.
	Grade     models.Grade
	MayBeTypo bool
}

// Proposals returns what a save of the source changes or deletes, in the order
// of the text before.
func Proposals(l *locale.Locale, before, after *models.Content) []Proposal {
	var list []Proposal
	now := byKey(after.Units())
	for _, then := range before.Units() {
		if !isTranslated(&then) {
			continue
		}
		is := now[then.Key]
		if is != nil && !is.HasContent() {
			is = nil
		}
		if grade, mayBeTypo := Judge(l, then, is); grade != "" {
			list = append(list, Proposal{then, is, grade, mayBeTypo})
		}
	}
	return list
}

// GradeChanges returns the grade of every unit that a save of the source changes
// or deletes. A typo where a number, a date, a name or a negation changed is
// errs.Invalid with the key error.grade_not_typo, which says the beginning of
// the unit.
func GradeChanges(l *locale.Locale, before, after *models.Content, wish Wish) (map[models.Key]models.Grade, error) {
	grades := map[models.Key]models.Grade{}
	for _, p := range Proposals(l, before, after) {
		said, ok := wish.Units[p.Then.Key]
		if !ok {
			said = wish.All
		}
		if said == models.Typo && !p.MayBeTypo {
			return nil, errs.New("staleness", errs.Invalid, "error.grade_not_typo", errs.Args{"text": text.Excerpt(&p.Then, excerptLength)})
		}
		grades[p.Then.Key] = cmp.Or(said, p.Grade)
	}
	return grades, nil
}

// excerptLength is how many characters name a unit in a message.
const excerptLength = 60
