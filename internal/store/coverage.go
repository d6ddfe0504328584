package store

import (
	"context"
	"errors"
	"slices"
	"sync"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Coverage is how far the stories are in one language.
type Coverage struct {
	Locale locale.Tag
	// Stages counts the versions by stage, Missing the stories without one.
	Stages  map[models.Stage]int
	Missing int
}

// stageCount is how many versions of a language are in a stage.
type stageCount struct {
	Locale locale.Tag
	Stage  models.Stage
	N      int64
}

// Coverage counts the versions of all stories by language and stage, without what is
// in the trash. Each count is a walk along an index; they run side by side, because
// on SQLite a walk of a hundred thousand takes several milliseconds. The few versions
// in the trash are taken off what was counted.
func (s *Store) Coverage(ctx context.Context, locales []locale.Tag) ([]Coverage, error) {
	stages := models.Stages()
	counts := make([]int64, len(locales)*len(stages))
	failures := make([]error, len(counts)+2)
	var articles int64
	var trashed []stageCount
	var wg sync.WaitGroup
	wg.Go(func() {
		articles, failures[len(counts)] = gorm.G[models.Article](s.reader).Where("trashed_at IS NULL").Count(ctx, "*")
	})
	wg.Go(func() {
		failures[len(counts)+1] = s.reader.WithContext(ctx).Raw(`SELECT t.locale, t.stage, count(*) AS n
			FROM articles a JOIN translations t ON t.article_id = a.id
			WHERE a.trashed_at IS NOT NULL GROUP BY t.locale, t.stage`).Scan(&trashed).Error
	})
	for i, l := range locales {
		for j, stage := range stages {
			at := i*len(stages) + j
			wg.Go(func() {
				counts[at], failures[at] = gorm.G[models.Translation](s.reader).
					Where("locale = ? AND stage = ?", l, stage).Count(ctx, "*")
			})
		}
	}
	wg.Wait()
	if err := errors.Join(failures...); err != nil {
		return nil, edge(err)
	}
	for _, c := range trashed {
		i, j := slices.Index(locales, c.Locale), slices.Index(stages, c.Stage)
		if i >= 0 && j >= 0 {
			counts[i*len(stages)+j] -= c.N
		}
	}
	list := make([]Coverage, len(locales))
	for i, l := range locales {
		list[i] = Coverage{Locale: l, Stages: map[models.Stage]int{}, Missing: int(articles)}
		for j, stage := range stages {
			n := int(counts[i*len(stages)+j])
			list[i].Stages[stage] = n
			list[i].Missing -= n
		}
	}
	return list, nil
}
