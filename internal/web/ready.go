package web

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// readiness says whether requests can be served, and with ?verbose which alarms there
// are, a line for each check: its name, and "ok" or "alarm" with how often each alarm is
// raised. Alarms are for people to look into; they never make the program unready.
func (o *Options) readiness(c echo.Context) error {
	if err := o.Ready(c.Request().Context()); err != nil {
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	if !c.QueryParams().Has("verbose") || o.Checks == nil {
		return c.String(http.StatusOK, "ready\n")
	}
	var b strings.Builder
	b.WriteString("ready\n")
	checks, err := o.Checks(c.Request().Context())
	if err != nil { // ready all the same, by its own rule
		o.Log.ErrorContext(c.Request().Context(), "look for alarms", slog.Any("error", err))
		b.WriteString("alarms unknown\n")
	}
	for _, check := range checks {
		state := "ok"
		if len(check.Alarms) > 0 {
			state = "alarm"
		}
		fmt.Fprintf(&b, "%s %s", check.Name, state)
		for _, a := range check.Alarms {
			fmt.Fprintf(&b, " %s=%d", a.Alarm, a.Count)
		}
		b.WriteByte('\n')
	}
	return c.String(http.StatusOK, b.String())
}
