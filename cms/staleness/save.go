package staleness

import (
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

// GradeChanges returns the grade of every unit that a save of the source changes
// or deletes. A typo where a number, a date, a name or a negation changed is
// errs.Invalid with the key error.grade_not_typo, which says the beginning of
// the unit.
func GradeChanges(l *locale.Locale, before, after *models.Content, wish Wish) (map[models.Key]models.Grade, error) {
	grades := map[models.Key]models.Grade{}
	now := byKey(after.Units())
	for _, then := range before.Units() {
		if !isTranslated(&then) {
			continue
		}
		is := now[then.Key]
		if is != nil && !is.HasContent() {
			is = nil
		}
		grade, mayBeTypo := Judge(l, then, is)
		if grade == "" {
			continue
		}
		said, ok := wish.Units[then.Key]
		if !ok {
			said = wish.All
		}
		if said == models.Typo && !mayBeTypo {
			return nil, errs.New("staleness", errs.Invalid, "error.grade_not_typo", errs.Args{"text": text.Excerpt(&then, excerptLength)})
		}
		if said != "" {
			grade = said
		}
		grades[then.Key] = grade
	}
	return grades, nil
}

// excerptLength is how many characters name a unit in a message.
const excerptLength = 60
