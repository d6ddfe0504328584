package cms

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Limits of the settings: characters of the texts, and stories on the front page.
const (
	MaxSiteName        = 100
	MaxSiteDescription = 300
	MaxImprint         = 2000
	MaxRegistration    = 300
	MaxNewest          = 40
	MaxBlock           = 12
)

// MayAdminister reports whether the actor may see and change the settings.
func (n *Newsroom) MayAdminister(by Actor) bool { return allow(by, rights.Administer, nil, "") == nil }

// Settings returns what the newsroom has set; it needs the right to administer.
func (n *Newsroom) Settings(ctx context.Context, by Actor) (*models.Settings, error) {
	const op = "cms.Settings"
	if err := allow(by, rights.Administer, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	s, err := n.store.Read().Settings(ctx)
	return s, errs.Wrap(op, err)
}

// ChangeSettings sets everything but the pages of the footer, for which there is
// PlacePage; it needs the right to administer. version is the one that the input
// started from; another is errs.Conflict. A text that is too long is errs.Invalid
// and named in the error's arguments: "field", as in the data's JSON, and
// "locale".
func (n *Newsroom) ChangeSettings(ctx context.Context, by Actor, version int, in models.SettingsData) error {
	return n.changeSettings(ctx, "cms.ChangeSettings", by, version, func(w *work, d *models.SettingsData) error {
		in.Footer = d.Footer
		if err := w.cleanSettings(ctx, d, &in); err != nil {
			return err
		}
		*d = in
		return nil
	})
}

// changeSettings runs change on the settings and writes them where that made a
// difference.
func (n *Newsroom) changeSettings(ctx context.Context, op string, by Actor, version int, change func(w *work, d *models.SettingsData) error) error {
	return n.write(ctx, op, by, func(w *work) error {
		if err := w.allow(rights.Administer, nil, ""); err != nil {
			return err
		}
		s, err := w.Settings(ctx)
		if err != nil {
			return err
		}
		if s.Version != version {
			return changedMeanwhile()
		}
		before, err := settled(s.Data)
		if err != nil {
			return err
		}
		if err := change(w, &s.Data); err != nil {
			return err
		}
		after, err := settled(s.Data)
		if err != nil || reflect.DeepEqual(before, after) {
			return err
		}
		s.UpdatedAt = w.now
		if err := w.UpdateSettings(ctx, s); err != nil {
			return err
		}
		for key := range before {
			if reflect.DeepEqual(before[key], after[key]) {
				delete(before, key)
				delete(after, key)
			}
		}
		return w.event(ctx, models.SettingsUpdated, 0, "", map[string]any{"before": before, "after": after, "version": s.Version})
	})
}

// settled returns settings as the journal keeps them.
func settled(d models.SettingsData) (map[string]any, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	fields := map[string]any{}
	return fields, json.Unmarshal(text, &fields)
}

// cleanSettings checks and cleans what is to be set. Texts in languages that the site
// does not have just now stay as they were.
func (w *work) cleanSettings(ctx context.Context, was, d *models.SettingsData) error {
	for _, text := range []struct {
		field string
		was   models.Names
		names *models.Names
		limit int
		clean func(string) string
	}{
		{"name", was.Name, &d.Name, MaxSiteName, plainLine},
		{"description", was.Description, &d.Description, MaxSiteDescription, plainLine},
		{"imprint", was.Imprint, &d.Imprint, MaxImprint, plainLines},
		{"registration", was.Registration, &d.Registration, MaxRegistration, plainLine},
	} {
		clean := models.Names{}
		for l, s := range text.was {
			if _, ok := w.n.locales.Lookup(l); !ok {
				clean[l] = s
			}
		}
		for _, l := range w.n.locales.All() {
			s := text.clean((*text.names)[l.Tag])
			if utf8.RuneCountInString(s) > text.limit {
				return errs.New("cms", errs.Invalid, "error.setting_too_long", errs.Args{
					"language": l.Name, "max": text.limit, "field": text.field, "locale": string(l.Tag),
				})
			}
			if s != "" {
				clean[l.Tag] = s
			}
		}
		*text.names = clean
	}
	if !slices.Contains(models.AgeMarks(), d.AgeMark) {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	return w.cleanFront(ctx, &d.Front)
}

func (w *work) cleanFront(ctx context.Context, f *models.Front) error {
	if f.Newest < 0 || f.Newest > MaxNewest {
		return errs.New("cms", errs.Invalid, "error.front_newest", errs.Args{"max": MaxNewest, "field": "newest"})
	}
	sections, err := w.Sections(ctx)
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	for _, b := range f.Blocks {
		if sectionIn(sections, b.SectionID) == nil || seen[b.SectionID] {
			return errs.New("cms", errs.Invalid, "error.bad_request", nil)
		}
		if b.Stories < 1 || b.Stories > MaxBlock {
			return errs.New("cms", errs.Invalid, "error.front_block", errs.Args{"max": MaxBlock, "field": "blocks", "section": b.SectionID})
		}
		seen[b.SectionID] = true
	}
	return nil
}

// plainLines cleans a text of plain lines; empty ones are left out.
func plainLines(s string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r", "\n")) {
		if line = plainLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// SiteInfo is what stands around every page of the site in one language.
type SiteInfo struct {
	// Texts and Front are as they were set: what is empty is as the message
	// bundles or the lists have it.
	Name, Description, Registration string
	Imprint                         []string // by paragraph
	AgeMark                         models.AgeMark
	Front                           models.Front
	// Pages are the standing pages of the footer that are live.
	Pages []Version
}

// siteInfo looks up what stands around a page at a moment.
func (n *Newsroom) siteInfo(ctx context.Context, at models.Instant, l locale.Tag) (*SiteInfo, error) {
	r := n.store.Read()
	s, err := r.Settings(ctx)
	if err != nil {
		return nil, err
	}
	d := &s.Data
	info := &SiteInfo{
		Name: d.Name[l], Description: d.Description[l], Registration: d.Registration[l], AgeMark: d.AgeMark, Front: d.Front,
	}
	if text := d.Imprint[l]; text != "" {
		info.Imprint = strings.Split(text, "\n")
	}
	if len(d.Footer) == 0 {
		return info, nil
	}
	live, err := r.LivePages(ctx, d.Footer, l, at)
	for _, p := range live {
		info.Pages = append(info.Pages, Version{Locale: l, Slug: p.Content.Slug, ArticleID: p.ArticleID, Title: p.Content.Title})
	}
	slices.SortFunc(info.Pages, func(a, b Version) int {
		return slices.Index(d.Footer, a.ArticleID) - slices.Index(d.Footer, b.ArticleID)
	})
	return info, err
}
