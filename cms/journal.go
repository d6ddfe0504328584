package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// JournalQuery asks for events. What is zero does not narrow it.
type JournalQuery struct {
	// Desk is the language of the desk: titles are shown for it.
	Desk              locale.Tag
	ArticleID, UserID int64
	Locale            locale.Tag
	Area              models.EventArea
	// ReleaseID asks for what happened to a release.
	ReleaseID int64
	// From and Until bound when it happened.
	From, Until models.Instant
	// Before is the id of the event after which the page begins; 0 for the newest.
	Before int64
}

// JournalPage is a page of the journal, newest first.
type JournalPage struct {
	Entries []JournalEntry
	// Next leads on to older events; 0 at the end.
	Next int64
}

// JournalEntry is an event with the names of what it is about.
type JournalEntry struct {
	models.Event

	// Title is what the story is called; empty where it has no title or there is
	// no story. Trashed says that it is in the trash.
	Title   Label
	Trashed bool
	// Number is that of the revision that the event is about; 0 for none.
	Number int
	// Person is the name of the user whom the event is about; empty for nobody.
	Person string
}

// MayReadJournal reports whether the actor may read the journal, be it only of
// their own stories.
func (n *Newsroom) MayReadJournal(by Actor) bool {
	return rights.Can(by, rights.ReadJournal, rights.Target{Own: true})
}

// MayReadJournalOf reports whether the actor may read the events of a story.
func (n *Newsroom) MayReadJournalOf(by Actor, a *models.Article) bool {
	return allow(by, rights.ReadJournal, a, "") == nil
}

// Journal returns a page of the journal. Those whose right reaches only as far as
// their own stories see the events of these.
func (n *Newsroom) Journal(ctx context.Context, by Actor, in JournalQuery) (*JournalPage, error) {
	const op = "cms.Journal"
	q := store.JournalQuery{
		ArticleID: in.ArticleID, UserID: in.UserID, Locale: in.Locale, Area: in.Area, ReleaseID: in.ReleaseID, From: in.From, Until: in.Until,
		Before: in.Before, Limit: PageSize + 1,
	}
	switch {
	case rights.Can(by, rights.ReadJournal, rights.Target{}):
	case n.MayReadJournal(by) && by.UserID != nil:
		q.OwnerID = *by.UserID
	default:
		return nil, errs.New(op, errs.Forbidden, "error.forbidden", nil)
	}
	r := n.store.Read()
	events, err := r.Journal(ctx, q)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	page := &JournalPage{}
	if len(events) > PageSize {
		events = events[:PageSize]
		page.Next = events[PageSize-1].ID
	}
	page.Entries, err = entries(ctx, r, in.Desk, events)
	return page, errs.Wrap(op, err)
}

// entries adds names and numbers to events.
func entries(ctx context.Context, r store.Reader, desk locale.Tag, events []models.Event) ([]JournalEntry, error) {
	var articles, revisions, people []int64
	for i := range events {
		articles = appendID(articles, events[i].ArticleID)
		revisions = appendID(revisions, revisionOf(&events[i]))
		people = appendID(people, personOf(&events[i]))
	}
	headings, err := r.Headings(ctx, articles, desk)
	if err != nil {
		return nil, err
	}
	trashed, err := r.Trashed(ctx, articles)
	if err != nil {
		return nil, err
	}
	numbers, err := r.Numbers(ctx, revisions)
	if err != nil {
		return nil, err
	}
	names, err := r.UserNames(ctx, people)
	list := make([]JournalEntry, len(events))
	for i := range events {
		e := JournalEntry{
			Event: events[i], Number: valueOf(numbers, revisionOf(&events[i])), Person: valueOf(names, personOf(&events[i])),
		}
		if e.ArticleID != nil {
			h := headings[*e.ArticleID]
			e.Title, e.Trashed = Label{h.Title, h.TitleLocale}, slices.Contains(trashed, *e.ArticleID)
		}
		list[i] = e
	}
	return list, err
}

// revisionOf returns the id of the revision that an event is about, null for none.
func revisionOf(e *models.Event) *int64 { return idIn(e, "revision") }

// personOf returns the id of the user whom an event is about, null for nobody.
func personOf(e *models.Event) *int64 {
	if e.Kind == models.TranslationAssigned {
		return idIn(e, "to")
	}
	return idIn(e, "user")
}

// idIn returns an id of an event's data, null where there is none. Numbers come
// back from JSON as floats.
func idIn(e *models.Event, name string) *int64 {
	n, ok := e.Data[name].(float64)
	if !ok || n < 1 {
		return nil
	}
	id := int64(n)
	return &id
}

// JournalPeople returns everyone whom the journal can be asked for: those who can be
// given work, and for those who may read all of it those who cannot log in any more,
// too.
func (n *Newsroom) JournalPeople(ctx context.Context, by Actor) ([]Person, error) {
	const op = "cms.JournalPeople"
	if !n.MayReadJournal(by) {
		return nil, errs.New(op, errs.Forbidden, "error.forbidden", nil)
	}
	users, err := n.store.Read().Users(ctx)
	var people []Person
	for i := range users {
		if users[i].DisabledAt == nil || rights.Can(by, rights.ReadJournal, rights.Target{}) {
			people = append(people, Person{users[i].ID, users[i].Name})
		}
	}
	return people, errs.Wrap(op, err)
}
