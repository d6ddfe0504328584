package cms

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/models"
)

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
