package cms

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// MaxTagName is how long the name of a tag may be, in characters.
const MaxTagName = 80

// TagPageSize is how many tags a page of their list shows.
const TagPageSize = 60

// TagText is a tag in one language. An empty slug is made from the name; without a
// name the tag has none in the language, and another name and its key stand in.
type TagText struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

// TagTextOf is what a tag is called in a language.
func TagTextOf(t *models.Tag, l locale.Tag) TagText {
	for _, x := range t.Names {
		if x.Locale == l {
			return TagText{x.Name, x.Slug}
		}
	}
	return TagText{}
}

// MayTag reports whether the actor may change tags.
func (n *Newsroom) MayTag(by Actor) bool { return rights.Can(by, rights.EditMedia, rights.Target{}) }

// TagQuery asks for tags as a desk lists them.
type TagQuery struct {
	// Desk is the language whose names the list shows and is in the order of.
	Desk *locale.Locale
	// Content is the language whose reading order finds names.
	Content locale.Tag
	// Text is what somebody looks for: words of names in any language, as they begin.
	Text string
	// After is the last tag of the page before; null begins.
	After *TagCursor
}

// TagCursor is a place in a list of tags: a name and whose it is.
type TagCursor struct {
	Name string
	ID   int64
}

// TagLine is a tag in a list.
type TagLine struct {
	*models.Tag

	Label   Label
	Stories int
}

// TagList returns a page of the tags in the order of their names, and reports
// whether there are more. Editors choose among all tags in every story, so that
// they are few enough to be looked through.
func (n *Newsroom) TagList(ctx context.Context, by Actor, q TagQuery) (list []TagLine, more bool, err error) {
	const op = "cms.TagList"
	if err := allow(by, rights.EditMedia, nil, ""); err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	r := n.store.Read()
	tags, err := r.Tags(ctx)
	if err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	list = n.tagPage(tags, q)
	if len(list) > TagPageSize {
		list, more = list[:TagPageSize], true
	}
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	stories, err := r.TagStories(ctx, ids)
	for i := range list {
		list[i].Stories = stories[list[i].ID]
	}
	return list, more, errs.Wrap(op, err)
}

// tagPage finds the tags that a query asks for: those of a page and of what follows.
func (n *Newsroom) tagPage(tags []models.Tag, q TagQuery) []TagLine {
	type keyed struct {
		TagLine

		key []byte
	}
	var after []byte
	if q.After != nil {
		after = q.Desk.SortKey(q.After.Name)
	}
	wanted := n.wanted(q.Text)
	var found []keyed
	for i := range tags {
		t := &tags[i]
		if !hasWords(tagWords(t), wanted) {
			continue
		}
		line := TagLine{Tag: t, Label: n.TagLabel(t, q.Content)}
		k := keyed{line, q.Desk.SortKey(line.Label.Text)}
		if q.After != nil {
			if c := bytes.Compare(k.key, after); c < 0 || c == 0 && t.ID <= q.After.ID {
				continue
			}
		}
		found = append(found, k)
	}
	slices.SortFunc(found, func(a, b keyed) int {
		if c := bytes.Compare(a.key, b.key); c != 0 {
			return c
		}
		return int(a.ID - b.ID)
	})
	list := make([]TagLine, len(found))
	for i := range found {
		list[i] = found[i].TagLine
	}
	return list
}

// tagWords are the words that a tag is found by, folded.
func tagWords(t *models.Tag) []string {
	english, _ := locale.Lookup(locale.English)
	words := foldedWords(english, t.Key)
	for _, x := range t.Names {
		if l, ok := locale.Lookup(x.Locale); ok {
			words = append(words, foldedWords(l, x.Name)...)
		}
	}
	return words
}

// hasWords reports whether of each entry of what is wanted a word begins so.
func hasWords(words []string, wanted [][]string) bool {
	for _, forms := range wanted {
		begins := func(word string) bool {
			return slices.ContainsFunc(forms, func(form string) bool { return strings.HasPrefix(word, form) })
		}
		if !slices.ContainsFunc(words, begins) {
			return false
		}
	}
	return true
}

// TagDetails is a tag as those see it who may change it.
type TagDetails struct {
	*models.Tag

	// Stories is how many have it; one that none has may be deleted.
	Stories int
}

// Tag returns a tag for those who may change it, or errs.NotFound.
func (n *Newsroom) Tag(ctx context.Context, by Actor, id int64) (*TagDetails, error) {
	const op = "cms.Tag"
	if err := allow(by, rights.EditMedia, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	t, err := r.TagByID(ctx, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	stories, err := r.TagStories(ctx, []int64{id})
	return &TagDetails{t, stories[id]}, errs.Wrap(op, err)
}

// AddTag makes a tag and returns it. Its key is made from its first name.
func (n *Newsroom) AddTag(ctx context.Context, by Actor, in map[locale.Tag]TagText) (*models.Tag, error) {
	t := &models.Tag{}
	err := n.write(ctx, "cms.AddTag", by, func(w *work) error {
		if err := w.allow(rights.EditMedia, nil, ""); err != nil {
			return err
		}
		if err := w.nameTag(ctx, t, in); err != nil {
			return err
		}
		var err error
		english, _ := locale.Lookup(locale.English)
		first := firstName(n.locales.Tags(), func(l locale.Tag) string { return TagTextOf(t, l).Name })
		if t.Key, err = n.freeSlug(english.Slug(first), func(key string) (bool, error) { return w.tagKeyTaken(ctx, key) }); err != nil {
			return err
		}
		if err := w.CreateTag(ctx, t); err != nil {
			return err
		}
		return w.tagCreated(ctx, t)
	})
	return t, err
}

// tagCreated writes what follows from a new tag.
func (w *work) tagCreated(ctx context.Context, t *models.Tag) error {
	if err := w.moveTagSlugs(ctx, &models.Tag{}, t); err != nil {
		return err
	}
	return w.event(ctx, models.TagCreated, 0, "", map[string]any{"tag": t.ID, "key": t.Key})
}

// tagKeyTaken reports whether a key, which stands in for slugs, leads to a tag in
// any language, or did once.
func (w *work) tagKeyTaken(ctx context.Context, key string) (bool, error) {
	former, err := w.FormerSlug(ctx, models.TagSlug, inNoLanguage, key)
	if err != nil || former != nil {
		return true, err
	}
	for _, l := range w.n.locales.Tags() {
		if t, err := w.TagBySlug(ctx, l, key); err != nil || t != nil {
			return true, err
		}
	}
	return false, nil
}

// ChangeTag changes what a tag is called. Languages that the input leaves out stay.
// version is the one that the input started from; another is errs.Conflict.
func (n *Newsroom) ChangeTag(ctx context.Context, by Actor, id int64, version int, in map[locale.Tag]TagText) error {
	return n.write(ctx, "cms.ChangeTag", by, func(w *work) error {
		t, err := w.tagFor(ctx, id, version)
		if err != nil {
			return err
		}
		before := *t
		before.Names = slices.Clone(t.Names)
		if err := w.nameTag(ctx, t, in); err != nil {
			return err
		}
		data := tagChanges(&before, t)
		if len(data) == 0 {
			return nil
		}
		if err := w.UpdateTag(ctx, t); err != nil {
			return err
		}
		if err := w.moveTagSlugs(ctx, &before, t); err != nil {
			return err
		}
		data["tag"], data["key"] = t.ID, t.Key
		return w.event(ctx, models.TagUpdated, 0, "", data)
	})
}

// tagFor returns a tag to somebody who may change it; version is the one that they
// know.
func (w *work) tagFor(ctx context.Context, id int64, version int) (*models.Tag, error) {
	if err := w.allow(rights.EditMedia, nil, ""); err != nil {
		return nil, err
	}
	t, err := w.TagByID(ctx, id)
	if err == nil && t.Version != version {
		err = changedMeanwhile()
	}
	return t, err
}

// nameTag puts the input into t.
func (w *work) nameTag(ctx context.Context, t *models.Tag, in map[locale.Tag]TagText) error {
	for _, l := range w.n.locales.All() {
		text, ok := in[l.Tag]
		if !ok {
			continue
		}
		name := plainLine(text.Name)
		if utf8.RuneCountInString(name) > MaxTagName {
			return textProblem("error.name_too_long", l, MaxTagName)
		}
		if misleading(name) {
			return textProblem("error.name_signs", l, 0)
		}
		t.Names = slices.DeleteFunc(t.Names, func(x models.TagName) bool { return x.Locale == l.Tag })
		if name == "" {
			continue
		}
		slug, err := w.n.chooseSlug(l, text.Slug, name, func(slug string) (bool, error) {
			other, err := w.TagBySlug(ctx, l.Tag, slug)
			return other != nil && other.ID != t.ID, err
		})
		if err != nil {
			return err
		}
		t.Names = append(t.Names, models.TagName{TagID: t.ID, Locale: l.Tag, Name: name, Slug: slug})
	}
	if len(t.Names) == 0 {
		return errs.New("cms", errs.Invalid, "error.name_required", nil)
	}
	return nil
}

// tagChanges says what differs, before and after, for the journal.
func tagChanges(before, after *models.Tag) map[string]any {
	var tags []locale.Tag
	for _, x := range append(slices.Clone(before.Names), after.Names...) {
		tags = append(tags, x.Locale)
	}
	return renamed(tags,
		func(l locale.Tag) TagText { return TagTextOf(before, l) }, func(l locale.Tag) TagText { return TagTextOf(after, l) })
}

// moveTagSlugs keeps the addresses that a tag had before.
func (w *work) moveTagSlugs(ctx context.Context, before, after *models.Tag) error {
	for _, l := range w.n.locales.Tags() {
		if err := w.moveSlug(ctx, models.TagSlug, l, after.ID, TagTextOf(before, l).Slug, TagSlug(after, l)); err != nil {
			return err
		}
	}
	return nil
}

// DeleteTag forgets a tag. One that a story has is errs.Conflict.
func (n *Newsroom) DeleteTag(ctx context.Context, by Actor, id int64, version int) error {
	return n.write(ctx, "cms.DeleteTag", by, func(w *work) error {
		t, err := w.tagFor(ctx, id, version)
		if err != nil {
			return err
		}
		stories, err := w.TagStories(ctx, []int64{id})
		if err != nil {
			return err
		}
		if stories[id] > 0 {
			return errs.New("cms", errs.Conflict, "error.tag_used", nil)
		}
		if err := w.DropFormerSlugs(ctx, models.TagSlug, id); err != nil {
			return err
		}
		if err := w.DeleteTag(ctx, id, version); err != nil {
			return err
		}
		data := tagChanges(t, &models.Tag{})
		data["tag"], data["key"] = id, t.Key
		return w.event(ctx, models.TagDeleted, 0, "", data)
	})
}

// tagOnceCalled returns the tag that a slug once named in a language, or a key in
// none; nil where there is none.
func tagOnceCalled(ctx context.Context, r store.Reader, l locale.Tag, slug string) (*models.Tag, error) {
	for _, where := range slices.Compact([]locale.Tag{l, inNoLanguage}) {
		former, err := r.FormerSlug(ctx, models.TagSlug, where, slug)
		if err != nil {
			return nil, err
		}
		if former != nil {
			return r.TagByID(ctx, former.ID)
		}
	}
	return nil, nil //nolint:nilnil // nil is the answer "there is none"
}
