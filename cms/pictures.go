package cms

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Picture is a picture of the library for readers of a language.
type Picture struct {
	*models.Medium

	// Alt and Credit are in the first language of the reading order that has them.
	// A caption in another language than the page's is none.
	Alt, Credit Label
	Caption     string
}

// Cut is the shape in which a picture is shown: see media.Cut.
type Cut = media.Cut

// The cuts.
const (
	FullCut   = media.Full
	WideCut   = media.Wide
	SquareCut = media.Square
)

// Rendition is one size of one cut: see media.Rendition.
type Rendition = media.Rendition

// Renditions are the sizes of a cut of a picture, the smallest first; at least one.
func Renditions(m *models.Medium, c Cut) []Rendition { return media.Renditions(m.Width, m.Height, c) }

// picture returns a picture for readers of a language, false where it may no
// longer be shown at a moment.
func (n *Newsroom) picture(m *models.Medium, l locale.Tag, at models.Instant) (Picture, bool) {
	if m.Expired(at) {
		return Picture{}, false
	}
	order := n.locales.Order(l)
	return Picture{
		Medium:  m,
		Alt:     pick(order, "", func(t locale.Tag) string { return textOf(m, t).Alt }),
		Credit:  pick(order, "", func(t locale.Tag) string { return textOf(m, t).Credit }),
		Caption: textOf(m, l).Caption,
	}, true
}

// pictures returns pictures for readers of a language, by id; those that may not
// be shown at the moment are left out.
func (n *Newsroom) pictures(ctx context.Context, r store.Reader, at models.Instant, l locale.Tag, ids []int64) (map[int64]Picture, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := r.MediaByID(ctx, ids)
	found := make(map[int64]Picture, len(list))
	for i := range list {
		if p, ok := n.picture(&list[i], l, at); ok {
			found[p.ID] = p
		}
	}
	return found, err
}

// picturesOf are the ids of the pictures that a story shows: at its head, in its
// text.
func picturesOf(a *models.Article, c *models.Content) []int64 {
	ids := text.Media(c.Body)
	if a.CoverID != nil && !slices.Contains(ids, *a.CoverID) {
		ids = append(ids, *a.CoverID)
	}
	return ids
}

// coversOf are the ids of the pictures at the heads of stories.
func coversOf(list []models.Publication) []int64 {
	var ids []int64
	for i := range list {
		if a := list[i].Article; a != nil && a.CoverID != nil && !slices.Contains(ids, *a.CoverID) {
			ids = append(ids, *a.CoverID)
		}
	}
	return ids
}

// Variant names a print in an address: cut, width and edition, as in "wide-640-3".
func Variant(m *models.Medium, r Rendition) string {
	return r.Name() + "-" + strconv.Itoa(m.Edition)
}

// Print is a file that shows a picture.
type Print struct {
	Data []byte
	// Type is its media type.
	Type string
	// Medium is the picture it is of, Rendition its size and cut.
	Medium    *models.Medium
	Rendition Rendition
	// Current says that the address named the present edition. Where it did not,
	// there are no data: the present ones are elsewhere.
	Current bool
}

// PublicPrint returns a print of a picture that something shows in public at a
// moment; any other is errs.NotFound. variant is cut, width and edition, name the
// picture's with the ending of the format.
func (n *Newsroom) PublicPrint(ctx context.Context, at models.Instant, id int64, variant, name string) (*Print, error) {
	const op = "cms.PublicPrint"
	r := n.store.Read()
	m, err := r.Medium(ctx, id)
	if err != nil || m.Expired(at) {
		return nil, notFound(op, err)
	}
	public, err := r.MediumIsPublic(ctx, id, n.locales.Tags(), at)
	if err != nil || !public {
		return nil, notFound(op, err)
	}
	p, err := n.printOf(ctx, m, variant, name)
	return p, errs.Wrap(op, err)
}

// MediumPrint returns a print of any picture of the library to somebody who may
// upload; others get errs.Forbidden.
func (n *Newsroom) MediumPrint(ctx context.Context, by Actor, id int64, variant, name string) (*Print, error) {
	const op = "cms.MediumPrint"
	if err := allow(by, rights.UploadMedia, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	m, err := n.store.Read().Medium(ctx, id)
	if err != nil {
		return nil, notFound(op, err)
	}
	p, err := n.printOf(ctx, m, variant, name)
	return p, errs.Wrap(op, err)
}

// PreviewPrint returns a print of a picture that the draft behind a preview link
// shows; any other is errs.NotFound.
func (n *Newsroom) PreviewPrint(ctx context.Context, token string, id int64, variant, name string) (*Print, error) {
	const op = "cms.PreviewPrint"
	p, err := n.OpenPreview(ctx, token)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	shown, ok := p.Story.Pictures[id]
	if !ok {
		return nil, notFound(op, nil)
	}
	out, err := n.printOf(ctx, shown.Medium, variant, name)
	return out, errs.Wrap(op, err)
}

// notFound is what everybody gets who asks for what is not there, or not for them.
func notFound(op string, err error) error {
	if err == nil || errs.Is(err, errs.NotFound) {
		return errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	return errs.Wrap(op, err)
}

// printOf finds the file that an address names.
func (n *Newsroom) printOf(ctx context.Context, m *models.Medium, variant, name string) (*Print, error) {
	base, ext, _ := strings.Cut(name, ".")
	i := strings.LastIndexByte(variant, '-')
	if i < 0 || base != m.Name || !slices.Contains(printFormats(), ext) {
		return nil, notFound("cms", nil)
	}
	edition, err := strconv.Atoi(variant[i+1:])
	if err != nil || edition < 1 || edition > m.Edition {
		return nil, notFound("cms", nil)
	}
	all := media.AllRenditions(m.Width, m.Height)
	at := slices.IndexFunc(all, func(r Rendition) bool { return r.Name() == variant[:i] })
	if at < 0 {
		if edition == m.Edition {
			return nil, notFound("cms", nil)
		}
		at = len(media.Renditions(m.Width, m.Height, media.Full)) - 1 // of another size by now: the whole of it
	}
	p := &Print{Medium: m, Rendition: all[at], Current: edition == m.Edition, Type: "image/webp"}
	if ext == "jpg" {
		p.Type = "image/jpeg"
	}
	if p.Current {
		p.Data, err = n.printFile(ctx, m, p.Rendition, ext)
	}
	return p, err
}

// printFile returns a print, and makes it first where there is none yet. Those who
// ask for it at the same time wait for the same work.
func (n *Newsroom) printFile(ctx context.Context, m *models.Medium, r Rendition, ext string) ([]byte, error) {
	key := printKey(m, r, ext)
	data, err := n.files.Get(ctx, key)
	if !errs.Is(err, errs.NotFound) {
		return data, err
	}
	_, err, _ = n.printing.Do(printKey(m, r, ""), func() (any, error) {
		// Others wait for it, so it goes on when the first one has gone.
		ctx := context.WithoutCancel(ctx)
		p, err := n.openPicture(ctx, m)
		if err != nil {
			return nil, err
		}
		return nil, n.print(ctx, m, p, []Rendition{r})
	})
	if err != nil {
		return nil, err
	}
	return n.files.Get(ctx, key)
}
