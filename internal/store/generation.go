package store

import (
	"context"
	"strings"
	"sync"

	"github.com/qalam-cms/qalam/models"
)

// loudEvents is the condition of the index events_public, written as it is there, so
// that the database knows it again.
var loudEvents = sync.OnceValue(func() string { //nolint:gochecknoglobals // a constant that a loop writes
	kinds := models.QuietEvents()
	quoted := make([]string, len(kinds))
	for i, k := range kinds {
		quoted[i] = "'" + string(k) + "'"
	}
	return "kind NOT IN (" + strings.Join(quoted, ", ") + ")"
})

// Generation returns the state of the site at a moment: any two questions with
// the same answer show the same site.
func (r Reader) Generation(ctx context.Context, at models.Instant) (models.Generation, error) {
	var row struct {
		Event                  *int64
		Happened, Begun, Ended *models.Instant
		Begins, Ends           *models.Instant
		// A picture whose time is over is no longer shown.
		Expired, Expires *models.Instant
		// The front page is another when an edition begins, a pick leaves its place
		// or an urgent story the ticker: so long after it was published, which is when
		// one of its publications began.
		Arranged, Arranges *models.Instant
		Moved, Moves       *models.Instant
		Calmed, Calms      *models.Instant
	}
	loud := loudEvents()
	look := `SELECT
		(SELECT id FROM events WHERE ` + loud + ` AND id > 0 ORDER BY id DESC LIMIT 1) AS event,
		(SELECT at FROM events WHERE ` + loud + ` AND id > 0 ORDER BY id DESC LIMIT 1) AS happened,
		(SELECT live_from FROM publications WHERE live_from <= ? ORDER BY live_from DESC LIMIT 1) AS begun,
		(SELECT ends_at FROM publications WHERE ends_at <= ? ORDER BY ends_at DESC LIMIT 1) AS ended,
		(SELECT live_from FROM publications WHERE live_from > ? ORDER BY live_from LIMIT 1) AS begins,
		(SELECT ends_at FROM publications WHERE ends_at > ? ORDER BY ends_at LIMIT 1) AS ends,
		(SELECT expires_at FROM media WHERE expires_at <= ? ORDER BY expires_at DESC LIMIT 1) AS expired,
		(SELECT expires_at FROM media WHERE expires_at > ? ORDER BY expires_at LIMIT 1) AS expires,
		(SELECT live_from FROM front_editions WHERE live_from <= ? ORDER BY live_from DESC LIMIT 1) AS arranged,
		(SELECT live_from FROM front_editions WHERE live_from > ? ORDER BY live_from LIMIT 1) AS arranges,
		(SELECT ends_at FROM front_picks WHERE ends_at <= ? ORDER BY ends_at DESC LIMIT 1) AS moved,
		(SELECT ends_at FROM front_picks WHERE ends_at > ? ORDER BY ends_at LIMIT 1) AS moves,
		(SELECT live_from FROM publications p JOIN articles a ON a.id = p.article_id AND a.urgent
			WHERE live_from <= ? AND live_from > (SELECT max(live_from) FROM publications WHERE live_from <= ?) - ?
			ORDER BY live_from DESC LIMIT 1) AS calmed,
		(SELECT live_from FROM publications p JOIN articles a ON a.id = p.article_id AND a.urgent
			WHERE live_from > ? AND live_from <= ? ORDER BY live_from LIMIT 1) AS calms`
	// Nothing further back or ahead can be the newest boundary, or the next: the walks
	// are no longer than the ticker's.
	urgent := at.Add(-models.UrgentFor)
	err := r.db.WithContext(ctx).Raw(look, at, at, at, at, at, at, at, at, at, at,
		urgent, at, models.UrgentFor.Milliseconds(), urgent, at).Scan(&row).Error
	if err != nil {
		return models.Generation{}, edge(err)
	}
	g := models.Generation{Until: models.Forever}
	if row.Event != nil {
		g.Event = *row.Event
	}
	for _, p := range []**models.Instant{&row.Calmed, &row.Calms} {
		if *p != nil {
			*p = new((*p).Add(models.UrgentFor))
		}
	}
	for _, p := range []*models.Instant{row.Happened, row.Begun, row.Ended, row.Expired, row.Arranged, row.Moved, row.Calmed} {
		if p != nil {
			g.Since = max(g.Since, *p)
		}
	}
	for _, p := range []*models.Instant{row.Begins, row.Ends, row.Expires, row.Arranges, row.Moves, row.Calms} {
		if p != nil {
			g.Until = min(g.Until, *p)
		}
	}
	return g, nil
}
