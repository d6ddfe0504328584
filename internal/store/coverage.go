package store

import (
	"context"
	"errors"
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

// Coverage counts the versions of all stories by language and stage. Each count
// is a walk along an index; they run side by side, because on SQLite a walk of a
// hundred thousand takes several milliseconds.
func (s *Store) Coverage(ctx context.Context, locales []locale.Tag) ([]Coverage, error) {
	stages := models.Stages()
	counts := make([]int64, len(locales)*len(stages))
	failures := make([]error, len(counts)+1)
	var articles int64
	var wg sync.WaitGroup
	wg.Go(func() {
		articles, failures[len(counts)] = gorm.G[models.Article](s.reader).Count(ctx, "*")
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
