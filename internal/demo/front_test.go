package demo

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestTwoFrontPagesAreArrangedNowAndForTheEvening(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		f := fill(t, s)
		for _, l := range []locale.Tag{locale.English, locale.Kazakh} {
			d, err := f.FrontDesk(t.Context(), f.boss, l, nil)
			if err != nil {
				t.Fatal(err)
			}
			p := d.Page
			if len(d.Ahead) != 1 || p.Edition == nil || len(p.Ticker) == 0 || !p.Picked(p.Stories[0].ArticleID) || !p.Picked(p.Stories[2].ArticleID) {
				t.Fatalf("%s: %d ahead, %d in the ticker, %+v", l, len(d.Ahead), len(p.Ticker), p.Edition)
			}
			next := d.Ahead[0]
			then, err := f.FrontPage(t.Context(), next.LiveFrom, l, models.Front{})
			if err != nil || then.Stories[0].ArticleID != next.Picks[0].ArticleID {
				t.Errorf("%s: what leads in the evening is not the lead, %v", l, err)
			}
		}
		d, err := f.FrontDesk(t.Context(), f.boss, locale.Russian, nil)
		if err != nil || d.Page.Edition != nil || len(d.Ahead) > 0 {
			t.Errorf("nobody arranges the Russian one: %+v, %v", d.Page.Edition, err)
		}
	})
}
