// Package demo fills an empty newsroom with the demonstration stories: places,
// people and states of every kind to try things on.
//
// Only cmd/qalam uses it. It goes through the use cases of package cms like
// any other caller, so that a demonstration can show nothing that the product
// could not do.
package demo

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/exchange"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

//go:generate go run ./gen

//go:embed newsroom.toml stories
var files embed.FS

// freshness is how long ago the newest story was published, whenever the
// demonstration is started; the others keep their distance to it.
const freshness = 12 * time.Minute

// Login is a way into the demonstration.
type Login struct {
	Email, Password string
	// Name says what the person does.
	Name string
}

// Options say how to fill the newsroom.
type Options struct {
	// SectionNames returns a section's names by its key.
	SectionNames func(key string) models.Names
	// Password makes up the password of each log-in.
	Password func() string
}

// Fill stores the demonstration newsroom and returns its log-ins. The newsroom
// must be empty.
func Fill(ctx context.Context, n *cms.Newsroom, o Options) ([]Login, error) {
	by := rights.Operator("demo")
	logins, err := addUsers(ctx, n, by, o)
	if err != nil {
		return nil, err
	}
	if err := addNames(ctx, n, by); err != nil {
		return nil, err
	}
	items, err := stories(n, o)
	if err != nil {
		return nil, err
	}
	var public, held []exchange.Item
	for _, item := range items {
		if preparation()[nameOf(item.Story.Key)] != nil {
			held = append(held, item)
		} else {
			public = append(public, item)
		}
	}
	published, err := load(ctx, n, by, public, cms.ImportOptions{Publish: true, Confirm: true})
	if err != nil {
		return nil, err
	}
	ids, err := load(ctx, n, by, held, cms.ImportOptions{Confirm: true})
	if err != nil {
		return nil, err
	}
	byName := map[string]int64{}
	for i, id := range append(published, ids...) {
		byName[nameOf(slices.Concat(public, held)[i].Story.Key)] = id
	}
	if err := prepare(ctx, n, by, byName); err != nil {
		return nil, err
	}
	if err := work(ctx, n, by, byName); err != nil {
		return nil, err
	}
	return logins, states(ctx, n, by, byName)
}

// addUsers adds one log-in a role; they are named for what they do.
func addUsers(ctx context.Context, n *cms.Newsroom, by cms.Actor, o Options) ([]Login, error) {
	users := []cms.UserInput{
		{Email: "admin@demo.example", Name: "Administrator", Interface: "en", Grants: []models.Grant{{Role: models.RoleAdmin}}},
		{Email: "editor@demo.example", Name: "Редактор", Interface: "ru", Grants: []models.Grant{{Role: models.RoleEditor}}},
		{Email: "az@demo.example", Name: "Tərcüməçi", Interface: "az", Grants: []models.Grant{{Role: models.RoleTranslator, Locales: []locale.Tag{locale.Azerbaijani}}}},
		{Email: "kk@demo.example", Name: "Аудармашы", Interface: "kk", Grants: []models.Grant{{Role: models.RoleReviewer, Locales: []locale.Tag{locale.Kazakh}}}},
		{Email: "author@demo.example", Name: "Author", Interface: "en", Grants: []models.Grant{{Role: models.RoleAuthor, Locales: []locale.Tag{locale.English}}}},
	}
	var logins []Login
	for _, u := range users {
		u.Password = o.Password()
		if _, err := n.AddUser(ctx, by, u); err != nil {
			return nil, err
		}
		logins = append(logins, Login{u.Email, u.Password, u.Name})
	}
	return logins, nil
}

// names is newsroom.toml.
type names struct {
	Authors map[string]map[string]any
	Tags    map[string]models.Names
}

// addNames stores bylines and tags in every language, in order of key.
func addNames(ctx context.Context, n *cms.Newsroom, by cms.Actor) error {
	var in names
	text, err := files.ReadFile("newsroom.toml")
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if err := toml.Unmarshal(text, &in); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	for _, key := range slices.Sorted(maps.Keys(in.Authors)) {
		author := cms.AuthorInput{Key: key, Names: map[locale.Tag]cms.AuthorNameInput{}}
		for field, value := range in.Authors[key] {
			switch v := value.(type) {
			case string:
				author.Handle = v
			case map[string]any:
				name, _ := v["name"].(string)
				title, _ := v["title"].(string)
				author.Names[locale.Tag(field)] = cms.AuthorNameInput{Name: name, Title: title}
			}
		}
		if _, err := n.EnsureAuthor(ctx, by, author); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(in.Tags)) {
		if _, err := n.EnsureTag(ctx, by, cms.TagInput{Key: key, Names: in.Tags[key]}); err != nil {
			return err
		}
	}
	return nil
}

// stories reads the bundles and moves their dates so that the newest is fresh.
func stories(n *cms.Newsroom, o Options) ([]exchange.Item, error) {
	root, err := fs.Sub(files, "stories")
	if err != nil {
		return nil, err
	}
	var items []exchange.Item
	var newest models.Instant
	source := exchange.Markdown(root, exchange.MarkdownOptions{
		Locales: n.Locales(), Zone: n.Zone(), Name: "stories",
	})
	for item := range exchange.NameSections(source, o.SectionNames) {
		if item.Refusal != nil {
			return nil, item.Refusal
		}
		for _, v := range item.Story.Versions {
			newest = max(newest, v.Date)
		}
		items = append(items, item)
	}
	// What is news comes first, so that pages stand at the end of every list
	// that is in order of number.
	slices.SortStableFunc(items, func(x, y exchange.Item) int {
		return cmp.Compare(b2i(x.Story.Kind == models.Page), b2i(y.Story.Kind == models.Page))
	})
	shift := n.Now().Add(-freshness).Sub(newest)
	for i := range items {
		for j := range items[i].Story.Versions {
			v := &items[i].Story.Versions[j]
			v.Date = v.Date.Add(shift)
		}
	}
	return items, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func load(ctx context.Context, n *cms.Newsroom, by cms.Actor, items []exchange.Item, o cms.ImportOptions) ([]int64, error) {
	list := make([]cms.PortableStory, len(items))
	for i := range items {
		list[i] = items[i].Story
	}
	results, err := n.Import(ctx, by, list, o)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(items))
	for i, item := range items {
		if err := results[i].Err; err != nil {
			return nil, fmt.Errorf("demo: %s: %w", item.File, err)
		}
		ids[i] = results[i].ArticleID
	}
	return ids, nil
}

// nameOf is the name of the folder that a story came from, without what tells it
// from folders of the same name elsewhere.
func nameOf(key string) string { return key[strings.LastIndexAny(key, ":/")+1:] }
