package cms

import (
	"context"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// headingRules names the rules of headings: of their order and of the words that
// they are found by. Another number makes them all anew.
const headingRules = locale.CollationVersion + "/1"

// headings writes what an article is called at every desk, and the words that it is
// found by there.
func (w *work) headings(ctx context.Context, articleID int64) error {
	versions, err := w.Translations(ctx, articleID)
	if err != nil {
		return err
	}
	titles := map[locale.Tag]string{}
	var words []string
	for i := range versions {
		t := &versions[i]
		loc, ok := locale.Lookup(t.Locale)
		if t.Head == nil || !ok {
			continue
		}
		titles[t.Locale] = t.Head.Content.Title
		words = append(words, foldedWords(loc, t.Head.Content.Title)...)
	}
	var list []models.Heading
	for _, desk := range w.n.locales.All() {
		name := pick(w.n.locales.Order(desk.Tag), "", func(l locale.Tag) string { return titles[l] })
		list = append(list, models.Heading{
			ArticleID: articleID, Locale: desk.Tag, Title: name.Text, TitleLocale: name.Lang,
			SortKey: desk.SortKey(name.Text), Rules: headingRules,
		})
	}
	slices.Sort(words)
	return w.SetHeadings(ctx, articleID, list, slices.Compact(words))
}

// foldedWords returns the words of a title as they are found: in lower case, and
// in the letters of a keyboard that lacks those of the language.
func foldedWords(l *locale.Locale, title string) []string {
	var words []string
	for _, word := range locale.Words(l.Fold(title, locale.FoldKeyboard)) {
		words = append(words, word)
	}
	return words
}

// wanted returns the beginnings of words that a query asks for: of each word what
// it is in any of the site's languages.
func (n *Newsroom) wanted(query string) [][]string {
	var all [][]string
	for word := range strings.FieldsSeq(query) {
		var forms []string
		for _, l := range n.locales.All() {
			for _, form := range foldedWords(l, word) {
				if !slices.Contains(forms, form) {
					forms = append(forms, form)
				}
			}
		}
		if len(forms) > 0 {
			all = append(all, forms)
		}
	}
	return all
}

// headArticles makes the headings of some articles that have none by the rules,
// and reports whether there may be more.
func (n *Newsroom) headArticles(ctx context.Context) (more bool, err error) {
	ids, err := n.store.Read().Unheaded(ctx, headingRules, indexedAtOnce)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	return true, n.store.Write(ctx, func(tx *store.Tx) error {
		w := &work{Tx: tx, n: n}
		for _, id := range ids {
			if err := w.headings(ctx, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// SavedViews returns the actor's lists of stories.
func (n *Newsroom) SavedViews(ctx context.Context, by Actor) ([]models.SavedView, error) {
	if by.UserID == nil {
		return nil, nil
	}
	list, err := n.store.Read().SavedViews(ctx, *by.UserID)
	return list, errs.Wrap("cms.SavedViews", err)
}

// maxViewName is how long the name of a list may be, in characters; maxViewQuery
// how long its query, in bytes.
const (
	maxViewName  = 60
	maxViewQuery = 1000
)

// SaveView keeps a list of stories for the actor under a name, in place of one
// that has it. query is the list's, as its address has it.
func (n *Newsroom) SaveView(ctx context.Context, by Actor, name, query string) error {
	return n.write(ctx, "cms.SaveView", by, func(w *work) error {
		name = plainLine(name)
		switch {
		case by.UserID == nil:
			return errs.New("cms", errs.Forbidden, "error.forbidden", nil)
		case name == "", len(query) > maxViewQuery:
			return errs.New("cms", errs.Invalid, "error.view_name", errs.Args{"max": maxViewName})
		case len([]rune(name)) > maxViewName:
			return tooMany("error.view_name", maxViewName)
		}
		return w.SetSavedView(ctx, &models.SavedView{UserID: *by.UserID, Name: name, Query: query})
	})
}

// ForgetView drops one of the actor's lists.
func (n *Newsroom) ForgetView(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.ForgetView", by, func(w *work) error {
		if by.UserID == nil {
			return nil
		}
		return w.DeleteSavedView(ctx, *by.UserID, id)
	})
}
