package admin

import (
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// settingsSave changes what the site says of itself and its front page.
func (a *Admin) settingsSave(r *request) error {
	form, d, err := a.typedSettings(r)
	if err != nil {
		return err
	}
	err = a.newsroom.ChangeSettings(r.Request().Context(), r.by, form.Version, d)
	if correctable(err) && a.newsroom.MayAdminister(r.by) {
		if errs.Is(err, errs.Conflict) {
			// What was typed stays; saving it again is then on purpose.
			now, err := a.newsroom.Settings(r.Request().Context(), r.by)
			if err != nil {
				return err
			}
			form.Version = now.Version
		}
		return a.showSettings(r, statusOf(err), err, form)
	}
	if err != nil {
		return err
	}
	return a.done(r, settingsPath, "admin.settings.saved", nil)
}

// typedSettings reads the form, as it was filled in and as what it means.
func (a *Admin) typedSettings(r *request) (settingsForm, models.SettingsData, error) {
	form := settingsForm{
		Version: int(formID(r, "version")), Age: models.AgeMark(r.FormValue("age")),
		Newest: r.FormValue("newest"), Urgent: r.FormValue("urgent") != "",
	}
	d := models.SettingsData{
		Name: models.Names{}, Description: models.Names{}, Imprint: models.Names{}, Registration: models.Names{},
		AgeMark: form.Age, Front: models.Front{Newest: figure(form.Newest), UrgentFirst: form.Urgent},
	}
	for _, l := range a.newsroom.Locales().All() {
		value := func(name string, to models.Names) string {
			to[l.Tag] = r.FormValue(name + "." + string(l.Tag))
			return to[l.Tag]
		}
		form.Texts = append(form.Texts, a.siteTexts(l,
			value("name", d.Name), value("description", d.Description), value("imprint", d.Imprint), value("registration", d.Registration)))
	}
	sections, err := a.newsroom.Sections(r.Request().Context())
	for i := range sections {
		s := &sections[i]
		typed := r.FormValue("block." + strconv.FormatInt(s.ID, 10))
		form.Sections = append(form.Sections, frontSection{s.ID, a.newsroom.SectionLabel(s, locale.Tag(r.p.Lang())), typed})
		if n := figure(typed); n != 0 {
			d.Front.Blocks = append(d.Front.Blocks, models.FrontBlock{SectionID: s.ID, Stories: n})
		}
	}
	return form, d, err
}

// settingsPage changes the place of a standing page in the footer.
func (a *Admin) settingsPage(r *request) error {
	problem := a.newsroom.PlacePage(r.Request().Context(), r.by, int(formID(r, "version")), formID(r, "page"), cms.PageStep(r.FormValue("step")))
	if problem == nil {
		return a.done(r, settingsPath+"#pages", "admin.settings.page_placed", nil)
	}
	if !correctable(problem) || !a.newsroom.MayAdminister(r.by) {
		return problem
	}
	s, err := a.newsroom.Settings(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	form, err := a.settingsOf(r, s)
	if err != nil {
		return err
	}
	return a.showSettings(r, statusOf(problem), problem, form)
}
