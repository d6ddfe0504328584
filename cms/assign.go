package cms

import (
	"context"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Person is somebody by name.
type Person struct {
	ID   int64
	Name string
}

// AssignInput says who is to do a version.
type AssignInput struct {
	ArticleID int64
	Locale    locale.Tag
	// UserID is who; 0 means nobody any more.
	UserID int64
	// Due is when it is to be done; zero for no such moment.
	Due WallTime
	// Note is what is said of it, without markup and at most MaxAssignmentNote characters. It
	// stays with the version as long as that is somebody's to do, and in the journal:
	// there also what is said when it is handed back.
	Note string
}

// MaxAssignmentNote is how many characters what is said of an assignment may have.
const MaxAssignmentNote = 300

// Assign gives a version to somebody who may write it, or takes it away again;
// the version need not be begun. What nobody has, everyone may take who may write
// it, and hand back; anything else needs the right to approve.
func (n *Newsroom) Assign(ctx context.Context, by Actor, in AssignInput) error {
	return n.write(ctx, "cms.Assign", by, func(w *work) error {
		_, err := w.give(ctx, in)
		return err
	})
}

// give lets a version change hands and returns who was to do it, null for nobody.
func (w *work) give(ctx context.Context, in AssignInput) (was *models.Assignment, err error) {
	a, err := w.lockedArticle(ctx, in.ArticleID)
	if err != nil {
		return nil, err
	}
	if _, err := w.n.enabled(in.Locale); err != nil {
		return nil, err
	}
	if was, err = w.Assignment(ctx, a.ID, in.Locale); err != nil {
		return nil, err
	}
	if err := w.mayAssign(a, was, in); err != nil {
		return nil, err
	}
	now, err := w.assignment(ctx, a, was, in)
	if err != nil {
		return nil, err
	}
	return was, w.assign(ctx, was, now)
}

// mayAssign asks for the right that a change of hands needs.
func (w *work) mayAssign(a *models.Article, was *models.Assignment, in AssignInput) error {
	mine := func(id int64) bool { return w.by.UserID != nil && id == *w.by.UserID }
	if (was == nil || mine(was.UserID)) && (in.UserID == 0 || mine(in.UserID)) {
		return w.allow(rights.Edit(a, in.Locale), a, in.Locale)
	}
	return w.allow(rights.Approve, a, in.Locale)
}

// assignment returns what is asked for as it is kept, with nobody's id where that
// is meant.
func (w *work) assignment(ctx context.Context, a *models.Article, was *models.Assignment, in AssignInput) (*models.Assignment, error) {
	now := &models.Assignment{
		ArticleID: a.ID, Locale: in.Locale, UserID: in.UserID, Note: plainLine(in.Note), ByID: w.by.UserID, CreatedAt: w.now,
	}
	if utf8.RuneCountInString(now.Note) > MaxAssignmentNote {
		return nil, tooMany("error.note_too_long", MaxAssignmentNote)
	}
	if in.UserID == 0 {
		return now, nil
	}
	u, err := w.User(ctx, in.UserID)
	if err != nil {
		return nil, err
	}
	if u == nil || !mayWrite(u, a, in.Locale) {
		return nil, errs.New("cms", errs.Invalid, "error.assignee", nil)
	}
	if in.Due.IsZero() {
		return now, nil
	}
	due, err := w.n.Moment(in.Due)
	if err != nil {
		return nil, err
	}
	kept := was != nil && was.DueAt != nil && *was.DueAt == due
	if due <= w.now && !kept {
		return nil, errs.New("cms", errs.Invalid, "error.time_past", nil)
	}
	now.DueAt = &due
	return now, nil
}

func (w *work) assign(ctx context.Context, was, now *models.Assignment) error {
	data := map[string]any{"to": now.UserID, "due": now.DueAt}
	if was != nil {
		data["from"] = was.UserID
	}
	if now.Note != "" {
		data["note"] = now.Note
	}
	switch {
	case was == nil && now.UserID == 0:
		return nil
	case now.UserID == 0:
		if err := w.DeleteAssignment(ctx, now.ArticleID, now.Locale); err != nil {
			return err
		}
	default:
		if err := w.SetAssignment(ctx, now); err != nil {
			return err
		}
	}
	return w.event(ctx, models.TranslationAssigned, now.ArticleID, now.Locale, data)
}

// mayWrite reports whether a user may change the words of a version.
func mayWrite(u *models.User, a *models.Article, l locale.Tag) bool {
	by := rights.Of(u)
	return allow(by, rights.Edit(a, l), a, l) == nil
}

// assigned fills in who is to do the version.
func (d *Desk) assigned(ctx context.Context, r store.Reader, l locale.Tag) error {
	var err error
	if d.Assignment, err = r.Assignment(ctx, d.Article.ID, l); err != nil || d.Assignment == nil {
		return err
	}
	names, err := r.UserNames(ctx, appendID([]int64{d.Assignment.UserID}, d.Assignment.ByID))
	d.Assignee, d.AssignedBy = names[d.Assignment.UserID], giver(d.Assignment, names)
	return err
}

// giver is the name of who gave a version to somebody else; empty where they took it
// themselves and for the command line.
func giver(a *models.Assignment, names map[int64]string) string {
	if a.ByID == nil || *a.ByID == a.UserID {
		return ""
	}
	return names[*a.ByID]
}

// Assignable returns those whom the actor may give a version to, by the desk of it:
// everyone who may write it, or the actor alone where they may only take it.
func (n *Newsroom) Assignable(ctx context.Context, by Actor, d *Desk, l locale.Tag) ([]Person, error) {
	switch {
	case d.May[rights.Approve]:
		users, err := n.store.Read().Users(ctx)
		var people []Person
		for i := range users {
			if mayWrite(&users[i], &d.Article, l) {
				people = append(people, Person{users[i].ID, users[i].Name})
			}
		}
		return people, errs.Wrap("cms.Assignable", err)
	case d.MayEdit(l) && by.UserID != nil:
		return []Person{{*by.UserID, by.Name}}, nil
	}
	return nil, nil
}

// versionID names a version of a story.
type versionID struct {
	article int64
	locale  locale.Tag
}

// assignee is who is to do a version by name, and when it is due, 0 for no such
// moment.
type assignee struct {
	name string
	due  models.Instant
}

// assignees returns who is to do the versions of articles.
func assignees(ctx context.Context, r store.Reader, articleIDs []int64) (map[versionID]assignee, error) {
	list, err := r.Assignments(ctx, articleIDs)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].UserID
	}
	names, err := r.UserNames(ctx, ids)
	assigned := make(map[versionID]assignee, len(list))
	for _, a := range list {
		who := assignee{name: names[a.UserID]}
		if a.DueAt != nil {
			who.due = *a.DueAt
		}
		assigned[versionID{a.ArticleID, a.Locale}] = who
	}
	return assigned, err
}

// People returns everyone who can be given a version to do; nobody where the
// actor may not read the drafts of others.
func (n *Newsroom) People(ctx context.Context, by Actor) ([]Person, error) {
	if !rights.Can(by, rights.ReadDrafts, rights.Target{}) {
		return nil, nil
	}
	users, err := n.store.Read().Users(ctx)
	people := make([]Person, 0, len(users))
	for i := range users {
		if users[i].DisabledAt == nil {
			people = append(people, Person{users[i].ID, users[i].Name})
		}
	}
	return people, errs.Wrap("cms.People", err)
}
