package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/models"
)

// SectionsBelow returns the ids of the sections below one, in order.
func (r Reader) SectionsBelow(ctx context.Context, id int64) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Model(&models.Section{}).Where("parent_id = ?", id).
		Order("position, id").Pluck("id", &ids).Error
	return ids, edge(err)
}

// SectionIsUsed reports whether a story is in the section or was public in it.
func (r Reader) SectionIsUsed(ctx context.Context, id int64) (bool, error) {
	const look = `SELECT EXISTS (SELECT 1 FROM articles WHERE section_id = ?)
		OR EXISTS (SELECT 1 FROM publications WHERE section_id = ?)`
	var used bool
	return used, edge(r.db.WithContext(ctx).Raw(look, id, id).Scan(&used).Error)
}

// LockSections makes other transactions that would change sections wait until this
// one ends; stories may go into them meanwhile.
func (tx *Tx) LockSections(ctx context.Context) error {
	_, err := gorm.G[models.Section](tx.db, clause.Locking{Strength: "NO KEY UPDATE"}).Select("id").Order("id").Find(ctx)
	return edge(err)
}

// UpdateSection writes where s stands and its names if the row still has s's
// version, and counts the version up.
func (tx *Tx) UpdateSection(ctx context.Context, s *models.Section) error {
	seen := s.Version
	s.Version++
	err := changedOne(tx.db.WithContext(ctx).Model(&models.Section{}).
		Where("id = ? AND version = ?", s.ID, seen).Select("ParentID", "Position", "Version").Updates(s))
	if err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("section_id = ?", s.ID).Delete(&models.SectionName{}).Error; err != nil {
		return edge(err)
	}
	for i := range s.Names {
		s.Names[i].SectionID = s.ID
	}
	if len(s.Names) == 0 {
		return nil
	}
	return edge(tx.db.WithContext(ctx).Create(&s.Names).Error)
}

// SetSectionPosition writes where a section stands on its level. Its version stays:
// who is renaming it has nothing to do with that. The caller holds the sections'
// lock.
func (tx *Tx) SetSectionPosition(ctx context.Context, id int64, position int) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Section{}).Where("id = ?", id).Update("position", position))
}

// DeleteSection forgets a section, with its names, that has still that version.
func (tx *Tx) DeleteSection(ctx context.Context, id int64, version int) error {
	return changedOne(tx.db.WithContext(ctx).Where("id = ? AND version = ?", id, version).Delete(&models.Section{}))
}
