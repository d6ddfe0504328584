package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// settingsPath is where the settings are.
const settingsPath = Prefix + "/settings"

// Variable is a variable of the program's configuration, with its effective value as
// it may be shown.
type Variable struct{ Name, Value string }

// settingsScreen is what the newsroom has set, and what the operator has.
type settingsScreen struct {
	settingsForm

	Pages         []footerPage
	Configuration []variable
	MaxNewest     int
	MaxBlock      int
}

// settingsForm is the form of the settings as it was filled in.
type settingsForm struct {
	Version int
	Texts   []siteTexts
	Ages    []models.AgeMark
	Age     models.AgeMark
	Newest  string
	Urgent  bool
	// Sections may have a block on the front page each.
	Sections []frontSection
	// Wrong names the field that was refused, as its id.
	Wrong string
}

// siteTexts is what the site says of itself in one language.
type siteTexts struct {
	Language                                 language
	Name, Description, Imprint, Registration string
	// OwnName and OwnDescription stand where nothing is set.
	OwnName, OwnDescription string
}

// frontSection is a section and how many stories its block shows; empty for none.
type frontSection struct {
	ID      int64
	Label   cms.Label
	Stories string
}

// footerPage is a standing page and its place in the footer.
type footerPage struct {
	cms.StandingPage

	URL string
	// Languages are those in which it is public.
	Languages []language
}

// variable is a variable of the configuration, explained.
type variable struct {
	Variable

	Meaning string
}

func (a *Admin) settingsForm(r *request) error {
	s, err := a.newsroom.Settings(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	form, err := a.settingsOf(r, s)
	if err != nil {
		return err
	}
	return a.showSettings(r, http.StatusOK, nil, form)
}

func (a *Admin) showSettings(r *request, status int, problem error, form settingsForm) error {
	form.Ages = models.AgeMarks()
	body := settingsScreen{settingsForm: form, MaxNewest: cms.MaxNewest, MaxBlock: cms.MaxBlock}
	var err error
	if body.Pages, err = a.footerPages(r); err != nil {
		return err
	}
	for _, v := range a.configuration {
		key := "admin.config." + strings.ToLower(strings.TrimPrefix(v.Name, "QALAM_"))
		body.Configuration = append(body.Configuration, variable{v, r.p.T(key)})
	}
	p := page{Title: r.p.T("admin.settings.title"), Active: "settings"}
	if problem != nil {
		p.Problem, body.Wrong = r.p.Error(problem), wrongSetting(problem)
	}
	p.Body = body
	return a.show(r, status, "settings", p)
}

// wrongSetting is the id of the field that an error is about, empty where that is none.
func wrongSetting(err error) string {
	_, _, args := errs.Public(err)
	field, _ := args["field"].(string)
	if l, ok := args["locale"].(string); ok {
		field += "-" + l
	}
	if section, ok := args["section"].(int64); ok {
		field += "-" + strconv.FormatInt(section, 10)
	}
	return field
}

// settingsOf is the form of what is set.
func (a *Admin) settingsOf(r *request, s *models.Settings) (settingsForm, error) {
	d := &s.Data
	form := settingsForm{Version: s.Version, Age: d.AgeMark, Newest: digits(d.Front.Newest), Urgent: d.Front.UrgentFirst}
	for _, l := range a.newsroom.Locales().All() {
		form.Texts = append(form.Texts, a.siteTexts(l, d.Name[l.Tag], d.Description[l.Tag], d.Imprint[l.Tag], d.Registration[l.Tag]))
	}
	sections, err := a.sections(r, 0)
	for _, c := range sections {
		section := frontSection{ID: c.ID, Label: c.Label}
		for _, b := range d.Front.Blocks {
			if b.SectionID == c.ID {
				section.Stories = digits(b.Stories)
			}
		}
		form.Sections = append(form.Sections, section)
	}
	return form, err
}

func (a *Admin) siteTexts(l *locale.Locale, name, description, imprint, registration string) siteTexts {
	p := a.printer(string(i18n.For(l.Tag)))
	return siteTexts{language{l.Tag, l.Name}, name, description, imprint, registration, p.T("site.name"), p.T("site.description")}
}

// digits writes a number as its field has it, empty for 0.
func digits(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// figure reads such a field. What is no number is one that is refused.
func figure(s string) int {
	if s = strings.TrimSpace(s); s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

func (a *Admin) footerPages(r *request) ([]footerPage, error) {
	list, err := a.newsroom.StandingPages(r.Request().Context(), r.by, a.contentLocale(r))
	pages := make([]footerPage, len(list))
	for i, p := range list {
		pages[i] = footerPage{StandingPage: p, URL: storiesPath + "/" + strconv.FormatInt(p.ArticleID, 10)}
		for _, tag := range p.Live {
			if l, ok := a.newsroom.Locales().Lookup(tag); ok {
				pages[i].Languages = append(pages[i].Languages, language{l.Tag, l.Name})
			}
		}
	}
	return pages, err
}
