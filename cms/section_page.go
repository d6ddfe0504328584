package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SectionPage is a section as readers see it.
type SectionPage struct {
	*models.Section

	// Below are the sections below it, in order.
	Below []models.Section
}

// SectionPage returns the section that a slug names in a language, or once named
// there; it is errs.NotFound where none ever did.
func (n *Newsroom) SectionPage(ctx context.Context, l locale.Tag, slug string) (*SectionPage, error) {
	const op = "cms.SectionPage"
	r := n.store.Read()
	s, err := r.SectionBySlug(ctx, l, slug)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	id := int64(0)
	if s != nil {
		id = s.ID
	}
	if s == nil || SectionSlug(s, l) != slug { // a key leads on, too, but a slug that readers have seen goes first
		former, err := r.FormerSlug(ctx, models.SectionSlug, l, slug)
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		if former != nil {
			id = former.ID
		}
	}
	list, err := n.Sections(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	p := &SectionPage{Section: sectionIn(list, id)}
	if p.Section == nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	for _, s := range list {
		if s.ParentID != nil && *s.ParentID == id {
			p.Below = append(p.Below, s)
		}
	}
	return p, nil
}

// SectionPath names a section with the one that it is below: "Economy › Oil". list
// holds them all.
func (n *Newsroom) SectionPath(list []models.Section, s *models.Section, l locale.Tag) Label {
	name := n.SectionLabel(s, l)
	parent := parentIn(list, s)
	if parent == nil {
		return name
	}
	above := n.SectionLabel(parent, l)
	if above.Lang != name.Lang {
		name.Lang = "" // of two languages, none is that of both
	}
	name.Text = above.Text + " › " + name.Text
	return name
}

// parentIn is the section of the list that one is below; null at the top.
func parentIn(list []models.Section, s *models.Section) *models.Section {
	if s.ParentID == nil {
		return nil
	}
	return sectionIn(list, *s.ParentID)
}

// inLevels orders sections, each at the top before those below it.
func inLevels(list []models.Section) []models.Section {
	ordered := make([]models.Section, 0, len(list))
	for i := range list {
		if list[i].ParentID != nil {
			continue
		}
		ordered = append(ordered, list[i])
		for _, s := range list {
			if s.ParentID != nil && *s.ParentID == list[i].ID {
				ordered = append(ordered, s)
			}
		}
	}
	return slices.Clip(ordered)
}
