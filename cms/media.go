package cms

import (
	"context"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
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

// MediumInput is what people change of a picture.
type MediumInput struct {
	// Texts are those of the languages that are changed; others stay.
	Texts map[locale.Tag]MediumText
	// Facts are the rest; null leaves it as it is.
	Facts *MediumFacts
}

// MediumFacts is what a picture has in no language.
type MediumFacts struct {
	// FocusX and FocusY are in thousandths from the upper left.
	FocusX, FocusY int
	Licence        string
	// LastDay is the last day on which it may be shown, "2026-12-31" in the
	// newsroom's zone; empty is no end.
	LastDay string
}

// ChangeMedium changes what is said of a picture and how it is cut. version is the
// one that the input started from; another is errs.Conflict.
func (n *Newsroom) ChangeMedium(ctx context.Context, by Actor, id int64, version int, in MediumInput) error {
	const op = "cms.ChangeMedium"
	m, err := n.mediumFor(ctx, by, id)
	if err != nil {
		return errs.Wrap(op, err)
	}
	before := *m
	before.Texts = slices.Clone(m.Texts)
	if err := n.changeMedium(by, m, in); err != nil {
		return errs.Wrap(op, err)
	}
	if m.Version != version {
		return errs.New(op, errs.Conflict, "error.changed_meanwhile", nil)
	}
	data := mediumChanges(&before, m)
	if len(data) == 0 {
		return nil
	}
	moved := m.FocusX != before.FocusX || m.FocusY != before.FocusY
	if moved {
		m.Edition++
		if err := n.cutAnew(ctx, m); err != nil {
			return errs.Wrap(op, err)
		}
	}
	err = n.write(ctx, op, by, func(w *work) error {
		m.UpdatedAt = w.now
		if err := w.UpdateMedium(ctx, m, mediumWords(m)); err != nil {
			return err
		}
		data["medium"], data["name"] = m.ID, m.Name
		return w.event(ctx, models.MediumChanged, 0, "", data)
	})
	if err == nil && moved {
		n.forgetCuts(ctx, &before)
	}
	return err
}

// changeMedium puts the input into m, as far as the actor may.
func (n *Newsroom) changeMedium(by Actor, m *models.Medium, in MediumInput) error {
	for l, t := range in.Texts {
		if _, err := n.enabled(l); err != nil {
			return err
		}
		if textOf(m, l) == t {
			continue
		}
		if !mayDescribe(by, m, l) {
			return errs.New("rights", errs.Forbidden, "error.forbidden", nil)
		}
		if err := describe(m, l, t); err != nil {
			return err
		}
	}
	if in.Facts == nil {
		return nil
	}
	f := *in.Facts
	if !mayChange(by, m) {
		return errs.New("rights", errs.Forbidden, "error.forbidden", nil)
	}
	m.FocusX, m.FocusY = min(max(f.FocusX, 0), 1000), min(max(f.FocusY, 0), 1000)
	m.Licence = plainLine(f.Licence)
	if utf8.RuneCountInString(m.Licence) > MaxLicence {
		return tooMany("error.licence_too_long", MaxLicence)
	}
	var err error
	m.ExpiresAt, err = n.endOfDay(f.LastDay)
	return err
}

// endOfDay is the moment after a day of the newsroom's; null for no day.
func (n *Newsroom) endOfDay(day string) (*models.Instant, error) {
	if day == "" {
		return nil, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, day, n.zone)
	if err != nil || t.Year() < 1970 || t.Year() > 9990 {
		return nil, errs.New("cms", errs.Invalid, "error.day_unreadable", errs.Args{"day": day})
	}
	at := models.At(t.AddDate(0, 0, 1))
	return &at, nil
}

// LastDay is the last day of the newsroom's on which a picture may be shown, as
// MediumFacts has it; empty where there is no end.
func (n *Newsroom) LastDay(m *models.Medium) string {
	if m.ExpiresAt == nil {
		return ""
	}
	return m.ExpiresAt.Add(-time.Millisecond).In(n.zone).Format(time.DateOnly)
}

// mediumChanges says what differs, before and after, for the journal.
func mediumChanges(before, after *models.Medium) map[string]any {
	data := map[string]any{}
	note := func(name string, was, is any) {
		if was != is {
			data[name] = map[string]any{"before": was, "after": is}
		}
	}
	note("focus", [2]int{before.FocusX, before.FocusY}, [2]int{after.FocusX, after.FocusY})
	note("licence", before.Licence, after.Licence)
	note("expires", instantOf(before.ExpiresAt), instantOf(after.ExpiresAt))
	for _, t := range append(slices.Clone(before.Texts), after.Texts...) {
		note("text."+string(t.Locale), textOf(before, t.Locale), textOf(after, t.Locale))
	}
	return data
}

func instantOf(at *models.Instant) models.Instant {
	if at == nil {
		return 0
	}
	return *at
}

// cutAnew makes the cuts of a picture around its focus.
func (n *Newsroom) cutAnew(ctx context.Context, m *models.Medium) error {
	p, err := n.openPicture(ctx, m)
	if err != nil {
		return err
	}
	return n.print(ctx, m, p, cutsOf(m))
}

// openPicture reads a picture of the library.
func (n *Newsroom) openPicture(ctx context.Context, m *models.Medium) (*media.Picture, error) {
	encoded, err := n.files.Get(ctx, masterKey(m))
	if err != nil {
		return nil, err
	}
	return n.studio.Open(ctx, encoded)
}

// cutsOf are the renditions that depend on the focus.
func cutsOf(m *models.Medium) []media.Rendition {
	return slices.DeleteFunc(media.AllRenditions(m.Width, m.Height), func(r media.Rendition) bool { return r.Cut == media.Full })
}

// forgetCuts drops files that nothing leads to any more. One that stays is only in
// the way, so a failure is none.
func (n *Newsroom) forgetCuts(ctx context.Context, m *models.Medium) {
	for _, r := range cutsOf(m) {
		for _, ext := range printFormats() {
			_ = n.files.Delete(ctx, printKey(m, r, ext))
		}
	}
}

// printFormats are the endings of the files that readers get.
func printFormats() []string { return []string{"webp", "jpg"} }

// ReplaceMedium puts another file in the place of a picture, everywhere it is
// shown. A file that another picture was made of is errs.Conflict.
func (n *Newsroom) ReplaceMedium(ctx context.Context, by Actor, id int64, version int, file []byte) error {
	const op = "cms.ReplaceMedium"
	m, err := n.mediumFor(ctx, by, id)
	switch {
	case err != nil:
		return errs.Wrap(op, err)
	case !mayChange(by, m):
		return errs.New(op, errs.Forbidden, "error.forbidden", nil)
	case m.Version != version:
		return errs.New(op, errs.Conflict, "error.changed_meanwhile", nil)
	}
	there, p, err := n.develop(ctx, file)
	if err != nil {
		return errs.Wrap(op, err)
	}
	if there != nil {
		return errs.New(op, errs.Conflict, "error.image_there", errs.Args{"name": there.Name})
	}
	old := *m
	takePicture(m, p)
	m.Edition, m.FocusX, m.FocusY = m.Edition+1, 500, 500
	if err := n.files.Put(ctx, masterKey(m), p.Encoded); err != nil {
		return errs.Wrap(op, err)
	}
	if err := n.print(ctx, m, p, media.AllRenditions(p.Width, p.Height)); err != nil {
		return errs.Wrap(op, err)
	}
	err = n.write(ctx, op, by, func(w *work) error {
		m.UpdatedAt = w.now
		if err := w.UpdateMedium(ctx, m, mediumWords(m)); err != nil {
			return err
		}
		data := map[string]any{"medium": m.ID, "name": m.Name, "before": old.Digest, "digest": m.Digest}
		return w.event(ctx, models.MediumReplaced, 0, "", data)
	})
	if err == nil {
		_ = n.files.Delete(ctx, mediumFolder(old.Digest)) // what stays is only in the way
	}
	return err
}

// DeleteMedium takes a picture out of the library. One that anything shows, or
// ever showed, is errs.Conflict: history keeps it.
func (n *Newsroom) DeleteMedium(ctx context.Context, by Actor, id int64, version int) error {
	const op = "cms.DeleteMedium"
	var m *models.Medium
	err := n.write(ctx, op, by, func(w *work) (err error) {
		if err := w.allow(rights.UploadMedia, nil, ""); err != nil {
			return err
		}
		if m, err = w.Medium(ctx, id); err != nil {
			return err
		}
		if !mayChange(by, m) {
			return errs.New(op, errs.Forbidden, "error.forbidden", nil)
		}
		used, err := w.MediumIsUsed(ctx, id)
		if err != nil {
			return err
		}
		if used {
			return errs.New(op, errs.Conflict, "error.image_used", nil)
		}
		if err := w.DeleteMedium(ctx, id, version); err != nil {
			return err
		}
		return w.event(ctx, models.MediumDeleted, 0, "", map[string]any{"medium": id, "name": m.Name, "digest": m.Digest})
	})
	if err == nil {
		_ = n.files.Delete(ctx, mediumFolder(m.Digest)) // what stays is only in the way
	}
	return err
}

// mediumFor returns a picture to somebody who may see the library.
func (n *Newsroom) mediumFor(ctx context.Context, by Actor, id int64) (*models.Medium, error) {
	if err := allow(by, rights.UploadMedia, nil, ""); err != nil {
		return nil, err
	}
	m, err := n.store.Read().Medium(ctx, id)
	if errs.Is(err, errs.NotFound) {
		return nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return m, err
}
