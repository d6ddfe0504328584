package rights

import (
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// need says which right a change of stage asks for.
type need int

const (
	impossible need = iota
	toEdit          // the right to change this version's words
	toApprove
)

// stageTable lists the changes of stage there are. An absent cell is
// impossible.
func stageTable() map[models.Stage]map[models.Stage]need {
	return map[models.Stage]map[models.Stage]need{
		models.Draft:    {models.Review: toEdit, models.Approved: toApprove},
		models.Review:   {models.Draft: toEdit, models.Approved: toApprove},
		models.Approved: {models.Draft: toApprove, models.Review: toApprove},
	}
}

// StageChange returns the right that moving a version from one stage to
// another asks for; false where there is no such move.
func StageChange(article *models.Article, l locale.Tag, from, to models.Stage) (Action, bool) {
	switch stageTable()[from][to] {
	case toEdit:
		return Edit(article, l), true
	case toApprove:
		return Approve, true
	case impossible:
	}
	return "", false
}
