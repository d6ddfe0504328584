package cms

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// CalendarKind says what happens at a moment of the calendar.
type CalendarKind string

// The kinds of entries.
const (
	CalendarPublication CalendarKind = "publication" // a version becomes public for the first time
	CalendarUpdate      CalendarKind = "update"      // newer words take over
	CalendarCorrection  CalendarKind = "correction"  // the same, with a public note
	CalendarExpiry      CalendarKind = "expiry"      // a version is public no more
	CalendarRelease     CalendarKind = "release"     // a release takes effect
	CalendarEmbargo     CalendarKind = "embargo"     // an embargo ends
)

// CalendarKinds lists every kind.
func CalendarKinds() []CalendarKind {
	return []CalendarKind{CalendarPublication, CalendarUpdate, CalendarCorrection, CalendarExpiry, CalendarRelease, CalendarEmbargo}
}

// ReleaseStanding says how a release of the calendar stands.
type ReleaseStanding string

// How releases stand. One that is armed is out after its moment.
const (
	StandingOpen       ReleaseStanding = "open"
	StandingAtRisk     ReleaseStanding = AlarmAtRisk
	StandingMissed     ReleaseStanding = AlarmMissed
	StandingArmed      ReleaseStanding = "armed"
	StandingOut        ReleaseStanding = "out"
	StandingRolledBack ReleaseStanding = "rolled_back"
)

// Caution is something that an editor has to know of a publication that is ahead.
type Caution string

// The cautions. All are asked of every entry at once, so that a month of them
// costs no more than a day: whether blocks are behind or a check finds an error is
// asked where one version is looked at.
const (
	CautionClose   Caution = "close"   // others of its language begin within minutes
	CautionChanged Caution = "changed" // the version has newer words than those that go out
	CautionPicture Caution = "picture" // the picture at its head may not be shown any more by then
)

// CalendarEntry is something that happens at a moment.
type CalendarEntry struct {
	Kind CalendarKind
	At   models.Instant
	// Title is what the story is called at the desk that asked, or the name of a
	// release.
	Title Label
	// Locale is empty in releases and embargoes, which are of no language.
	Locale locale.Tag
	// ArticleID is 0 in a release, PublicationID in releases and embargoes.
	ArticleID, PublicationID int64
	// ReleaseID is the release, or the one that a publication or an end belongs to;
	// 0 for none. Release is its name.
	ReleaseID int64
	Release   string
	// Standing says how a release stands, Version is its row's.
	Standing ReleaseStanding
	Version  int
	// MayMove says that the actor may move it to another moment.
	MayMove bool
	// Cautions are what to know of it; Close counts the others of CautionClose.
	Cautions []Caution
	Close    int
}

// ID is what names the entry among those of its kind.
func (e *CalendarEntry) ID() int64 {
	switch e.Kind {
	case CalendarRelease:
		return e.ReleaseID
	case CalendarEmbargo:
		return e.ArticleID
	case CalendarPublication, CalendarUpdate, CalendarCorrection, CalendarExpiry:
	}
	return e.PublicationID
}

// CalendarQuery asks for a span of time: from From until before Until.
type CalendarQuery struct {
	// Desk is the language of the desk, for titles.
	Desk        locale.Tag
	From, Until models.Instant
	// Locales and Kinds narrow it; empty is all. What is of no language is in it
	// whatever the languages.
	Locales []locale.Tag
	Kinds   []CalendarKind
}

func (q *CalendarQuery) wants(k CalendarKind) bool {
	return len(q.Kinds) == 0 || slices.Contains(q.Kinds, k)
}

// Calendar is what happens in a span of time, the first things first.
type Calendar struct {
	Entries []CalendarEntry
	// Cut says that there is more than MaxCalendar entries, the last of which are
	// left out.
	Cut bool
	// Gaps are the times of today and of the days ahead when nothing new comes;
	// none are told of a calendar that is cut or leaves publications out.
	Gaps []Gap
}

// MaxCalendar is how many entries a calendar has at most.
const MaxCalendar = 5000

// calendarSpan is the longest span that a calendar has.
const calendarSpan = 62 * 24 * time.Hour

// closeTime is how near to each other two stories begin that take the front page
// from each other.
const closeTime = 5 * time.Minute

// Calendar returns what begins, ends and is planned in a span. It needs the right
// to read the drafts of others. Publications that were cancelled are not in it. A
// span of more than two months, or of none, is errs.Invalid.
func (n *Newsroom) Calendar(ctx context.Context, by Actor, q CalendarQuery) (*Calendar, error) {
	const op = "cms.Calendar"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if q.Until <= q.From || q.Until.Sub(q.From) > calendarSpan {
		return nil, errs.New(op, errs.Invalid, "error.bad_request", nil)
	}
	c := &calendar{n: n, r: n.store.Read(), by: by, q: q, now: n.Now(), members: map[int64]*models.Release{}}
	for _, collect := range []func(context.Context) error{c.releases, c.begins, c.ends, c.embargoes} {
		if err := collect(ctx); err != nil {
			return nil, errs.Wrap(op, err)
		}
	}
	slices.SortStableFunc(c.all.Entries, func(a, b CalendarEntry) int { return cmp.Compare(a.At, b.At) })
	if len(c.all.Entries) > MaxCalendar {
		c.all.Entries, c.all.Cut, c.all.Gaps = c.all.Entries[:MaxCalendar], true, nil
	}
	return &c.all, errs.Wrap(op, c.titles(ctx))
}

// calendar is a calendar that is being filled.
type calendar struct {
	n   *Newsroom
	r   store.Reader
	by  Actor
	q   CalendarQuery
	now models.Instant
	// members are the releases of the span that make or end a publication, by its
	// id.
	members map[int64]*models.Release
	all     Calendar
}

func (c *calendar) add(e *CalendarEntry) {
	if c.q.wants(e.Kind) && e.At >= c.q.From && e.At < c.q.Until {
		c.all.Entries = append(c.all.Entries, *e)
	}
}

func (c *calendar) releases(ctx context.Context) error {
	list, err := c.r.ReleasesIn(ctx, c.q.From, c.q.Until, MaxCalendar+1)
	for i := range list {
		v := &list[i]
		c.holds(v)
		e := c.n.releaseEntry(c.by, v, c.now)
		c.add(&e)
	}
	return err
}

// holds notes which publications an armed release makes or ends.
func (c *calendar) holds(v *models.Release) {
	if v.State != models.ReleaseArmed {
		return
	}
	for _, item := range v.Items {
		if item.PublicationID != nil {
			c.members[*item.PublicationID] = v
		}
	}
}

func (n *Newsroom) releaseEntry(by Actor, v *models.Release, now models.Instant) CalendarEntry {
	e := CalendarEntry{
		Kind: CalendarRelease, At: *v.At, Title: Label{Text: v.Name}, ReleaseID: v.ID, Release: v.Name, Version: v.Version,
		MayMove: v.State == models.ReleaseOpen && allow(by, rights.Kill, nil, "") == nil,
	}
	switch {
	case v.State == models.ReleaseRolledBack:
		e.Standing = StandingRolledBack
	case v.State == models.ReleaseArmed && *v.At <= now:
		e.Standing = StandingOut
	case v.State == models.ReleaseArmed:
		e.Standing = StandingArmed
	case *v.At <= now:
		e.Standing = StandingMissed
	case v.Alarm == AlarmAtRisk:
		e.Standing = StandingAtRisk
	default:
		e.Standing = StandingOpen
	}
	return e
}

// begins adds what becomes public. It looks a little over the edges of the span,
// where stories may be close to those inside.
func (c *calendar) begins(ctx context.Context) error {
	if !slices.ContainsFunc([]CalendarKind{CalendarPublication, CalendarUpdate, CalendarCorrection}, c.q.wants) {
		return nil
	}
	list, err := c.r.Begins(ctx, store.SpanQuery{
		From: c.q.From.Add(-closeTime), Until: c.q.Until.Add(closeTime), Locales: c.q.Locales, Limit: MaxCalendar + 1,
	})
	if err != nil {
		return err
	}
	entries := make([]CalendarEntry, len(list))
	var fresh []*CalendarEntry // stories that are new on a front page
	for i := range list {
		entries[i] = c.beginning(&list[i])
		if entries[i].Kind == CalendarPublication && list[i].SectionID != nil {
			fresh = append(fresh, &entries[i])
		}
	}
	markClose(fresh, c.now)
	for i := range entries {
		c.add(&entries[i])
	}
	if c.q.wants(CalendarPublication) {
		c.all.Gaps = c.gaps(fresh)
	}
	return nil
}

// beginning is the entry of a publication that begins.
func (c *calendar) beginning(p *store.CalendarPublication) CalendarEntry {
	e := c.publication(CalendarUpdate, p.LiveFrom, p)
	switch {
	case p.Note != "":
		e.Kind = CalendarCorrection
	case p.LiveFrom == p.PublishedAt:
		e.Kind = CalendarPublication
	}
	if p.LiveFrom <= c.now {
		return e
	}
	if p.HeadID != p.RevisionID {
		e.Cautions = append(e.Cautions, CautionChanged)
	}
	if p.PictureUntil != nil && *p.PictureUntil <= p.LiveFrom {
		e.Cautions = append(e.Cautions, CautionPicture)
	}
	return e
}

// publication is an entry about a publication. Nobody moves what an armed release
// does, but by its release.
func (c *calendar) publication(kind CalendarKind, at models.Instant, p *store.CalendarPublication) CalendarEntry {
	e := CalendarEntry{Kind: kind, At: at, Locale: p.Locale, ArticleID: p.ArticleID, PublicationID: p.ID}
	if v := c.members[p.ID]; v != nil && *v.At == at {
		e.ReleaseID, e.Release = v.ID, v.Name
	}
	e.MayMove = at > c.now && e.ReleaseID == 0 && allow(c.by, rights.Publish, nil, p.Locale) == nil
	return e
}

func (c *calendar) ends(ctx context.Context) error {
	if !c.q.wants(CalendarExpiry) {
		return nil
	}
	list, err := c.r.Ends(ctx, store.SpanQuery{From: c.q.From, Until: c.q.Until, Locales: c.q.Locales, Limit: MaxCalendar + 1})
	for i := range list {
		e := c.publication(CalendarExpiry, list[i].EndsAt, &list[i])
		c.add(&e)
	}
	return err
}

func (c *calendar) embargoes(ctx context.Context) error {
	if !c.q.wants(CalendarEmbargo) {
		return nil
	}
	list, err := c.r.EmbargoesIn(ctx, c.q.From, c.q.Until, MaxCalendar+1)
	for i := range list {
		c.add(&CalendarEntry{Kind: CalendarEmbargo, At: *list[i].EmbargoUntil, ArticleID: list[i].ID})
	}
	return err
}

// titles fills in what the stories are called.
func (c *calendar) titles(ctx context.Context) error {
	var ids []int64
	for i := range c.all.Entries {
		if id := c.all.Entries[i].ArticleID; id != 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	headings, err := c.r.Headings(ctx, slices.Compact(ids), c.q.Desk)
	for i := range c.all.Entries {
		e := &c.all.Entries[i]
		if h, ok := headings[e.ArticleID]; ok {
			e.Title = Label{Text: h.Title, Lang: h.TitleLocale}
		}
	}
	return err
}
