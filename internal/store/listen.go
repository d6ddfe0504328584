package store

import (
	"context"
	"time"
)

// relisten is how long Listen waits before it tries again.
const relisten = 5 * time.Second

// Listen calls heard whenever any node has written an event, until ctx ends. A
// lost connection is taken up again; meanwhile nothing is heard, so nobody may
// rely on it. It is for nodes that look at the database now and then anyway, to
// look at once. On SQLite nothing is ever heard.
func (s *Store) Listen(ctx context.Context, heard func()) {
	for ctx.Err() == nil {
		_ = s.dialect.listen(ctx, heard) // what is wrong with the database shows elsewhere
		select {
		case <-ctx.Done():
		case <-time.After(relisten):
		}
	}
}
