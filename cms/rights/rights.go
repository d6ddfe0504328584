// Package rights says who may do what: two tables and one function over each.
//
// Every way into the newsroom (admin, API, import, command line) reaches the
// tables through package cms, which asks Can before it acts. The tables are
// those of the newsroom's rules; what they do not allow is denied. The package
// is pure: it imports only models and internal/locale.
package rights

import (
	"slices"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Actor is who acts: a user with their grants, or the command line.
type Actor struct {
	// UserID is null for the command line.
	UserID *int64
	// Name is shown in the journal.
	Name   string
	Grants []models.Grant
}

// Operator is whoever runs the program on the machine itself. The data are
// theirs already, so they hold every right.
func Operator(name string) Actor {
	return Actor{Name: name, Grants: []models.Grant{{Role: models.RoleAdmin}}}
}

// Of returns the user as an actor. A disabled user has no rights left.
func Of(u *models.User) Actor {
	a := Actor{UserID: &u.ID, Name: u.Name}
	if u.DisabledAt == nil {
		a.Grants = u.Grants
	}
	return a
}

// Owns reports whether the article is the actor's own.
func (a Actor) Owns(article *models.Article) bool {
	return a.UserID != nil && article.OwnerID != nil && *a.UserID == *article.OwnerID
}

// Action is something that needs a right.
type Action string

// The actions, in the order of the columns of the rights table.
const (
	ReadDrafts  Action = "read_drafts"  // see what is not public
	WriteSource Action = "write_source" // create, write and submit a source text
	Translate   Action = "translate"    // translate and submit
	Comment     Action = "comment"      // comment, and resolve what others say
	Approve     Action = "approve"      // approve and send back
	Publish     Action = "publish"      // schedule, publish, withdraw
	Kill        Action = "kill"         // kill, trash, releases, embargo
	UploadMedia Action = "upload_media" // add to the media library
	EditMedia   Action = "edit_media"   // change media and tags
	ProposeTerm Action = "propose_term" // propose for glossary and memory
	EditTerms   Action = "edit_terms"   // change glossary and memory
	Structure   Action = "structure"    // sections, authors, front page
	ReadJournal Action = "read_journal"
	Administer  Action = "administer" // users, settings, tokens of others
)

// Actions lists every action.
func Actions() []Action {
	return []Action{
		ReadDrafts, WriteSource, Translate, Comment, Approve, Publish, Kill, UploadMedia, EditMedia,
		ProposeTerm, EditTerms, Structure, ReadJournal, Administer,
	}
}

// Target is what an action is about.
type Target struct {
	// Locale is the language concerned; empty for what has none.
	Locale locale.Tag
	// Own says that the story is the actor's own.
	Own bool
}

// reach says how far a role's right goes.
type reach int

const (
	nowhere   reach = iota
	own             // one's own stories
	ownLocale       // one's own stories, in the languages of the grant
	inLocales       // any story, in the languages of the grant
	unlimited       // only with a grant for all languages
	anywhere
)

// table is the rights table: one row per action, one column per role. An
// absent cell is nowhere.
func table() map[Action]map[models.Role]reach {
	const (
		author, translator, reviewer = models.RoleAuthor, models.RoleTranslator, models.RoleReviewer
		editor, admin                = models.RoleEditor, models.RoleAdmin
	)
	type row = map[models.Role]reach
	return map[Action]row{
		ReadDrafts:  {author: own, translator: anywhere, reviewer: anywhere, editor: anywhere, admin: anywhere},
		WriteSource: {author: ownLocale, editor: anywhere, admin: anywhere},
		Translate:   {translator: inLocales, reviewer: inLocales, editor: inLocales, admin: anywhere},
		// An author answers what others ask about their story, in any language.
		Comment:     {author: own, translator: inLocales, reviewer: inLocales, editor: inLocales, admin: anywhere},
		Approve:     {reviewer: inLocales, editor: inLocales, admin: anywhere},
		Publish:     {editor: inLocales, admin: anywhere},
		Kill:        {editor: unlimited, admin: anywhere},
		UploadMedia: {author: anywhere, translator: anywhere, reviewer: anywhere, editor: anywhere, admin: anywhere},
		EditMedia:   {editor: anywhere, admin: anywhere},
		ProposeTerm: {translator: anywhere, reviewer: anywhere, editor: anywhere, admin: anywhere},
		EditTerms:   {reviewer: inLocales, editor: anywhere, admin: anywhere},
		Structure:   {editor: anywhere, admin: anywhere},
		ReadJournal: {reviewer: own, editor: anywhere, admin: anywhere},
		Administer:  {admin: anywhere},
	}
}

// Can reports whether the actor may do the action to the target. Grants add
// up; what no grant allows is denied.
func Can(by Actor, action Action, on Target) bool {
	row := table()[action]
	return slices.ContainsFunc(by.Grants, func(g models.Grant) bool {
		return reaches(row[g.Role], g, on)
	})
}

func reaches(r reach, g models.Grant, on Target) bool {
	covers := len(g.Locales) == 0 || slices.Contains(g.Locales, on.Locale)
	switch r {
	case nowhere:
		return false
	case own:
		return on.Own
	case ownLocale:
		return on.Own && covers
	case inLocales:
		return covers
	case unlimited:
		return len(g.Locales) == 0
	case anywhere:
		return true
	}
	return false
}

// Edit is the right that changing a version's words needs: the source and a
// translation differ.
func Edit(article *models.Article, l locale.Tag) Action {
	if article.SourceLocale == l {
		return WriteSource
	}
	return Translate
}
