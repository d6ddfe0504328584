package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/models"
)

type doctorCommand struct {
	JSON    bool  `name:"json" help:"Print the report as JSON."`
	Article int64 `help:"Print how one story stands instead: blocks by language, findings, publications." placeholder:"ID"`
}

// Run examines the data, or one story, and fails where something is wrong with
// the data.
func (c *doctorCommand) Run(ctx context.Context, env *environment, std *streams) error {
	cfg, err := env.load()
	if err != nil {
		return err
	}
	a, err := openUnmigrated(ctx, cfg, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.refusePending(ctx); err != nil {
		return err
	}
	if c.Article != 0 {
		state, err := a.newsroom.ArticleState(ctx, operator(), c.Article)
		if err != nil {
			return err
		}
		return a.printArticle(std.out, state, c.JSON)
	}
	health, err := a.newsroom.Examine(ctx, operator())
	if err != nil {
		return err
	}
	if c.JSON {
		if err := printJSON(std.out, health); err != nil {
			return err
		}
	} else {
		printHealth(std.out, health)
	}
	if n := len(health.Problems); n > 0 {
		return fmt.Errorf("%d problems found", n)
	}
	return nil
}

// refusePending fails where the schema is not that of this program. To look is
// not to migrate.
func (a *app) refusePending(ctx context.Context) error {
	steps, err := a.store.Migrations(ctx)
	if err != nil {
		return err
	}
	for _, m := range steps {
		if !m.Applied {
			return fmt.Errorf("schema: step %s is pending; run qalam migrate up", m.Name)
		}
	}
	return nil
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func printHealth(w io.Writer, h *cms.Health) {
	for _, p := range h.Problems {
		fmt.Fprintf(w, "%s: %s\n", p.Check, p.Text)
	}
	for _, check := range []string{"schema", "database", "publications", "revisions", "deliveries", "media", "journal"} {
		wrong := 0
		for _, p := range h.Problems {
			if p.Check == check {
				wrong++
			}
		}
		if wrong > 0 {
			continue
		}
		if check == "journal" {
			fmt.Fprintf(w, "journal: good, %d events\n", h.Events)
		} else {
			fmt.Fprintf(w, "%s: good\n", check)
		}
	}
}

// articleJSON is how a story stands, for programs.
type articleJSON struct {
	Article  int64         `json:"article"`
	Source   string        `json:"source"`
	Versions []versionJSON `json:"versions"`
}

type versionJSON struct {
	Locale       string            `json:"locale"`
	Stage        models.Stage      `json:"stage"`
	Revision     int64             `json:"revision"`
	Number       int               `json:"number"`
	Units        []unitJSON        `json:"units"`
	Findings     []findingJSON     `json:"findings"`
	Publications []publicationJSON `json:"publications"`
}

type unitJSON struct {
	Key   models.Key      `json:"key"`
	State staleness.State `json:"state"`
	Grade models.Grade    `json:"grade,omitempty"`
}

type findingJSON struct {
	Key       models.Key `json:"key"`
	Check     string     `json:"check"`
	Severity  string     `json:"severity"`
	Text      string     `json:"text"`
	Dismissed bool       `json:"dismissed"`
}

type publicationJSON struct {
	ID       int64   `json:"id"`
	Revision int64   `json:"revision"`
	From     string  `json:"live_from"`
	Until    *string `json:"live_until"`
	Override string  `json:"override,omitempty"`
}

func (a *app) printArticle(w io.Writer, s *cms.ArticleState, asJSON bool) error {
	p, _ := a.messages.Printer("en")
	out := articleJSON{Article: s.Article.ID, Source: string(s.Article.SourceLocale)}
	for i := range s.Versions {
		out.Versions = append(out.Versions, versionOf(p, &s.Versions[i]))
	}
	if asJSON {
		return printJSON(w, out)
	}
	fmt.Fprintf(w, "Article %d, %s, source %s\n\n", s.Article.ID, s.Article.Kind, s.Article.SourceLocale)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	printBlocks(table, s)
	if err := table.Flush(); err != nil {
		return err
	}
	numbers := unitNumbers(s)
	for _, v := range out.Versions {
		fmt.Fprintf(w, "\n%s: %s, revision %d\n", v.Locale, v.Stage, v.Number)
		for _, f := range v.Findings {
			note := ""
			if f.Dismissed {
				note = " (dismissed)"
			}
			fmt.Fprintf(w, "  %s %s: %s%s\n", f.Severity, numbers[f.Key], f.Text, note)
		}
		for _, q := range v.Publications {
			until := "open"
			if q.Until != nil {
				until = *q.Until
			}
			fmt.Fprintf(w, "  public %s – %s%s\n", q.From, until, overridden(q.Override))
		}
	}
	return nil
}

func overridden(reason string) string {
	if reason == "" {
		return ""
	}
	return ", override: " + reason
}

func versionOf(p *i18n.Printer, v *cms.ArticleVersion) versionJSON {
	out := versionJSON{
		Locale: string(v.Locale), Stage: v.Translation.Stage, Revision: v.Translation.Head.ID, Number: v.Translation.Head.Number,
		Units: []unitJSON{}, Findings: []findingJSON{}, Publications: []publicationJSON{},
	}
	for _, u := range v.Report {
		out.Units = append(out.Units, unitJSON{u.Key, u.State, u.Grade})
	}
	for _, f := range v.Findings {
		out.Findings = append(out.Findings, findingJSON{
			f.Key, f.Check, string(f.Severity), p.Error(errs.New("checks", errs.Invalid, f.Message, f.Args)), f.Dismissed,
		})
	}
	for _, q := range v.Publications {
		x := publicationJSON{ID: q.ID, Revision: q.RevisionID, From: q.LiveFrom.Time().Format(time.RFC3339), Override: q.OverrideReason}
		if q.LiveUntil != models.Forever {
			until := q.LiveUntil.Time().Format(time.RFC3339)
			x.Until = &until
		}
		out.Publications = append(out.Publications, x)
	}
	return out
}

// excerptLength is how many characters stand for a block.
const excerptLength = 32

// printBlocks prints a table of blocks by language.
func printBlocks(w io.Writer, s *cms.ArticleState) {
	header := []string{"block", ""}
	states := map[models.Key]map[string]string{}
	for _, v := range s.Versions {
		header = append(header, string(v.Locale))
		for _, u := range v.Report {
			if states[u.Key] == nil {
				states[u.Key] = map[string]string{}
			}
			states[u.Key][string(v.Locale)] = strings.TrimSpace(string(u.State) + " " + string(u.Grade))
		}
	}
	fmt.Fprintln(w, strings.Join(header, "\t"))
	numbers := unitNumbers(s)
	for _, b := range unitsOf(s) {
		line := []string{numbers[b.Key], text.Excerpt(&b, excerptLength)}
		for _, v := range s.Versions {
			state := states[b.Key][string(v.Locale)]
			if v.Locale == s.Article.SourceLocale && len(s.Versions[0].Report) == 0 && inVersion(&v, b.Key) {
				state = "source"
			}
			line = append(line, state)
		}
		fmt.Fprintln(w, strings.Join(line, "\t"))
	}
}

func inVersion(v *cms.ArticleVersion, key models.Key) bool {
	for _, b := range v.Translation.Head.Content.Units() {
		if b.Key == key {
			return b.HasContent()
		}
	}
	return false
}

// unitsOf lists the units of a story: those of the first version, then what only
// others have.
func unitsOf(s *cms.ArticleState) []models.Block {
	var list []models.Block
	seen := map[models.Key]bool{}
	for i := range s.Versions {
		for _, b := range s.Versions[i].Translation.Head.Content.Units() {
			if !seen[b.Key] && (b.HasContent() || b.Mark == models.Omitted) {
				seen[b.Key] = true
				list = append(list, b)
			}
		}
	}
	return list
}

// unitNumbers numbers the blocks of a story; title and the like keep their
// names.
func unitNumbers(s *cms.ArticleState) map[models.Key]string {
	numbers := map[models.Key]string{}
	for _, key := range models.ReservedKeys() {
		numbers[key] = string(key)
	}
	n := 0
	for _, b := range unitsOf(s) {
		if numbers[b.Key] == "" {
			n++
			numbers[b.Key] = fmt.Sprintf("%d %s", n, b.Kind)
		}
	}
	return numbers
}
