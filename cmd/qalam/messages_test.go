package main

import (
	"log/slog"
	"testing"

	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/locales"
	"github.com/qalam-cms/qalam/models"
)

func TestEveryStateKindAndRoleHasAName(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, s := range models.Stages() {
		keys = append(keys, "admin.stage."+string(s), "admin.stage_button."+string(s))
	}
	for _, k := range models.ArticleKinds() {
		keys = append(keys, "admin.kind."+string(k))
	}
	for _, r := range []models.Role{models.RoleAuthor, models.RoleTranslator, models.RoleReviewer, models.RoleEditor, models.RoleAdmin} {
		keys = append(keys, "admin.role."+string(r))
	}
	// The sections of the demonstration, and the one where stories go that
	// name none.
	for _, s := range []string{"news", "climate", "culture", "economy", "opinion", "science", "society", "sport", "technology", "transport"} {
		keys = append(keys, "section.known."+s)
	}
	bundle, err := i18n.Load(locales.FS, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range bundle.Langs() {
		p, _ := bundle.Printer(lang)
		for _, key := range keys {
			if _, ok := p.Known(key); !ok {
				t.Errorf("%s: no message %s", lang, key)
			}
		}
	}
}
