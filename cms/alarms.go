package cms

import (
	"context"
	"errors"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// What is wrong in the newsroom is looked for here alone: the desk shows it to those
// who can do something about it, the probe of readiness counts it, and Watch tells the
// journal of each once. All of them ask for the state at a moment, so none waits for
// another: with no worker running the desk still says what is late.

// The alarms besides those of releases.
const (
	// AlarmLate is raised by a publication of whose beginning or end nothing has
	// been told in time.
	AlarmLate = "late"
	// AlarmClock is raised by a clock that has jumped ahead, for a day: there is
	// nothing to be put right in the program, but somebody has to look what went out
	// too early.
	AlarmClock = "clock"
	// AlarmExpiring and AlarmExpired are raised by pictures that readers see and soon
	// may not, and by those that are shown no more although something has them.
	AlarmExpiring = "expiring"
	AlarmExpired  = "expired"
)

const (
	// riskTime is how long before its moment an unready release is at risk.
	riskTime = 24 * time.Hour
	// clockAlarm is how long a jump of the clock is an alarm.
	clockAlarm = 24 * time.Hour
	// watchBatch is of how much of each kind the journal is told in one go.
	watchBatch = 50
	// countAtMost is where counting alarms of a kind stops.
	countAtMost = 100
)

// alarmOf is the alarm that an open release raises at a moment, empty for none. That
// it has missed its moment needs nobody who notes it.
func alarmOf(v *models.Release, now models.Instant) string {
	if v.At != nil && *v.At <= now {
		return AlarmMissed
	}
	return v.Alarm
}

// alarmingReleases returns the releases that raise an alarm, the earliest first.
func alarmingReleases(ctx context.Context, r store.Reader, now models.Instant) ([]models.Release, error) {
	list, err := r.OpenReleases(ctx, now.Add(riskTime))
	var alarming []models.Release
	for i := range list {
		if alarmOf(&list[i], now) != "" {
			alarming = append(alarming, list[i])
		}
	}
	return alarming, err
}

// overdue returns the deliveries that are later than may be, with their publications.
func overdue(ctx context.Context, r store.Reader, now models.Instant, limit int) ([]models.Delivery, error) {
	return r.OverdueDeliveries(ctx, now.Add(-Late), limit)
}

// clockJump returns the last jump of the clock that is still an alarm, null for none.
func clockJump(ctx context.Context, r store.Reader, now models.Instant) (*models.Event, error) {
	list, err := r.Journal(ctx, store.JournalQuery{Area: models.ClockJumped.Area(), From: now.Add(-clockAlarm), Limit: 1})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// alarmingMedia returns the pictures whose time is over or nearly so.
func alarmingMedia(ctx context.Context, r store.Reader, now models.Instant, limit int) ([]models.Medium, error) {
	return r.ExpiringUsed(ctx, now.Add(mediaSoon), now, limit)
}

// mediumAlarm is the alarm of a picture whose time ends.
func mediumAlarm(m *models.Medium, now models.Instant) string {
	if m.Expired(now) {
		return AlarmExpired
	}
	return AlarmExpiring
}

// Check is a part of the newsroom that may raise alarms.
type Check struct {
	// Name is releases, deliveries, clock or media.
	Name   string
	Alarms []AlarmCount
}

// AlarmCount says how often an alarm is raised; at a hundred nobody counts on.
type AlarmCount struct {
	Alarm string
	Count int
}

// raise counts one more alarm.
func (c *Check) raise(alarm string) {
	for i := range c.Alarms {
		if c.Alarms[i].Alarm == alarm {
			c.Alarms[i].Count++
			return
		}
	}
	c.Alarms = append(c.Alarms, AlarmCount{alarm, 1})
}

// Checks counts the alarms that there are now. It is for anybody: nothing that it
// says tells one story from another.
func (n *Newsroom) Checks(ctx context.Context) ([]Check, error) {
	r, now := n.store.Read(), n.Now()
	releases, deliveries, clock, media := Check{Name: "releases"}, Check{Name: "deliveries"}, Check{Name: "clock"}, Check{Name: "media"}
	open, err := alarmingReleases(ctx, r, now)
	for i := range open {
		releases.raise(alarmOf(&open[i], now))
	}
	late, lateErr := overdue(ctx, r, now, countAtMost)
	for range late {
		deliveries.raise(AlarmLate)
	}
	jump, jumpErr := clockJump(ctx, r, now)
	if jump != nil {
		clock.raise(AlarmClock)
	}
	ending, mediaErr := alarmingMedia(ctx, r, now, countAtMost)
	for i := range ending {
		media.raise(mediumAlarm(&ending[i], now))
	}
	if err = errors.Join(err, lateErr, jumpErr, mediaErr); err != nil {
		return nil, errs.Wrap("cms.Checks", err)
	}
	return []Check{releases, deliveries, clock, media}, nil
}

// alarms are for those who can do something about them: who plan releases, and who
// look after the media library.
func (o *overview) alarms(ctx context.Context) error {
	mayRelease, mayMedia := rights.Can(o.by, rights.Kill, rights.Target{}), rights.Can(o.by, rights.EditMedia, rights.Target{})
	if !mayRelease && !mayMedia {
		return nil
	}
	var tasks []Task
	for _, look := range []struct {
		may   bool
		tasks func(context.Context) ([]Task, error)
	}{{mayRelease, o.releaseAlarms}, {mayRelease, o.lateAlarms}, {mayRelease, o.clockAlarms}, {mayMedia, o.mediaAlarms}} {
		if !look.may {
			continue
		}
		found, err := look.tasks(ctx)
		if err != nil {
			return err
		}
		tasks = append(tasks, found...)
	}
	return o.add(ctx, PanelAlarms, tasks)
}

func (o *overview) releaseAlarms(ctx context.Context) ([]Task, error) {
	list, err := alarmingReleases(ctx, o.r, o.now)
	tasks := make([]Task, len(list))
	for i := range list {
		tasks[i] = Task{ReleaseID: list[i].ID, Title: Label{Text: list[i].Name}, When: *list[i].At, Alarm: alarmOf(&list[i], o.now)}
	}
	return tasks, err
}

func (o *overview) lateAlarms(ctx context.Context) ([]Task, error) {
	list, err := overdue(ctx, o.r, o.now, panelTasks+1)
	tasks := make([]Task, len(list))
	for i := range list {
		p := list[i].Publication
		tasks[i] = Task{ArticleID: p.ArticleID, Locale: p.Locale, When: list[i].DueAt, Alarm: AlarmLate}
	}
	return tasks, err
}

func (o *overview) clockAlarms(ctx context.Context) ([]Task, error) {
	jump, err := clockJump(ctx, o.r, o.now)
	if err != nil || jump == nil {
		return nil, err
	}
	return []Task{{When: jump.At, Alarm: AlarmClock}}, nil
}

func (o *overview) mediaAlarms(ctx context.Context) ([]Task, error) {
	list, err := alarmingMedia(ctx, o.r, o.now, panelTasks+1)
	tasks := make([]Task, len(list))
	for i := range list {
		m := &list[i]
		tasks[i] = Task{MediumID: m.ID, Title: Label{Text: m.Name}, When: *m.ExpiresAt, Alarm: mediumAlarm(m, o.now)}
		if alt := textOf(m, o.desk).Alt; alt != "" {
			tasks[i].Title = Label{alt, o.desk}
		}
	}
	return tasks, err
}
