package cms

import (
	"context"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// MediaPage is how many pictures a page of the library shows.
const MediaPage = 30

// mediaSoon is how far ahead a picture's end is warned of.
const mediaSoon = 14 * 24 * time.Hour

// MediaFilter is what a picture has to be like to be listed: see store.MediaFilter.
type MediaFilter = store.MediaFilter

// MediaQuery asks for pictures of the library.
type MediaQuery struct {
	// Text is what somebody looks for: words of names and texts, as they begin.
	Text   string
	Mine   bool
	Filter MediaFilter
	// Before is the last id of the page before; 0 begins.
	Before int64
}

// MediaFilters lists every filter of the library.
func MediaFilters() []MediaFilter { return store.MediaFilters() }

// Media returns a page of the library, the newest pictures first, and reports
// whether there are more. It needs the right to upload.
func (n *Newsroom) Media(ctx context.Context, by Actor, q MediaQuery) (list []models.Medium, more bool, err error) {
	const op = "cms.Media"
	if err := allow(by, rights.UploadMedia, nil, ""); err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	in := store.MediaQuery{
		Words: n.wanted(q.Text), Filter: q.Filter, At: n.Now(), Soon: n.Now().Add(mediaSoon), Before: q.Before, Limit: MediaPage + 1,
	}
	if q.Mine && by.UserID != nil {
		in.Uploader = *by.UserID
	}
	list, err = n.store.Read().Media(ctx, in)
	if len(list) > MediaPage {
		return list[:MediaPage], true, errs.Wrap(op, err)
	}
	return list, false, errs.Wrap(op, err)
}

// MayUpload reports whether the actor may add pictures to the library, and so see
// it.
func (n *Newsroom) MayUpload(by Actor) bool { return allow(by, rights.UploadMedia, nil, "") == nil }

// TextOf is what a picture says in a language.
func TextOf(m *models.Medium, l locale.Tag) MediumText { return textOf(m, l) }

// MediumLabel names a picture at a desk: by what stands for it in the reading order
// of a language, or else by its file.
func (n *Newsroom) MediumLabel(m *models.Medium, l locale.Tag) Label {
	return pick(n.locales.Order(l), m.Name, func(t locale.Tag) string { return textOf(m, t).Alt })
}

// EndsSoon reports whether the time of a picture is over or will soon be.
func (n *Newsroom) EndsSoon(m *models.Medium) bool { return m.Expired(n.Now().Add(mediaSoon)) }

// MediumDetails is a picture with what its screen shows besides.
type MediumDetails struct {
	*models.Medium
	// Uploader is the name of who added it; empty for the command line.
	Uploader string
	Uses     []MediumUse
	// Portraits are the authors whom it shows.
	Portraits []models.Author
	// MoreUses says that it is shown elsewhere, too.
	MoreUses bool
	// MayChange allows everything, MayDescribe the languages that it lists.
	MayChange   bool
	MayDescribe []locale.Tag
	Public      bool
}

// MediumUse is where a picture is shown.
type MediumUse struct {
	store.MediumUse

	Title Label
}

// maxUses is how many places are named that show a picture.
const maxUses = 50

// Medium returns a picture of the library. It needs the right to upload.
// desk is the language whose titles name the places that show it.
func (n *Newsroom) Medium(ctx context.Context, by Actor, id int64, desk locale.Tag) (*MediumDetails, error) {
	const op = "cms.Medium"
	m, err := n.mediumFor(ctx, by, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	d := &MediumDetails{Medium: m, MayChange: mayChange(by, m)}
	for _, l := range n.locales.Tags() {
		if mayDescribe(by, m, l) {
			d.MayDescribe = append(d.MayDescribe, l)
		}
	}
	if m.UserID != nil {
		names, err := r.UserNames(ctx, []int64{*m.UserID})
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		d.Uploader = names[*m.UserID]
	}
	if d.Public, err = r.MediumIsPublic(ctx, id, n.locales.Tags(), n.Now()); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if d.Portraits, err = r.AuthorsByPortrait(ctx, id); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return d, errs.Wrap(op, n.usesOf(ctx, by, r, d, desk))
}

// usesOf names the places that show a picture: those that the actor may know of.
func (n *Newsroom) usesOf(ctx context.Context, by Actor, r store.Reader, d *MediumDetails, desk locale.Tag) error {
	uses, err := r.MediumUses(ctx, d.ID, n.Now(), maxUses+1)
	if err != nil || len(uses) == 0 {
		return err
	}
	if len(uses) > maxUses {
		uses, d.MoreUses = uses[:maxUses], true
	}
	ids := make([]int64, len(uses))
	for i, u := range uses {
		ids[i] = u.ArticleID
	}
	headings, err := r.Headings(ctx, ids, desk)
	if err != nil {
		return err
	}
	for _, u := range uses {
		if allow(by, rights.ReadDrafts, &models.Article{OwnerID: u.OwnerID}, u.Locale) != nil {
			continue
		}
		h := headings[u.ArticleID]
		d.Uses = append(d.Uses, MediumUse{u, Label{h.Title, h.TitleLocale}})
	}
	return nil
}
