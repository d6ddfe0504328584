package admin

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// conflictView is what two people changed in different ways, to choose from.
type conflictView struct {
	Path, Text string
	Language   locale.Tag
	// Head is the revision that theirs is in.
	Head int64
	Tab  string
	// Merged is the content with theirs in place of the conflicts, as JSON.
	Merged string
	Items  []conflictItem
}

// conflictItem is one block, or one of the fields beside the body.
type conflictItem struct {
	Key models.Key
	// Base is how both found it; Theirs and Mine show what became of it, empty
	// where it was deleted.
	Base         string
	Theirs, Mine []diffPart
	// Block is mine, as JSON; Own is mine as Markdown, to begin with.
	Block, Own string
	IsField    bool
}

func (a *Admin) conflictView(r *request, c *cms.ConflictError, l *locale.Locale) *conflictView {
	view := &conflictView{
		Path: editPath(c.Article, l.Tag), Language: l.Tag, Head: c.Head.ID, Merged: toJSON(c.Merged),
		Text: r.p.T("admin.conflict.text", "name", nameOr(r, c.By)),
	}
	for i := range c.Blocks {
		b := &c.Blocks[i]
		item := conflictItem{Key: b.Key, Block: toJSON(b.Mine), IsField: b.Key.IsReserved()}
		none := models.Block{Key: b.Key}
		base := &none
		if b.Base != nil {
			base = b.Base
		}
		item.Base = text.PlainBlock(base)
		if b.Theirs != nil {
			item.Theirs = diffParts(base, b.Theirs)
		}
		if b.Mine != nil {
			item.Mine = diffParts(base, b.Mine)
			if item.Own = b.Mine.Text; !item.IsField {
				item.Own = text.ToMarkdown(models.Body{{Kind: models.Paragraph, Text: b.Mine.Text}})
			}
		}
		view.Items = append(view.Items, item)
	}
	return view
}

// toJSON writes a value of ours, which always can be written.
func toJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// storyResolve saves what the person chose where two people had changed the same.
func (a *Admin) storyResolve(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	form := storyForm{Base: formID(r, "base"), Tab: r.FormValue("tab")}
	if err := json.Unmarshal([]byte(r.FormValue("merged")), &form.Content); err != nil {
		return errs.New("admin.resolve", errs.Invalid, "error.bad_request", nil)
	}
	params, err := r.FormParams()
	if err != nil {
		return err
	}
	for i, key := range params["key"] {
		n := strconv.Itoa(i)
		p := pick{choice: params.Get("pick." + n), own: params.Get("own." + n), key: models.Key(key)}
		if err := json.Unmarshal([]byte(params.Get("mine."+n)), &p.mine); err != nil {
			return errs.New("admin.resolve", errs.Invalid, "error.bad_request", nil)
		}
		if err := p.apply(&form.Content); err != nil {
			return err
		}
	}
	problem := a.save(r, id, l, form)
	if problem != nil && !correctable(problem) {
		return problem
	}
	if problem == nil {
		return a.done(r, editPath(id, l), "admin.story_edit.saved", nil)
	}
	d, loc, err := a.openStory(r)
	if err != nil {
		return err
	}
	return a.showStory(r, statusOf(problem), d, loc, &form, problem)
}

// pick is what somebody chose for one conflict.
type pick struct {
	key         models.Key
	choice, own string
	mine        *models.Block // null where it was deleted
}

// apply puts the choice into a content that has theirs there, or mine where
// theirs is gone.
func (p *pick) apply(c *models.Content) error {
	if field := fieldOf(c, p.key); field != nil {
		switch {
		case p.choice == "own":
			*field = p.own
		case p.choice == "mine" && p.mine != nil:
			*field = p.mine.Text
		}
		return nil
	}
	at := slices.IndexFunc(c.Body, func(b models.Block) bool { return b.Key == p.key })
	if at < 0 {
		return errs.New("admin.resolve", errs.Invalid, "error.bad_request", nil)
	}
	theirsGone := p.mine != nil && c.Body[at].Words() == p.mine.Words()
	switch {
	case p.choice == "own":
		return p.write(c, at)
	case p.choice == "theirs" && theirsGone, p.choice == "mine" && p.mine == nil:
		c.Body = slices.Delete(c.Body, at, at+1)
	case p.choice == "mine":
		c.Body[at] = *p.mine
	case p.choice == "both" && p.mine != nil && !theirsGone:
		mine := *p.mine
		mine.Key = ""
		c.Body = slices.Insert(c.Body, at+1, mine)
	}
	return nil
}

// write puts what was written anew in the place of a block; its first block keeps
// the key.
func (p *pick) write(c *models.Content, at int) error {
	body, err := text.FromMarkdown(p.own)
	if err != nil {
		return err
	}
	if len(body) == 1 && body[0].Kind == models.Paragraph {
		block := c.Body[at]
		block.Text = body[0].Text
		c.Body[at] = block
		return nil
	}
	if len(body) > 0 {
		body[0].Key = p.key
	}
	c.Body = slices.Replace(c.Body, at, at+1, body...)
	return nil
}

// fieldOf returns the text beside the body that a key names, null for others.
func fieldOf(c *models.Content, key models.Key) *string {
	switch key {
	case models.KeyTitle:
		return &c.Title
	case models.KeySummary:
		return &c.Summary
	case models.KeySlug:
		return &c.Slug
	case models.KeySEOTitle:
		return &c.SEO.Title
	case models.KeySEODescription:
		return &c.SEO.Description
	}
	return nil
}
