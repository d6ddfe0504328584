package cms

import (
	"bytes"
	"context"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// How long a log-in lasts: unused, and at most.
const (
	SessionIdle = 8 * time.Hour
	SessionMax  = 7 * 24 * time.Hour
)

// seenEvery is how exactly it is kept when somebody was here.
const seenEvery = time.Minute

// Session returns the session whose token has the hash, null where there is none.
// It is for the front's log-ins, as the next three are: they need no rights.
func (n *Newsroom) Session(ctx context.Context, hash []byte) (*models.Session, error) {
	s, err := n.store.Read().Session(ctx, hash, n.Now())
	return s, errs.Wrap("cms.Session", err)
}

// BeginSession stores a new session. One that has been given a new token keeps the
// moment of its log-in, which is CreatedAt; 0 is now.
func (n *Newsroom) BeginSession(ctx context.Context, s *models.Session) error {
	now := n.Now()
	if s.CreatedAt == 0 {
		s.CreatedAt = now
	}
	last(s, now)
	return errs.Wrap("cms.BeginSession", n.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.CreateSession(ctx, s, now); err != nil {
			return err
		}
		return see(ctx, tx, s)
	}))
}

// KeepSession stores what became of a session and has it last longer, or is errs.NotFound
// where it was ended meanwhile: then it stays so. Of one that holds what it held, only when
// and where it was used is stored, and not again within a minute.
func (n *Newsroom) KeepSession(ctx context.Context, s *models.Session, was models.Session) error {
	last(s, n.Now())
	holds := bytes.Equal(s.Data, was.Data)
	if holds && s.Agent == was.Agent && s.Address == was.Address && s.SeenAt < was.SeenAt.Add(seenEvery) {
		return nil
	}
	return errs.Wrap("cms.KeepSession", n.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.KeepSession(ctx, s, !holds); err != nil {
			return err
		}
		return see(ctx, tx, s)
	}))
}

// last says until when a session lasts that is used now.
func last(s *models.Session, now models.Instant) {
	s.SeenAt, s.ExpiresAt = now, min(now.Add(SessionIdle), s.CreatedAt.Add(SessionMax))
}

// see notes that somebody was here.
func see(ctx context.Context, tx *store.Tx, s *models.Session) error {
	if s.UserID == nil {
		return nil
	}
	return tx.SeeUser(ctx, *s.UserID, s.SeenAt, s.SeenAt.Add(-seenEvery))
}

// CloseSession forgets a session, if it is there.
func (n *Newsroom) CloseSession(ctx context.Context, hash []byte) error {
	return errs.Wrap("cms.CloseSession", n.store.Write(ctx, func(tx *store.Tx) error {
		return tx.DeleteSession(ctx, hash)
	}))
}

// Sessions returns the actor's own sessions, the last used first.
func (n *Newsroom) Sessions(ctx context.Context, by Actor) ([]models.Session, error) {
	const op = "cms.Sessions"
	if by.UserID == nil {
		return nil, errs.New(op, errs.Forbidden, "error.forbidden", nil)
	}
	list, err := n.store.Read().Sessions(ctx, *by.UserID, n.Now())
	return list, errs.Wrap(op, err)
}

// EndSession ends one of the actor's own sessions; another one is errs.NotFound.
func (n *Newsroom) EndSession(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.EndSession", by, func(w *work) error {
		if by.UserID == nil {
			return errs.New("cms", errs.Forbidden, "error.forbidden", nil)
		}
		if err := w.DeleteSessionOf(ctx, *by.UserID, id); err != nil {
			return err
		}
		return w.event(ctx, models.SessionEnded, 0, "", map[string]any{"user": *by.UserID, "session": id})
	})
}

// EndSessions ends the actor's own sessions but the one whose token has the hash.
func (n *Newsroom) EndSessions(ctx context.Context, by Actor, but []byte) error {
	return n.write(ctx, "cms.EndSessions", by, func(w *work) error {
		if by.UserID == nil {
			return errs.New("cms", errs.Forbidden, "error.forbidden", nil)
		}
		return w.endSessions(ctx, *by.UserID, but)
	})
}

// endSessions ends the sessions of a user but one, and tells if there were any.
func (w *work) endSessions(ctx context.Context, userID int64, but []byte) error {
	ended, err := w.DeleteSessionsOf(ctx, userID, but)
	if err != nil || ended == 0 {
		return err
	}
	return w.event(ctx, models.SessionEnded, 0, "", map[string]any{"user": userID, "count": ended})
}
