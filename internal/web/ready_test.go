package web_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
)

func TestAlarmsAreCountedForThoseWhoAskAndNeverMakeTheProgramUnready(t *testing.T) {
	t.Parallel()
	checks := []cms.Check{{Name: "releases", Alarms: []cms.AlarmCount{{Alarm: "missed", Count: 2}, {Alarm: "at_risk", Count: 1}}}, {Name: "clock"}}
	const alarms = "ready\nreleases alarm missed=2 at_risk=1\nclock ok\n"
	for _, tt := range []struct {
		name, path  string
		ready, look error
		status      int
		want        string
	}{
		{"ready", "/readyz", nil, nil, 200, "ready\n"},
		{"with alarms", "/readyz?verbose", nil, nil, 200, alarms},
		{"with alarms, spelt out", "/readyz?verbose=1", nil, nil, 200, alarms},
		{"not ready", "/readyz", errors.New("away"), nil, 503, "not ready\n"},
		{"not ready, with alarms", "/readyz?verbose", errors.New("away"), nil, 503, "not ready\n"},
		{"nobody can look", "/readyz?verbose", nil, errors.New("away"), 200, "ready\nalarms unknown\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := web.New(web.Options{
				Log: slog.New(slog.DiscardHandler), BaseURL: &url.URL{Scheme: "https", Host: "news.example"},
				Ready: func(context.Context) error { return tt.ready },
				Checks: func(context.Context) ([]cms.Check, error) {
					if tt.look != nil {
						return nil, tt.look
					}
					return checks, nil
				},
				Fronts: map[string]web.Front{"": refusing{}},
			})
			got := httptest.NewRecorder()
			h.ServeHTTP(got, httptest.NewRequestWithContext(t.Context(), "GET", tt.path, nil))
			if got.Code != tt.status || got.Body.String() != tt.want {
				t.Errorf("got %d %q, want %d %q", got.Code, got.Body, tt.status, tt.want)
			}
		})
	}
}
