package main

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/config"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/locales"
)

func TestEverySettingOfTheConfigurationIsExplainedOnTheSettingsScreen(t *testing.T) {
	t.Parallel()
	messages, err := i18n.Load(locales.FS, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range messages.Langs() {
		p, _ := messages.Printer(lang)
		for _, s := range config.Settings() {
			key := "admin.config." + strings.ToLower(strings.TrimPrefix(s.Name, "QALAM_"))
			if _, ok := p.Known(key); !ok {
				t.Errorf("%s has no meaning in %s: add %s", s.Name, lang, key)
			}
		}
	}
}
