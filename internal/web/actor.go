package web

import (
	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
)

const actorKey = "actor"

// SetActor tells the handlers of a request who is logged in: the admin knows, and
// the site shows some pages to them alone.
func SetActor(c echo.Context, by cms.Actor) { c.Set(actorKey, by) }

// ActorOf returns who is logged in, somebody without any rights where nobody is.
func ActorOf(c echo.Context) cms.Actor {
	by, _ := c.Get(actorKey).(cms.Actor)
	return by
}
