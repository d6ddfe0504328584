package cms

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// CommentInput is what somebody has to say about a version, which need not be begun.
type CommentInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Key is the paragraph that it is about; empty for the whole version.
	Key models.Key
	// Text is plain, of one line or several. A name after @ mentions that person.
	Text string
	// Mention are people whom it mentions besides.
	Mention []int64
}

// Comment keeps a comment. It needs the right to comment; a paragraph that neither
// the version nor its source has, and on which nobody has commented before, is
// errs.Invalid, as is somebody mentioned who may not read the story's drafts.
func (n *Newsroom) Comment(ctx context.Context, by Actor, in CommentInput) (*models.Comment, error) {
	var c *models.Comment
	err := n.write(ctx, "cms.Comment", by, func(w *work) error {
		a, err := w.commentable(ctx, in.ArticleID, in.Locale)
		if err != nil {
			return err
		}
		t, err := w.Translation(ctx, a.ID, in.Locale)
		if err != nil {
			return err
		}
		if err := w.hasUnit(ctx, a, t, in.Locale, in.Key); err != nil {
			return err
		}
		c, err = w.comment(ctx, a, t, in)
		return err
	})
	return c, err
}

// commentable locks an article that the actor may comment on in a language. One that
// they may not see inside is errs.NotFound.
func (w *work) commentable(ctx context.Context, id int64, l locale.Tag) (*models.Article, error) {
	if _, err := w.n.enabled(l); err != nil {
		return nil, err
	}
	a, err := w.lockedAnyArticle(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := mayRead(w.by, a, l); err != nil {
		return nil, err
	}
	return a, w.allow(rights.Comment, a, l)
}

// hasUnit refuses a paragraph that there is nothing of: neither in the version, which
// may be null, nor in its source, nor among what was said before.
func (w *work) hasUnit(ctx context.Context, a *models.Article, t *models.Translation, l locale.Tag, key models.Key) error {
	if key == "" || key.IsReserved() || t != nil && unitIn(t.Head, key) != nil {
		return nil
	}
	source, err := w.sourceHead(ctx, a, l)
	if err != nil || unitIn(source, key) != nil {
		return err
	}
	before, err := w.Comments(ctx, a.ID, l)
	if err != nil || slices.ContainsFunc(before, func(c models.Comment) bool { return c.BlockKey == key }) {
		return err
	}
	return errs.New("cms", errs.Invalid, "error.paragraph_gone", nil)
}

// unitsOf are the units of a revision by their keys; none of null.
func unitsOf(rev *models.Revision) map[models.Key]*models.Block {
	if rev == nil {
		return nil
	}
	units := rev.Content.Units()
	byKey := make(map[models.Key]*models.Block, len(units))
	for i := range units {
		byKey[units[i].Key] = &units[i]
	}
	return byKey
}

// comment keeps a comment on a version, which is null where it is not begun.
func (w *work) comment(ctx context.Context, a *models.Article, t *models.Translation, in CommentInput) (*models.Comment, error) {
	c := &models.Comment{
		ArticleID: a.ID, Locale: in.Locale, BlockKey: in.Key, UserID: w.by.UserID, Text: plainNote(in.Text), CreatedAt: w.now,
	}
	switch {
	case c.Text == "":
		return nil, errs.New("cms", errs.Invalid, "error.comment_required", nil)
	case utf8.RuneCountInString(c.Text) > MaxComment:
		return nil, tooMany("error.comment_too_long", MaxComment)
	}
	if t != nil {
		c.RevisionID = t.HeadID
	}
	mentioned, err := w.mentions(ctx, a, c, in.Mention)
	if err != nil {
		return nil, err
	}
	if err := w.CreateComment(ctx, c, mentioned); err != nil {
		return nil, err
	}
	return c, w.commentEvent(ctx, models.CommentAdded, c)
}

func (w *work) commentEvent(ctx context.Context, kind models.EventKind, c *models.Comment) error {
	return w.event(ctx, kind, c.ArticleID, c.Locale, map[string]any{"comment": c.ID, "block": c.BlockKey})
}

// plainNote cleans what somebody says to others: each line as plainLine does, and it
// keeps at most one empty line between others.
func plainNote(s string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line = plainLine(line)
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimSuffix(strings.Join(lines, "\n"), "\n")
}

// ResolveComment says that nothing of a comment is left to do. It needs the right to
// comment there.
func (n *Newsroom) ResolveComment(ctx context.Context, by Actor, id int64) error {
	return n.settleComment(ctx, "cms.ResolveComment", by, id, true)
}

// ReopenComment takes that back.
func (n *Newsroom) ReopenComment(ctx context.Context, by Actor, id int64) error {
	return n.settleComment(ctx, "cms.ReopenComment", by, id, false)
}

func (n *Newsroom) settleComment(ctx context.Context, op string, by Actor, id int64, resolve bool) error {
	return n.write(ctx, op, by, func(w *work) error {
		c, err := w.Comment(ctx, id)
		if err != nil {
			return err
		}
		if _, err := w.commentable(ctx, c.ArticleID, c.Locale); err != nil {
			return err
		}
		// As it is now that nobody else changes it.
		if c, err = w.Comment(ctx, id); err != nil || (c.ResolvedAt != nil) == resolve {
			return err
		}
		kind, at, who := models.CommentReopened, (*models.Instant)(nil), (*int64)(nil)
		if resolve {
			kind, at, who = models.CommentResolved, &w.now, by.UserID
		}
		if err := w.SetResolved(ctx, id, at, who); err != nil {
			return err
		}
		return w.commentEvent(ctx, kind, c)
	})
}

// Remark is a comment with the names of its people.
type Remark struct {
	models.Comment

	// By is who wrote it and ResolvedBy who resolved it, empty for the program and for
	// nobody.
	By, ResolvedBy string
	// Mentioned are those whom it is meant for, Names where the text names them, from the
	// first to after the last byte.
	Mentioned []Person
	Names     [][2]int
}

// Comments returns everything that was said about a version, the oldest first, what is
// resolved and what is about a paragraph that is gone included. It needs the right to
// read drafts.
func (n *Newsroom) Comments(ctx context.Context, by Actor, articleID int64, l locale.Tag) ([]Remark, error) {
	const op = "cms.Comments"
	r := n.store.Read()
	if _, err := readable(ctx, r, by, articleID, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := r.Comments(ctx, articleID, l)
	if err != nil || len(list) == 0 {
		return nil, errs.Wrap(op, err)
	}
	remarks, err := remarks(ctx, r, list)
	for i := range remarks {
		for _, m := range namedIn(n.locales.All(), remarks[i].Text, remarks[i].Mentioned) {
			remarks[i].Names = append(remarks[i].Names, [2]int{m.start, m.end})
		}
	}
	return remarks, errs.Wrap(op, err)
}

// remarks adds the names of people to comments.
func remarks(ctx context.Context, r store.Reader, list []models.Comment) ([]Remark, error) {
	var ids, people []int64
	for i := range list {
		ids = append(ids, list[i].ID)
		people = appendID(appendID(people, list[i].UserID), list[i].ResolvedByID)
	}
	mentions, err := r.Mentions(ctx, ids)
	if err != nil {
		return nil, err
	}
	mentioned := map[int64][]int64{}
	for _, m := range mentions {
		mentioned[m.CommentID] = append(mentioned[m.CommentID], m.UserID)
		people = append(people, m.UserID)
	}
	slices.Sort(people)
	names, err := r.UserNames(ctx, slices.Compact(people))
	remarks := make([]Remark, len(list))
	for i := range list {
		remarks[i] = Remark{Comment: list[i], By: valueOf(names, list[i].UserID), ResolvedBy: valueOf(names, list[i].ResolvedByID)}
		for _, id := range mentioned[list[i].ID] {
			remarks[i].Mentioned = append(remarks[i].Mentioned, Person{id, names[id]})
		}
	}
	return remarks, err
}
