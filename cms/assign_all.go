package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// assignedAtOnce is how many versions change hands in one go: more than any screen
// shows.
const assignedAtOnce = 500

// Assigned is what came of a change of hands.
type Assigned struct {
	// Before are the versions that were given, each as it was.
	Before []models.Assignment
	// Refused are those that stay as they are.
	Refused []Unassigned
}

// Unassigned is a version that could not be given, and why.
type Unassigned struct {
	ArticleID int64
	Locale    locale.Tag
	Err       error
}

// AssignAll gives many versions as Assign gives one, in one transaction. It needs
// the right to read the drafts of others, and for each version what Assign needs. A
// version that is refused leaves the others alone and is named; a time that there
// is not, or that has passed, is wrong for all and refuses everything.
func (n *Newsroom) AssignAll(ctx context.Context, by Actor, list []AssignInput) (*Assigned, error) {
	const op = "cms.AssignAll"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if len(list) == 0 || len(list) > assignedAtOnce {
		return nil, errs.New(op, errs.Invalid, "error.bad_request", nil)
	}
	// Everybody locks the stories in one order, so that none of two waits for the
	// other.
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b AssignInput) int { return cmp.Compare(a.ArticleID, b.ArticleID) })
	done := &Assigned{}
	err := n.write(ctx, op, by, func(w *work) error {
		for _, in := range list {
			was, err := w.give(ctx, in)
			switch {
			case err == nil && was == nil:
				done.Before = append(done.Before, models.Assignment{ArticleID: in.ArticleID, Locale: in.Locale})
			case err == nil:
				done.Before = append(done.Before, *was)
			case ofOneVersion(err):
				done.Refused = append(done.Refused, Unassigned{in.ArticleID, in.Locale, err})
			default:
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// ofOneVersion reports whether a refusal is about the version that was to be given:
// that there is no such one, or not for these two people.
func ofOneVersion(err error) bool {
	kind, key, _ := errs.Public(err)
	switch kind {
	case errs.NotFound, errs.Forbidden:
		return true
	default:
		return slices.Contains([]string{"error.assignee", "error.trashed", "error.language_unknown"}, key)
	}
}

// Hands returns those whom the actor may give work to: everyone who may write a
// translation where the actor may approve in a language, the actor alone where
// they may only take it, nobody otherwise.
func (n *Newsroom) Hands(ctx context.Context, by Actor) ([]Person, error) {
	may := func(who Actor, action rights.Action) bool {
		return slices.ContainsFunc(n.locales.Tags(), func(l locale.Tag) bool {
			return rights.Can(who, action, rights.Target{Locale: l})
		})
	}
	if !may(by, rights.Approve) {
		if by.UserID == nil || !may(by, rights.Translate) {
			return nil, nil
		}
		return []Person{{*by.UserID, by.Name}}, nil
	}
	users, err := n.store.Read().Users(ctx)
	var people []Person
	for i := range users {
		if may(rights.Of(&users[i]), rights.Translate) {
			people = append(people, Person{users[i].ID, users[i].Name})
		}
	}
	return people, errs.Wrap("cms.Hands", err)
}
