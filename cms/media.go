package cms

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/models"
)

// MediaFiles keeps the files of the media library. Keys are paths with slashes.
// It is the seam at which a folder can become a store of objects.
type MediaFiles interface {
	// Put keeps data under a key: the whole of it, or nothing.
	Put(ctx context.Context, key string, data []byte) error
	// Get returns what is kept under a key; nothing is errs.NotFound.
	Get(ctx context.Context, key string) ([]byte, error)
	// Has reports whether anything is kept under a key.
	Has(ctx context.Context, key string) (bool, error)
	// Delete forgets everything under the key and those below it.
	Delete(ctx context.Context, key string) error
}

// Limits of what is said of a picture, in characters.
const (
	MaxAlt     = 500
	MaxCaption = 1000
	MaxCredit  = 200
	MaxLicence = 300
)

// MaxUpload is how large the file of a picture may be, in bytes.
const MaxUpload = media.MaxFile

// MediumText is what a picture says in one language.
type MediumText struct{ Alt, Caption, Credit string }

// mediumFolder is where the files of a picture are.
func mediumFolder(digest string) string { return path.Join(digest[:2], digest) }

// masterKey is where the picture itself is, of which its prints are made.
func masterKey(m *models.Medium) string {
	return path.Join(mediumFolder(m.Digest), "picture."+m.Format)
}

// printKey is where a print is. A cut lies elsewhere when the focus has moved, so
// that those that are being looked at stay.
func printKey(m *models.Medium, r media.Rendition, ext string) string {
	name := r.Name()
	if r.Cut != media.Full {
		name += "@" + strconv.Itoa(m.FocusX) + "-" + strconv.Itoa(m.FocusY)
	}
	return path.Join(mediumFolder(m.Digest), name+"."+ext)
}

// mayChange reports whether the actor may change what is not in any language: the
// editors of the library may, and whoever uploaded the picture.
func mayChange(by Actor, m *models.Medium) bool {
	own := by.UserID != nil && m.UserID != nil && *by.UserID == *m.UserID
	return rights.Can(by, rights.EditMedia, rights.Target{}) || own && rights.Can(by, rights.UploadMedia, rights.Target{})
}

// mayDescribe reports whether the actor may say what a picture says in a language:
// those who may change it may, and those who translate into the language.
func mayDescribe(by Actor, m *models.Medium, l locale.Tag) bool {
	return mayChange(by, m) || rights.Can(by, rights.Translate, rights.Target{Locale: l})
}

// UploadInput is a picture to be added to the library.
type UploadInput struct {
	// Name is what the file was called.
	Name string
	Data []byte
	// Texts and Licence may be empty; editors add them later.
	Texts   map[locale.Tag]MediumText
	Licence string
}

// AddMedium adds a picture to the library, and returns it; the one that is there
// already where it was made of the same file. What is no picture that the newsroom
// takes is errs.Invalid or errs.TooLarge.
func (n *Newsroom) AddMedium(ctx context.Context, by Actor, in UploadInput) (m *models.Medium, added bool, err error) {
	return n.addMedium(ctx, by, in, media.AllRenditions)
}

// addMedium adds a picture and makes some of the prints that readers get of it; the
// others are made when somebody asks for them.
func (n *Newsroom) addMedium(
	ctx context.Context, by Actor, in UploadInput, prints func(w, h int) []media.Rendition,
) (m *models.Medium, added bool, err error) {
	const op = "cms.AddMedium"
	if err := allow(by, rights.UploadMedia, nil, ""); err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	m = &models.Medium{Name: n.fileName(in.Name), FocusX: 500, FocusY: 500, UserID: by.UserID, Licence: plainLine(in.Licence)}
	for l, t := range in.Texts {
		if err := describe(m, l, t); err != nil {
			return nil, false, errs.Wrap(op, err)
		}
	}
	there, p, err := n.develop(ctx, in.Data)
	if err != nil || there != nil {
		return there, false, errs.Wrap(op, err)
	}
	takePicture(m, p)
	if err := n.files.Put(ctx, masterKey(m), p.Encoded); err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	if err := n.print(ctx, m, p, prints(p.Width, p.Height)); err != nil {
		return nil, false, errs.Wrap(op, err)
	}
	err = n.write(ctx, op, by, func(w *work) error {
		there, err = w.MediumByDigest(ctx, m.Digest)
		if err != nil || there != nil { // somebody else was faster
			return err
		}
		m.CreatedAt, m.UpdatedAt = w.now, w.now
		if err := w.CreateMedium(ctx, m, mediumWords(m)); err != nil {
			return err
		}
		return w.event(ctx, models.MediumAdded, 0, "", map[string]any{"medium": m.ID, "name": m.Name, "digest": m.Digest})
	})
	if there != nil {
		return there, false, err
	}
	return m, true, err
}

// develop makes a picture of a file, or returns the medium that was made of it.
func (n *Newsroom) develop(ctx context.Context, file []byte) (*models.Medium, *media.Picture, error) {
	r := n.store.Read()
	there, err := r.MediumByDigest(ctx, media.Digest(file))
	if err != nil || there != nil {
		return there, nil, err
	}
	p, err := n.studio.Develop(ctx, file)
	if err != nil {
		return nil, nil, err
	}
	there, err = r.MediumByDigest(ctx, p.Digest) // two files can be one picture
	return there, p, err
}

func takePicture(m *models.Medium, p *media.Picture) {
	m.Digest, m.Upload, m.Format, m.Width, m.Height = p.Digest, p.Upload, p.Format, p.Width, p.Height
}

// print makes and keeps the files of a picture. They are there before anything
// tells of them; those that nothing comes to tell of are only in the way.
func (n *Newsroom) print(ctx context.Context, m *models.Medium, p *media.Picture, wanted []media.Rendition) error {
	prints, err := n.studio.Prints(ctx, p, wanted, media.Focus{X: m.FocusX, Y: m.FocusY})
	if err != nil {
		return err
	}
	for _, f := range prints {
		if err := n.files.Put(ctx, printKey(m, f.Rendition, f.Ext), f.Data); err != nil {
			return err
		}
	}
	return nil
}

// fileName makes a slug of a file's name, without its ending.
func (n *Newsroom) fileName(name string) string {
	name = plainLine(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	slug := ""
	if l := n.locales.All(); len(l) > 0 {
		slug = l[0].Slug(name)
	}
	if slug == "" {
		return "picture"
	}
	return slug
}

// describe sets what a picture says in a language.
func describe(m *models.Medium, l locale.Tag, t MediumText) error {
	row := models.MediumText{MediumID: m.ID, Locale: l, Alt: plainLine(t.Alt), Caption: plainLine(t.Caption), Credit: plainLine(t.Credit)}
	switch {
	case utf8.RuneCountInString(row.Alt) > MaxAlt:
		return tooMany("error.alt_too_long", MaxAlt)
	case utf8.RuneCountInString(row.Caption) > MaxCaption:
		return tooMany("error.caption_too_long", MaxCaption)
	case utf8.RuneCountInString(row.Credit) > MaxCredit:
		return tooMany("error.credit_too_long", MaxCredit)
	}
	m.Texts = slices.DeleteFunc(m.Texts, func(x models.MediumText) bool { return x.Locale == l })
	if row.Alt != "" || row.Caption != "" || row.Credit != "" {
		m.Texts = append(m.Texts, row)
	}
	return nil
}

// textOf is what a picture says in a language.
func textOf(m *models.Medium, l locale.Tag) MediumText {
	for _, t := range m.Texts {
		if t.Locale == l {
			return MediumText{t.Alt, t.Caption, t.Credit}
		}
	}
	return MediumText{}
}

// mediumWords are the words that a picture is found by, in every language.
func mediumWords(m *models.Medium) []string {
	english, _ := locale.Lookup(locale.English)
	words := append(foldedWords(english, m.Name), foldedWords(english, m.Licence)...)
	for _, t := range m.Texts {
		if l, ok := locale.Lookup(t.Locale); ok {
			words = append(words, foldedWords(l, t.Alt+" "+t.Caption+" "+t.Credit)...)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}
