package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	eventStream = "text/event-stream"
	// eventEvery is how often a stream looks for something new.
	eventEvery = time.Second
	// quietTicks is after how many looks a stream says that it is still there.
	quietTicks = 15
)

// stoppingKey finds in a request's context the channel that is closed when the
// server is asked to stop.
type stoppingKey struct{}

// Events answers with server-sent events: "changed", with the state as its data,
// whenever look returns another state than the one before, or than the client has
// seen (in the query as seen). It ends when the client goes, when the server stops
// and when look fails, whose error is told to nobody: clients come back and get it
// as the answer to their request.
func Events(c echo.Context, look func(ctx context.Context) (state string, err error)) error {
	ctx := c.Request().Context()
	seen := c.QueryParam("seen")
	state, err := look(ctx)
	if err != nil {
		return err
	}
	w := c.Response()
	w.Header().Set("Content-Type", eventStream)
	w.Header().Set("X-Accel-Buffering", "no") // proxies pass on each event at once
	w.WriteHeader(http.StatusOK)
	if err := http.NewResponseController(w).SetWriteDeadline(zeroTime()); err != nil {
		return err
	}
	ticker := time.NewTicker(eventEvery)
	defer ticker.Stop()
	stopping, _ := ctx.Value(stoppingKey{}).(<-chan struct{})
	for quiet := 0; ; quiet++ {
		if state != seen || quiet%quietTicks == 0 {
			if sendEvent(w, state, seen) != nil {
				return nil // The client has gone.
			}
			seen = state
		}
		select {
		case <-ctx.Done():
			return nil
		case <-stopping:
			return nil
		case <-ticker.C:
		}
		if state, err = look(ctx); err != nil {
			return nil // See above.
		}
	}
}

// sendEvent tells of a new state, or with a remark that nothing is new.
func sendEvent(w *echo.Response, state, seen string) error {
	event := ": still here\n\n"
	if state != seen {
		event = fmt.Sprintf("event: changed\ndata: %s\n\n", state)
	}
	if _, err := w.Write([]byte(event)); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
