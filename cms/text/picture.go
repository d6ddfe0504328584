package text

import (
	"html/template"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// mediaScheme begins the address of a picture of the media library.
const mediaScheme = "media:"

// MediumURL is the address by which an image block shows a picture of the media
// library.
func MediumURL(id int64) string { return mediaScheme + strconv.FormatInt(id, 10) }

// MediumID returns the id in such an address, and says false for any other.
func MediumID(url string) (int64, bool) {
	digits, ok := strings.CutPrefix(url, mediaScheme)
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil && id > 0
}

// Media returns the ids of the pictures of the library that the body shows, each
// once, in order.
func Media(body models.Body) []int64 {
	var ids []int64
	seen := make(map[int64]bool)
	for i := range body {
		if body[i].Kind != models.Image {
			continue
		}
		if id, ok := MediumID(body[i].URL); ok && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}

// Picture is a picture of the library as a page shows it.
type Picture struct {
	// Files are the sizes that there are, the smallest first; at least one.
	Files []PictureFile
	// Sizes says how wide the page shows it, as the attribute of that name does.
	Sizes string
	// Alt stands for it where it cannot be seen, in AltLang where that is not the
	// page's language.
	Alt     string
	AltLang locale.Tag
	// Caption and Credit are plain text. Credit is in CreditLang where that is
	// not the page's language.
	Caption    string
	Credit     string
	CreditLang locale.Tag
	// Eager says that readers see it first: it is not to wait until they come
	// near.
	Eager bool
}

// PictureFile is one size of a picture, in pixels, and where it is as each kind
// of file.
type PictureFile struct {
	Width, Height int
	WebP, JPEG    string
}

// Figure renders a picture with its caption and credit.
func (p *Picture) Figure() template.HTML {
	var w htmlWriter
	w.figure(p, escapeText(p.Caption))
	return template.HTML(w.b.String()) //nolint:gosec // every value in it is escaped
}

// Image renders a picture alone, as part of something that says more of it.
func (p *Picture) Image() template.HTML {
	var w htmlWriter
	w.picture(p)
	return template.HTML(w.b.String()) //nolint:gosec // every value in it is escaped
}

// figure writes a picture. caption is markup of ours.
func (w *htmlWriter) figure(p *Picture, caption string) {
	w.write(`<figure class="image">`)
	w.picture(p)
	if caption != "" || p.Credit != "" {
		w.write("<figcaption>", caption)
		if p.Credit != "" {
			if caption != "" {
				w.write(" ")
			}
			w.write(`<span class="credit"`, langAttribute(p.CreditLang), ">", escapeText(p.Credit), "</span>")
		}
		w.write("</figcaption>")
	}
	w.write("</figure>\n")
}

func (w *htmlWriter) picture(p *Picture) {
	last := p.Files[len(p.Files)-1]
	sizes := ""
	if p.Sizes != "" {
		sizes = ` sizes="` + escapeAttribute(p.Sizes) + `"`
	}
	loading := ` loading="lazy" decoding="async"`
	if p.Eager {
		loading = ` fetchpriority="high"`
	}
	w.write(`<picture><source type="image/webp" srcset="`, p.srcset(func(f PictureFile) string { return f.WebP }), `"`, sizes, ">",
		`<img src="`, escapeAttribute(last.JPEG), `" srcset="`, p.srcset(func(f PictureFile) string { return f.JPEG }), `"`, sizes,
		` width="`, strconv.Itoa(last.Width), `" height="`, strconv.Itoa(last.Height),
		`" alt="`, escapeAttribute(p.Alt), `"`, langAttribute(p.AltLang), loading, "></picture>")
}

func (p *Picture) srcset(address func(PictureFile) string) string {
	list := make([]string, len(p.Files))
	for i, f := range p.Files {
		list[i] = escapeAttribute(address(f)) + " " + strconv.Itoa(f.Width) + "w"
	}
	return strings.Join(list, ", ")
}

func langAttribute(l locale.Tag) string {
	if l == "" {
		return ""
	}
	return ` lang="` + escapeAttribute(string(l)) + `"`
}
