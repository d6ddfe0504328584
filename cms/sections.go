package cms

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Limits of what is said of a section, in characters.
const (
	MaxSectionName        = 60
	MaxSectionDescription = 300
)

// SectionText is a section in one language. An empty slug is made from the name;
// without a name the section has none in the language, and its key stands in.
type SectionText struct{ Name, Slug, Description string }

// SectionForm is what people say of a section.
type SectionForm struct {
	// Key is asked of a new section only; empty is made from its first name.
	Key string
	// ParentID is the section that it is below; null at the top.
	ParentID *int64
	// Texts are those of the languages that are changed; others stay.
	Texts map[locale.Tag]SectionText
}

// SectionDetails is a section as those see it who may change it.
type SectionDetails struct {
	*models.Section

	// Parents are the sections that it may be below.
	Parents []models.Section
	// Fixed says that it stays at the top, because others are below it.
	Fixed bool
	// Removable says that nothing keeps it from being deleted.
	Removable bool
}

// SameLevel reports whether two sections are ordered together: both at the top, or
// below the same one.
func SameLevel(a, b *models.Section) bool { return sameID(a.ParentID, b.ParentID) }

// SectionTextOf is what a section is called in a language.
func SectionTextOf(s *models.Section, l locale.Tag) SectionText {
	for _, x := range s.Names {
		if x.Locale == l {
			return SectionText{x.Name, x.Slug, x.Description}
		}
	}
	return SectionText{}
}

// MayStructure reports whether the actor may change sections and authors.
func (n *Newsroom) MayStructure(by Actor) bool {
	return rights.Can(by, rights.Structure, rights.Target{})
}

// SectionList returns every section in order for those who may change them: each at
// the top before those below it.
func (n *Newsroom) SectionList(ctx context.Context, by Actor) ([]models.Section, error) {
	const op = "cms.SectionList"
	if err := allow(by, rights.Structure, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return n.Sections(ctx)
}

// NewSection returns what a form needs for a section that is not there yet.
func (n *Newsroom) NewSection(ctx context.Context, by Actor) (*SectionDetails, error) {
	list, err := n.SectionList(ctx, by)
	return &SectionDetails{Section: &models.Section{}, Parents: parentsFor(list, 0)}, err
}

// Section returns a section for those who may change it, or errs.NotFound.
func (n *Newsroom) Section(ctx context.Context, by Actor, id int64) (*SectionDetails, error) {
	const op = "cms.Section"
	list, err := n.SectionList(ctx, by)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &SectionDetails{Section: sectionIn(list, id), Parents: parentsFor(list, id), Fixed: hasBelow(list, id)}
	if d.Section == nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	used, err := n.store.Read().SectionIsUsed(ctx, id)
	d.Removable = !used && !d.Fixed
	return d, errs.Wrap(op, err)
}

func sectionIn(list []models.Section, id int64) *models.Section {
	i := slices.IndexFunc(list, func(s models.Section) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &list[i]
}

// hasBelow reports whether other sections are below one.
func hasBelow(list []models.Section, id int64) bool {
	return slices.ContainsFunc(list, func(s models.Section) bool { return s.ParentID != nil && *s.ParentID == id })
}

// parentsFor are the sections that one may be below; 0 is a new one.
func parentsFor(list []models.Section, id int64) []models.Section {
	var parents []models.Section
	for _, s := range list {
		if s.ParentID == nil && s.ID != id && !hasBelow(list, id) {
			parents = append(parents, s)
		}
	}
	return parents
}

// AddSection makes a section, behind all others, and returns it. A key that another
// has is errs.Conflict.
func (n *Newsroom) AddSection(ctx context.Context, by Actor, in SectionForm) (*models.Section, error) {
	s := &models.Section{}
	err := n.changeSections(ctx, "cms.AddSection", by, func(w *work, list []models.Section) error {
		if err := w.describeSection(s, in); err != nil {
			return err
		}
		key, err := n.newSectionKey(list, in.Key, s)
		if err != nil {
			return err
		}
		s.Key = key
		if err := w.fits(ctx, s, list, in.ParentID); err != nil {
			return err
		}
		if err := w.CreateSection(ctx, s); err != nil {
			return err
		}
		if err := w.moveSectionSlugs(ctx, nil, s); err != nil {
			return err
		}
		return w.event(ctx, models.SectionCreated, 0, "", map[string]any{"section": s.ID, "key": s.Key})
	})
	return s, err
}

// newSectionKey is the key of a new section: the one asked for, or one made from its
// first name.
func (n *Newsroom) newSectionKey(list []models.Section, asked string, s *models.Section) (string, error) {
	if plainLine(asked) == "" {
		asked = s.Names[0].Name
		if i := slices.IndexFunc(s.Names, func(x models.SectionName) bool { return x.Locale == locale.English }); i >= 0 {
			asked = s.Names[i].Name
		}
	}
	if misleading(asked) {
		return "", errs.New("cms", errs.Invalid, "error.key_signs", nil)
	}
	key, err := cleanKey(asked)
	if err != nil {
		return "", err
	}
	if n.isReserved(key) {
		return "", errs.New("cms", errs.Invalid, "error.key_reserved", errs.Args{"key": key})
	}
	if slices.ContainsFunc(list, func(x models.Section) bool { return x.Key == key }) {
		return "", errs.New("cms", errs.Conflict, "error.key_taken", errs.Args{"key": key})
	}
	return key, nil
}

// ChangeSection changes what a section is called, and where it stands. version is
// the one that the input started from; another is errs.Conflict.
func (n *Newsroom) ChangeSection(ctx context.Context, by Actor, id int64, version int, in SectionForm) error {
	return n.changeSections(ctx, "cms.ChangeSection", by, func(w *work, list []models.Section) error {
		s := sectionIn(list, id)
		if s == nil {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		if s.Version != version {
			return changedMeanwhile()
		}
		before := *s
		before.Names = slices.Clone(s.Names)
		if err := w.describeSection(s, in); err != nil {
			return err
		}
		if err := w.fits(ctx, s, list, in.ParentID); err != nil {
			return err
		}
		data := sectionChanges(&before, s)
		if len(data) == 0 {
			return nil
		}
		if err := w.UpdateSection(ctx, s); err != nil {
			return err
		}
		if err := w.moveSectionSlugs(ctx, &before, s); err != nil {
			return err
		}
		data["section"], data["key"] = s.ID, s.Key
		return w.event(ctx, models.SectionUpdated, 0, "", data)
	})
}

// DeleteSection forgets a section. One that has stories or sections in it, or whose
// stories were public in it, is errs.Conflict.
func (n *Newsroom) DeleteSection(ctx context.Context, by Actor, id int64, version int) error {
	return n.changeSections(ctx, "cms.DeleteSection", by, func(w *work, list []models.Section) error {
		s := sectionIn(list, id)
		if s == nil {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		if hasBelow(list, id) {
			return errs.New("cms", errs.Conflict, "error.section_not_empty", nil)
		}
		used, err := w.SectionIsUsed(ctx, id)
		if err != nil {
			return err
		}
		if used {
			return errs.New("cms", errs.Conflict, "error.section_used", nil)
		}
		if err := w.DropFormerSlugs(ctx, models.SectionSlug, id); err != nil {
			return err
		}
		if err := w.DeleteSection(ctx, id, version); err != nil {
			return err
		}
		data := sectionChanges(s, &models.Section{})
		data["section"], data["key"] = id, s.Key
		return w.event(ctx, models.SectionDeleted, 0, "", data)
	})
}

// changeSections runs fn as a transaction of somebody who may change sections, with
// all of them in order as they are. Others who would change them wait: what one
// section may be depends on the others.
func (n *Newsroom) changeSections(ctx context.Context, op string, by Actor, fn func(w *work, list []models.Section) error) error {
	return n.write(ctx, op, by, func(w *work) error {
		if err := w.allow(rights.Structure, nil, ""); err != nil {
			return err
		}
		if err := w.LockSections(ctx); err != nil {
			return err
		}
		list, err := w.Sections(ctx)
		if err != nil {
			return err
		}
		return fn(w, list)
	})
}

// describeSection puts what was typed into s.
func (w *work) describeSection(s *models.Section, in SectionForm) error {
	for _, l := range w.n.locales.All() {
		text, changed := in.Texts[l.Tag]
		if !changed {
			continue
		}
		row, err := w.n.sectionName(l, text)
		if err != nil {
			return err
		}
		s.Names = slices.DeleteFunc(s.Names, func(x models.SectionName) bool { return x.Locale == l.Tag })
		if row != nil {
			row.SectionID = s.ID
			s.Names = append(s.Names, *row)
		}
	}
	if len(s.Names) == 0 {
		return errs.New("cms", errs.Invalid, "error.section_nameless", nil)
	}
	return nil
}

// sectionName checks what was typed in a language; null for nothing.
func (n *Newsroom) sectionName(l *locale.Locale, text SectionText) (*models.SectionName, error) {
	if misleading(text.Name) || misleading(text.Description) {
		return nil, textProblem("error.name_signs", l, 0)
	}
	row := &models.SectionName{Locale: l.Tag, Name: plainLine(text.Name), Description: plainLine(text.Description)}
	switch {
	case row.Name == "" && row.Description == "" && plainLine(text.Slug) == "":
		return nil, nil //nolint:nilnil // nil is the answer "it has no name in this language"
	case row.Name == "":
		return nil, textProblem("error.name_missing", l, 0)
	case utf8.RuneCountInString(row.Name) > MaxSectionName:
		return nil, textProblem("error.name_too_long", l, MaxSectionName)
	case utf8.RuneCountInString(row.Description) > MaxSectionDescription:
		return nil, textProblem("error.description_too_long", l, MaxSectionDescription)
	}
	var err error
	row.Slug, err = n.cleanSlug(l, text.Slug, row.Name)
	return row, err
}

// textProblem says what is wrong with a name or a description in a language; limit
// is how many characters it may have.
func textProblem(key string, l *locale.Locale, limit int) error {
	return errs.New("cms", errs.Invalid, key, errs.Args{"language": l.Name, "max": limit, "locale": string(l.Tag)})
}

// fits puts s below the parent, or at the top, and refuses what cannot be: a third
// level, and an address that another section has.
func (w *work) fits(ctx context.Context, s *models.Section, list []models.Section, parent *int64) error {
	if parent != nil {
		p := sectionIn(list, *parent)
		if p == nil || p.ParentID != nil || p.ID == s.ID || s.ID != 0 && hasBelow(list, s.ID) {
			return errs.New("cms", errs.Invalid, "error.section_levels", nil)
		}
	}
	if s.ID != 0 && !sameID(s.ParentID, parent) {
		last := slices.MaxFunc(list, func(a, b models.Section) int { return a.Position - b.Position })
		s.Position = last.Position + 1
	}
	s.ParentID = parent
	for _, l := range w.n.locales.All() {
		slug := SectionSlug(s, l.Tag)
		other, err := w.SectionBySlug(ctx, l.Tag, slug)
		if err != nil {
			return err
		}
		if other != nil && other.ID != s.ID && SectionSlug(other, l.Tag) == slug {
			return slugProblem("error.slug_taken", errs.Conflict, l, slug)
		}
	}
	return nil
}

func sameID(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// moveSectionSlugs lets the addresses that a section had lead to those that it has;
// before is null for a new one.
func (w *work) moveSectionSlugs(ctx context.Context, before, after *models.Section) error {
	for _, l := range w.n.locales.All() {
		err := w.moveSlug(ctx, models.SectionSlug, l.Tag, after.ID, SectionSlug(before, l.Tag), SectionSlug(after, l.Tag))
		if err != nil {
			return err
		}
	}
	return nil
}

// sectionChanges says what differs, before and after, for the journal.
func sectionChanges(before, after *models.Section) map[string]any {
	data := map[string]any{}
	if !sameID(before.ParentID, after.ParentID) {
		data["parent"] = map[string]any{"before": before.ParentID, "after": after.ParentID}
	}
	for _, x := range append(slices.Clone(before.Names), after.Names...) {
		if was, is := SectionTextOf(before, x.Locale), SectionTextOf(after, x.Locale); was != is {
			data["text."+string(x.Locale)] = map[string]any{"before": was, "after": is}
		}
	}
	return data
}
