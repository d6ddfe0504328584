package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SitemapArticles is how many articles share one file of the sitemap, by their ids: so a
// story is always in the same one.
const SitemapArticles = 1000

// SitemapFiles returns the numbers of the files that have any story of a language, from 1
// on.
func (n *Newsroom) SitemapFiles(ctx context.Context, at models.Instant, l locale.Tag) ([]int, error) {
	var files []int
	for last := int64(0); ; {
		next, err := n.store.Read().NextLive(ctx, l, last, at)
		if err != nil || next == 0 {
			return files, errs.Wrap("cms.SitemapFiles", err)
		}
		file := (next-1)/SitemapArticles + 1
		files = append(files, int(file))
		last = file * SitemapArticles
	}
}

// Sitemap returns the stories and standing pages of a file that are live in any
// language, each with its versions in the order of the site's languages.
func (n *Newsroom) Sitemap(ctx context.Context, at models.Instant, file int) ([][]Version, error) {
	const op = "cms.Sitemap"
	r := n.store.Read()
	live, err := r.LiveBetween(ctx, int64(file-1)*SitemapArticles+1, int64(file)*SitemapArticles, at)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	sections, err := r.Sections(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	byArticle := n.versionsOf(live, n.locales.Tags(), sections)
	var list [][]Version
	for _, id := range slices.Sorted(maps.Keys(byArticle)) {
		list = append(list, byArticle[id])
	}
	return list, nil
}
