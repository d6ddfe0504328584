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

// graded is the grade of the change by what its writer says; ok is false where that
// is refused.
func (p *Proposal) graded(wish Wish) (grade models.Grade, ok bool) {
	said, known := wish.Units[p.Then.Key]
	if !known {
		said = wish.All
	}
	if said == models.Typo && !p.MayBeTypo {
		return p.Grade, false
	}
	return cmp.Or(said, p.Grade), true
}

// LikelyGrades returns what GradeChanges does while somebody still writes: what it
// would refuse has the grade that the machine proposes.
func LikelyGrades(l *locale.Locale, before, after *models.Content, wish Wish) map[models.Key]models.Grade {
	grades := map[models.Key]models.Grade{}
	for _, p := range Proposals(l, before, after) {
		grades[p.Then.Key], _ = p.graded(wish)
	}
	return grades
}

// GradeChanges returns the grade of every unit that a save of the source changes
// or deletes. A typo where a number, a date, a name or a negation changed is
// errs.Invalid with the key error.grade_not_typo, which says the beginning of
// the unit.
func GradeChanges(l *locale.Locale, before, after *models.Content, wish Wish) (map[models.Key]models.Grade, error) {
	grades := map[models.Key]models.Grade{}
	for _, p := range Proposals(l, before, after) {
		grade, ok := p.graded(wish)
		if !ok {
			return nil, errs.New("staleness", errs.Invalid, "error.grade_not_typo", errs.Args{"text": text.Excerpt(&p.Then, excerptLength)})
		}
		grades[p.Then.Key] = grade
	}
	return grades, nil
}

// excerptLength is how many characters name a unit in a message.
const excerptLength = 60
