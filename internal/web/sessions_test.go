package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/web"
)

// desk is a server whose pages use a session, and one browser's cookie.
type desk struct {
	echo   *echo.Echo
	clock  *testkit.Clock
	cookie string
}

// get asks for a page and returns what it says.
func (d *desk) get(path string, headers ...string) string {
	req := httptest.NewRequest(http.MethodGet, path, http.NoBody)
	req.Header.Set("Cookie", d.cookie)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	d.echo.ServeHTTP(rec, req)
	if set := rec.Header().Get("Set-Cookie"); set != "" {
		d.cookie, _, _ = strings.Cut(set, ";")
	}
	return rec.Body.String()
}

// newDesk returns a desk with "/say", which leaves a message for the next page, "/look",
// which shows it, and "/slow", which says on begun that it has been asked for and waits
// for end.
func newDesk(t *testing.T, s *store.Store, begun chan<- bool, end <-chan bool) *desk {
	t.Helper()
	clock := testkit.NewClock(testkit.Moment())
	sessions := web.NewSessions(cms.New(cms.Options{Store: s, Now: clock.Now}), false)
	e := echo.New()
	e.Use(sessions.Middleware())
	e.GET("/say", func(c echo.Context) error {
		sessions.Flash(c.Request().Context(), "saved")
		return c.NoContent(http.StatusOK)
	})
	e.GET("/look", func(c echo.Context) error { return c.String(http.StatusOK, sessions.TakeFlash(c.Request())) })
	e.GET("/slow", func(c echo.Context) error {
		begun <- true
		<-end
		return c.NoContent(http.StatusOK)
	})
	return &desk{echo: e, clock: clock}
}

// Screens ask for parts while a form is sent and its page is fetched. All have one session.
func TestWhatHasBeenDoneIsSaidOnceWhateverElseIsAskedFor(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		begun, end := make(chan bool), make(chan bool)
		d := newDesk(t, s, begun, end)
		// beside does something while a part is being made.
		beside := func(do func()) {
			part, done := *d, make(chan bool)
			go func() {
				part.get("/slow")
				close(done)
			}()
			<-begun
			do()
			end <- true
			<-done
		}
		want := func(what, message string, headers ...string) {
			t.Helper()
			if got := d.get("/look", headers...); got != message {
				t.Errorf("%s: %q", what, got)
			}
		}
		want("at first", "")
		d.get("/say")
		want("a page", "saved")
		want("the next page", "")
		beside(func() { d.get("/say") })
		want("with a part asked for before", "saved")
		d.get("/say")
		beside(func() { want("while a part is asked for", "saved") })
		want("after that part", "")
		d.clock.Advance(time.Hour) // so that the use of the session has to be kept
		d.get("/say")
		d.clock.Advance(time.Hour)
		beside(func() { want("an hour later", "saved") })
		want("after that part", "")
		d.get("/say")
		want("for a script", "", "Sec-Fetch-Dest", "empty")
		want("for who looks", "saved", "Sec-Fetch-Dest", "document")
	})
}
