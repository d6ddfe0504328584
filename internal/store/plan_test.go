package store_test

import (
	"database/sql"
	"errors"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// wholeTables are the methods that are to walk a whole table: a handful of rows,
// or a check of everything.
func wholeTables() []string {
	return []string{"Authors", "Sections", "Users", "HasAdmin", "CreateSection", "Overlaps", "LostHeads", "Orphans", "LockSections"}
}

// questions runs every method that asks or changes something.
func questions(t *testing.T, tx *store.Tx, s *store.Store) map[string]func() error {
	t.Helper()
	ctx, id, en := t.Context(), int64(1), locale.English
	ids, cursor := []int64{1, 2}, &store.Cursor{At: now(), ID: 3}
	span := store.SpanQuery{From: now(), Until: now() + 1, Locales: []locale.Tag{en}, Limit: 10}
	none := func(_ any, err error) error { return err }
	list := func(q store.ListQuery) error {
		q.Locale, q.At, q.Limit = en, now(), 10
		_, err := tx.List(ctx, q)
		return err
	}
	return map[string]func() error{
		"Article":            func() error { return none(tx.Article(ctx, id)) },
		"ArticleByImportKey": func() error { return none(tx.ArticleByImportKey(ctx, "k")) },
		"Articles": func() error {
			full := store.ArticleQuery{
				Desk: en, Owner: 1, Section: 1, Author: 1, Assignee: 1, From: 1, Until: 2, SourceReady: true, SourceOpen: true, Locale: en, Locales: []locale.Tag{en}, At: now(), Words: [][]string{{"a", "b"}, {"abc"}}, Limit: 10,
			}
			for _, version := range append(store.VersionFilters(), store.AnyVersion) {
				for _, byTitle := range []bool{false, true} {
					full.Version, full.ByTitle, full.Before, full.After = version, byTitle, cursor, &store.TitleCursor{Key: []byte{1}, ID: 1}
					if err := none(tx.Articles(ctx, full)); err != nil {
						return err
					}
				}
			}
			late := store.ArticleQuery{Version: store.LateVersion, Locales: []locale.Tag{en, locale.Kazakh}, At: now(), Limit: 10}
			return errors.Join(none(tx.Articles(ctx, late)), none(tx.Articles(ctx, store.ArticleQuery{Before: cursor, Limit: 10})))
		},
		"Assigned":    func() error { return none(tx.Assigned(ctx, 1, 10)) },
		"Assignment":  func() error { return none(tx.Assignment(ctx, 1, en)) },
		"Assignments": func() error { return none(tx.Assignments(ctx, ids)) },
		"SetAssignment": func() error {
			return tx.SetAssignment(ctx, &models.Assignment{ArticleID: 1, Locale: en, UserID: 1, CreatedAt: 1})
		},
		"Comment":  func() error { _, err := tx.Comment(ctx, 99); return ignoreMissing(err) },
		"Comments": func() error { return none(tx.Comments(ctx, id, en)) },
		"CommentsFor": func() error {
			return errors.Join(
				none(tx.CommentsFor(ctx, store.CommentQuery{UserID: 1, Limit: 10})),
				none(tx.CommentsFor(ctx, store.CommentQuery{UserID: 1, Owner: 1, Limit: 10})),
			)
		},
		"Mentions":      func() error { return none(tx.Mentions(ctx, ids)) },
		"CreateComment": func() error { return nil }, // by the next
		"SetResolved": func() error {
			c := &models.Comment{ArticleID: 1, Locale: en, Text: "a"}
			if err := tx.CreateComment(ctx, c, []int64{1}); err != nil {
				return err
			}
			return tx.SetResolved(ctx, c.ID, new(now()), nil)
		},
		"Verdicts": func() error { return none(tx.Verdicts(ctx, id)) },
		"SentBack": func() error { return none(tx.SentBack(ctx, id, ids)) },
		"SetVerdicts": func() error {
			return tx.SetVerdicts(ctx, []models.Verdict{{TranslationID: 1, BlockKey: "k", Fingerprint: []byte{1}, Kind: models.Accepted}})
		},
		"DeleteVerdicts":      func() error { _, err := tx.DeleteVerdicts(ctx, 1, []models.Key{"k"}); return err },
		"DeleteAssignment":    func() error { return tx.DeleteAssignment(ctx, 1, en) },
		"Beginning":           func() error { return none(tx.Beginning(ctx, now(), now(), 10)) },
		"Begun":               func() error { return none(tx.Begun(ctx, now(), now(), 10)) },
		"EditsSince":          func() error { return none(tx.EditsSince(ctx, ids, 1)) },
		"FirstPublic":         func() error { return none(tx.FirstPublic(ctx, ids, now())) },
		"Firsts":              func() error { return none(tx.Firsts(ctx, now(), now(), now())) },
		"Planned":             func() error { return none(tx.Planned(ctx, ids, now())) },
		"Tags":                func() error { return none(tx.Tags(ctx)) },
		"Authors":             func() error { return none(tx.Authors(ctx)) },
		"Headings":            func() error { return none(tx.Headings(ctx, ids, en)) },
		"Unheaded":            func() error { return none(tx.Unheaded(ctx, "r", 10)) },
		"Begins":              func() error { return none(tx.Begins(ctx, span)) },
		"Ends":                func() error { return none(tx.Ends(ctx, span)) },
		"CalendarPublication": func() error { return none(tx.CalendarPublication(ctx, id)) },
		"ReleasesIn":          func() error { return none(tx.ReleasesIn(ctx, now(), now(), 10)) },
		"EmbargoesIn":         func() error { return none(tx.EmbargoesIn(ctx, now(), now(), 10)) },
		"SetHeadings": func() error {
			h := models.Heading{ArticleID: 1, Locale: en, Title: "A", TitleLocale: en, SortKey: []byte{1}, Rules: "r"}
			return tx.SetHeadings(ctx, 1, []models.Heading{h}, []string{"a"})
		},
		"SavedViews":      func() error { return none(tx.SavedViews(ctx, id)) },
		"SetSavedView":    func() error { return tx.SetSavedView(ctx, &models.SavedView{UserID: 1, Name: "a", Query: "b"}) },
		"DeleteSavedView": func() error { return tx.DeleteSavedView(ctx, id, id) },
		"LiveStates":      func() error { return none(tx.LiveStates(ctx, ids, now())) },
		"ArticlesAfter":   func() error { return none(tx.ArticlesAfter(ctx, id, 10)) },
		"AuthorByKey":     func() error { return none(tx.AuthorByKey(ctx, "k")) },
		"AuthorBySlug":    func() error { return none(tx.AuthorBySlug(ctx, en, "k")) },
		"AuthorSlugTaken": func() error { return none(tx.AuthorSlugTaken(ctx, en, "k")) },
		"Autosaves":       func() error { return none(tx.Autosaves(ctx, id, id, en)) },
		"Coverage":        func() error { return none(s.Coverage(ctx, []locale.Tag{en})) },
		"Dismissals":      func() error { return none(tx.Dismissals(ctx, ids)) },
		"Events":          func() error { return none(tx.Events(ctx, id, 10)) },
		"Editions": func() error {
			return errors.Join(
				none(tx.Editions(ctx, store.EditionQuery{Locale: en, At: now(), Before: cursor, Limit: 10})),
				none(tx.Editions(ctx, store.EditionQuery{Locale: en, At: now(), Ahead: true, Limit: 10})),
			)
		},
		"Edition":         func() error { _, err := tx.Edition(ctx, id); return ignoreMissing(err) },
		"LastEdition":     func() error { return none(tx.LastEdition(ctx, en)) },
		"UnendedEditions": func() error { return none(tx.UnendedEditions(ctx, now())) },
		"CreateEdition":   func() error { return nil }, // by the next
		"UpdateEdition": func() error {
			e := &models.FrontEdition{Locale: en, Number: 1, LiveFrom: now(), Picks: []models.FrontPick{{ArticleID: 1, EndsAt: now()}}}
			if err := tx.CreateEdition(ctx, e); err != nil {
				return err
			}
			return errors.Join(tx.UpdateEdition(ctx, e), tx.SetPickEnds(ctx, e.Picks))
		},
		"SetPickEnds":       func() error { return nil }, // by the one before
		"LiveStories":       func() error { return none(tx.LiveStories(ctx, ids, en, now())) },
		"StoriesIn":         func() error { return none(tx.StoriesIn(ctx, ids, en)) },
		"Spans":             func() error { return none(tx.Spans(ctx, ids, en)) },
		"Urgent":            func() error { return none(tx.Urgent(ctx, en, now()-1, now(), 10)) },
		"Generation":        func() error { return none(tx.Generation(ctx, now())) },
		"HasAdmin":          func() error { return none(tx.HasAdmin(ctx)) },
		"History":           func() error { return none(tx.History(ctx, id, 10, 10)) },
		"List":              func() error { return list(store.ListQuery{}) },
		"List, before":      func() error { return list(store.ListQuery{Before: cursor}) },
		"List of a section": func() error { return list(store.ListQuery{SectionID: id, Before: cursor}) },
		"List of sections":  func() error { return list(store.ListQuery{SectionID: id, Below: ids, Before: cursor}) },
		"List of a tag":     func() error { return list(store.ListQuery{TagID: id}) },
		"List of an author": func() error { return list(store.ListQuery{AuthorID: id}) },
		"List of a day":     func() error { return list(store.ListQuery{From: 1, Until: now(), Before: cursor}) },
		"Lists": func() error {
			return none(tx.Lists(ctx, []store.ListQuery{{Locale: en, At: now(), TagID: id, Limit: 5}, {Locale: en, At: now(), SectionID: id, Limit: 5}}))
		},
		"FirstSince": func() error {
			_, err := tx.FirstSince(ctx, store.ListQuery{Locale: en, At: now(), From: 1})
			return err
		},
		"ListLocales": func() error {
			return errors.Join(
				none(tx.ListLocales(ctx, store.ListQuery{At: now()}, []locale.Tag{en})),
				none(tx.ListLocales(ctx, store.ListQuery{SectionID: id, Below: ids, At: now()}, []locale.Tag{en, locale.Kazakh})),
			)
		},
		"Live":             func() error { return none(tx.Live(ctx, id, en, now())) },
		"LiveBetween":      func() error { return none(tx.LiveBetween(ctx, id, id+1000, now())) },
		"NextLive":         func() error { return none(tx.NextLive(ctx, en, id, now())) },
		"LiveVersions":     func() error { return none(tx.LiveVersions(ctx, ids, now())) },
		"LostHeads":        func() error { return none(tx.LostHeads(ctx, 10)) },
		"Numbers":          func() error { return none(tx.Numbers(ctx, ids)) },
		"Overlaps":         func() error { return none(tx.Overlaps(ctx, 10)) },
		"Publications":     func() error { return none(tx.Publications(ctx, id)) },
		"PublicationsOf":   func() error { return none(tx.PublicationsOf(ctx, id)) },
		"Publication":      func() error { return none(tx.Publication(ctx, id)) },
		"Ahead":            func() error { return none(tx.Ahead(ctx, now())) },
		"TrashedArticles":  func() error { return none(tx.TrashedArticles(ctx, 10)) },
		"Redirect":         func() error { return none(tx.Redirect(ctx, "/x", "/x/")) },
		"Revision":         func() error { return none(tx.Revision(ctx, id)) },
		"RevisionByNumber": func() error { return none(tx.RevisionByNumber(ctx, id, 1)) },
		"Revisions":        func() error { return none(tx.Revisions(ctx, ids)) },
		"SectionByKey":     func() error { return none(tx.SectionByKey(ctx, "k")) },
		"SectionBySlug":    func() error { return none(tx.SectionBySlug(ctx, en, "k")) },
		"Sections":         func() error { return none(tx.Sections(ctx)) },
		"Session":          func() error { return none(tx.Session(ctx, []byte{1}, now())) },
		"Sessions":         func() error { return none(tx.Sessions(ctx, id, now())) },
		"UserLink":         func() error { return none(tx.UserLink(ctx, []byte{1}, now())) },
		"UserLinkOf":       func() error { return none(tx.UserLinkOf(ctx, id, now())) },
		"TagByKey":         func() error { return none(tx.TagByKey(ctx, "k")) },
		"TagBySlug":        func() error { return none(tx.TagBySlug(ctx, en, "k")) },
		"Translator":       func() error { return none(tx.Translator(ctx, id, en)) },
		"Signed":           func() error { _, err := tx.Signed(ctx, id); return ignoreMissing(err) },
		"Translation":      func() error { return none(tx.Translation(ctx, id, en)) },
		"Translations":     func() error { return none(tx.Translations(ctx, id)) },
		"User":             func() error { return none(tx.User(ctx, id)) },
		"UserByEmail":      func() error { return none(tx.UserByEmail(ctx, "a@b.example")) },
		"UserNames":        func() error { return none(tx.UserNames(ctx, ids)) },
		"Users":            func() error { return none(tx.Users(ctx)) },
		"PreviewByHash":    func() error { _, err := tx.PreviewByHash(ctx, []byte{1}); return ignoreMissing(err) },
		"Previews":         func() error { return none(tx.Previews(ctx, id, en, now())) },
		"CreatePreview":    func() error { return nil }, // by the next
		"DeletePreviews":   func() error { return tx.DeletePreviews(ctx, now()) },
		"RevokePreviews":   func() error { return tx.RevokePreviews(ctx, id, now()) },
		"SectionsBelow":    func() error { return none(tx.SectionsBelow(ctx, id)) },
		"SectionIsUsed":    func() error { return none(tx.SectionIsUsed(ctx, id)) },
		"LockSections":     func() error { return tx.LockSections(ctx) },
		"UpdateSection": func() error {
			return tx.UpdateSection(ctx, &models.Section{ID: 1, Version: 1, Names: []models.SectionName{{Locale: en, Name: "k", Slug: "k"}}})
		},
		"SetSectionPosition": func() error { return tx.SetSectionPosition(ctx, id, 3) },
		"DeleteSection":      func() error { return ignoreMissing(tx.DeleteSection(ctx, 99, 1)) },
		"RevokePreview": func() error {
			v := &models.PreviewLink{Hash: []byte{1}, ArticleID: 1, Locale: en, RevisionID: 1}
			if err := tx.CreatePreview(ctx, v); err != nil {
				return err
			}
			return tx.RevokePreview(ctx, v.ID, 1, now())
		},
		"Media": func() error {
			full := store.MediaQuery{Words: [][]string{{"a", "b"}, {"c"}}, Uploader: 1, At: now(), Soon: now(), Before: 9, Limit: 10}
			for _, full.Filter = range append(store.MediaFilters(), store.AnyMedia) {
				if err := none(tx.Media(ctx, full)); err != nil {
					return err
				}
			}
			return none(tx.Media(ctx, store.MediaQuery{Before: 9, Limit: 10}))
		},
		"MediaByID":      func() error { return none(tx.MediaByID(ctx, ids)) },
		"Medium":         func() error { return none(tx.Medium(ctx, 1)) },
		"MediumByDigest": func() error { return none(tx.MediumByDigest(ctx, "d")) },
		"MediumIsPublic": func() error { return none(tx.MediumIsPublic(ctx, 1, []locale.Tag{en}, now())) },
		"MediumIsUsed":   func() error { return none(tx.MediumIsUsed(ctx, 1)) },
		"MediumUses":     func() error { return none(tx.MediumUses(ctx, 1, now(), 10)) },
		"ExpiringUsed":   func() error { return none(tx.ExpiringUsed(ctx, now(), now(), 10)) },
		"CreateMedium":   func() error { return nil }, // by the helpers
		"UpdateMedium": func() error {
			m := newMedium("another")
			m.ID, m.Version = 1, 1
			return tx.UpdateMedium(ctx, &m, []string{"a"})
		},
		"DeleteMedium": func() error { return ignoreMissing(tx.DeleteMedium(ctx, 9, 1)) },
		"SetMediaUses": func() error { return tx.SetMediaUses(ctx, 1, []int64{7}) },
		"Orphans":      func() error { return none(tx.Orphans(ctx, 10)) },
		"OtherNames":   func() error { return none(tx.OtherNames(ctx, []string{"k"}, []locale.Tag{en}, en)) },
		"Unsearchable": func() error { return none(tx.Unsearchable(ctx, 1, 10)) },
		"Search": func() error {
			q := store.SearchQuery{At: now(), Match: [][]string{{"a", "b"}, {"c"}}, Except: [][][]string{{{"d"}}}, Limit: 5}
			narrow := q
			narrow.Sections, narrow.From, narrow.Until, narrow.Before = ids, now(), now()+1, 9
			return errors.Join(none(tx.Search(ctx, q)), none(tx.Search(ctx, narrow)))
		},
		"Words": func() error {
			return none(tx.Words(ctx, store.WordQuery{From: "a", Until: "b", Shortest: 1, Longest: 9, Limit: 5}))
		},
		"SetSearchKeys": func() error {
			k := store.SearchKeys{Publication: &models.Publication{ID: 1}, Keys: []string{"en:e:a"}, Words: []string{"en:>a"}}
			return tx.SetSearchKeys(ctx, []store.SearchKeys{k}, 1)
		},
		"WasPublic": func() error { return none(tx.WasPublic(ctx, id, en, now())) },
		"VerifyJournal": func() error {
			_, _, err := tx.VerifyJournal(ctx)
			return err
		},

		"DeleteDelivery":    func() error { return tx.DeleteDelivery(ctx, id, models.DeliverEnded) },
		"FinishDelivery":    func() error { return ignoreMissing(tx.FinishDelivery(ctx, 1, "w", now())) },
		"Mark":              func() error { return none(tx.Mark(ctx)) },
		"NextDelivery":      func() error { return none(tx.NextDelivery(ctx)) },
		"Queue":             func() error { _, _, err := tx.Queue(ctx, now()); return err },
		"OverdueDeliveries": func() error { return none(tx.OverdueDeliveries(ctx, now(), 10)) },
		"UntoldDeliveries":  func() error { return none(tx.UntoldDeliveries(ctx, now(), 10)) },
		"NoteOverdue":       func() error { return ignoreMissing(tx.NoteOverdue(ctx, 9, now())) },
		"UntoldExpiries":    func() error { return none(tx.UntoldExpiries(ctx, now(), 10)) },
		"NoteExpiry":        func() error { return ignoreMissing(tx.NoteExpiry(ctx, 9, now())) },
		"Release":           func() error { _, err := tx.Release(ctx, 1); return ignoreMissing(err) },
		"Releases": func() error {
			for _, group := range store.ReleaseGroups() {
				for _, after := range []*store.Cursor{nil, cursor} {
					if err := none(tx.Releases(ctx, store.ReleaseQuery{Group: group, At: now(), After: after, Limit: 10})); err != nil {
						return err
					}
				}
			}
			return nil
		},
		"ArticleStates":    func() error { return none(tx.ArticleStates(ctx, ids)) },
		"PublicationsByID": func() error { return none(tx.PublicationsByID(ctx, ids)) },
		"DeliveriesOf":     func() error { return none(tx.DeliveriesOf(ctx, ids)) },
		"TakenDown":        func() error { return none(tx.TakenDown(ctx, ids)) },
		"DeleteRelease":    func() error { return ignoreMissing(tx.DeleteRelease(ctx, 99, 1)) },
		"OpenReleases":     func() error { return none(tx.OpenReleases(ctx, now())) },
		"ArmedReleases":    func() error { return none(tx.ArmedReleases(ctx, 1, en, now())) },
		"ArmedUntil":       func() error { return none(tx.ArmedUntil(ctx, now(), now())) },
		"LockReleases":     func() error { return tx.LockReleases(ctx) },
		"CreateRelease":    func() error { return nil }, // by the next
		"UpdateRelease": func() error {
			v := &models.Release{State: models.ReleaseOpen}
			if err := tx.CreateRelease(ctx, v); err != nil {
				return err
			}
			return tx.UpdateRelease(ctx, v)
		},
		"CreateReleaseItem": func() error { return nil }, // by the next
		"UpdateReleaseItem": func() error {
			v := &models.Release{State: models.ReleaseOpen}
			if err := tx.CreateRelease(ctx, v); err != nil {
				return err
			}
			i := &models.ReleaseItem{ReleaseID: v.ID, ArticleID: 1, Locale: en}
			if err := tx.CreateReleaseItem(ctx, i); err != nil {
				return err
			}
			return tx.UpdateReleaseItem(ctx, i)
		},
		"DeleteReleaseItem": func() error { return tx.DeleteReleaseItem(ctx, 1) },
		"Settings":          func() error { return none(tx.Settings(ctx)) },
		"UpdateSettings":    func() error { return ignoreMissing(tx.UpdateSettings(ctx, &models.Settings{Version: 0})) },
		"StandingPages":     func() error { return none(tx.StandingPages(ctx, 10)) },
		"LivePages":         func() error { return none(tx.LivePages(ctx, ids, en, now())) },
		"Blocks": func() error {
			return none(tx.Blocks(ctx, now(), en, []store.Block{{SectionIDs: ids, Stories: 3}, {SectionIDs: []int64{3}, Stories: 3}}, ids))
		},
		"Journal":              func() error { return none(tx.Journal(ctx, store.JournalQuery{Limit: 10})) },
		"Journal of a story":   func() error { return none(tx.Journal(ctx, store.JournalQuery{ArticleID: 1, Before: 9, Limit: 10})) },
		"Journal of a person":  func() error { return none(tx.Journal(ctx, store.JournalQuery{UserID: 1, Limit: 10})) },
		"Journal of an owner":  func() error { return none(tx.Journal(ctx, store.JournalQuery{OwnerID: 1, Limit: 10})) },
		"Journal of a locale":  func() error { return none(tx.Journal(ctx, store.JournalQuery{Locale: en, Limit: 10})) },
		"Journal of an area":   func() error { return none(tx.Journal(ctx, store.JournalQuery{Area: "article", Limit: 10})) },
		"Journal of a release": func() error { return none(tx.Journal(ctx, store.JournalQuery{ReleaseID: 1, Limit: 10})) },
		"Journal of days":      func() error { return none(tx.Journal(ctx, store.JournalQuery{From: now(), Until: now(), Limit: 10})) },
		"Trashed":              func() error { return none(tx.Trashed(ctx, ids)) },
		"RaiseMark":            func() error { return tx.RaiseMark(ctx, now()) },
		"SetDelivery":          func() error { return tx.SetDelivery(ctx, id, models.DeliverLive, now()) },
		"TakeDeliveries":       func() error { return none(tx.TakeDeliveries(ctx, "w", now(), now(), 10)) },

		"TagByID":    func() error { _, err := tx.TagByID(ctx, 1); return ignoreMissing(err) },
		"TagStories": func() error { return none(tx.TagStories(ctx, ids)) },
		"UpdateTag": func() error {
			v := &models.Tag{Key: "changed"}
			if err := tx.CreateTag(ctx, v); err != nil {
				return err
			}
			v.Names = []models.TagName{{Locale: en, Name: "a", Slug: "changed"}}
			return tx.UpdateTag(ctx, v)
		},
		"MergeTags":         func() error { return none(tx.MergeTags(ctx, 7, 8)) },
		"DeleteTag":         func() error { return ignoreMissing(tx.DeleteTag(ctx, 9, 1)) },
		"MoveFormerSlugs":   func() error { return tx.MoveFormerSlugs(ctx, models.TagSlug, 7, 8) },
		"AuthorByID":        func() error { _, err := tx.AuthorByID(ctx, 1); return ignoreMissing(err) },
		"AuthorByUser":      func() error { return none(tx.AuthorByUser(ctx, 1)) },
		"AuthorsByPortrait": func() error { return none(tx.AuthorsByPortrait(ctx, 1)) },
		"AuthorStories":     func() error { return none(tx.AuthorStories(ctx, ids)) },
		"AuthorIsCredited":  func() error { return none(tx.AuthorIsCredited(ctx, 1)) },
		"UpdateAuthor": func() error {
			v := &models.Author{Key: "changed"}
			if err := tx.CreateAuthor(ctx, v); err != nil {
				return err
			}
			v.Names = []models.AuthorName{{Locale: en, Name: "a", Slug: "changed"}}
			return tx.UpdateAuthor(ctx, v)
		},
		"DeleteAuthor": func() error { return ignoreMissing(tx.DeleteAuthor(ctx, 9, 1)) },
		"AddAuthorName": func() error {
			return tx.AddAuthorName(ctx, &models.AuthorName{AuthorID: 1, Locale: locale.Kazakh, Slug: "new"})
		},
		"AppendEvent":   func() error { return tx.AppendEvent(ctx, &models.Event{At: now(), Kind: models.TagCreated}) },
		"CreateArticle": func() error { return nil }, // by the helpers
		"CreateAuthor":  func() error { return tx.CreateAuthor(ctx, &models.Author{Key: "new"}) },
		"CreateDismissal": func() error {
			return tx.CreateDismissal(ctx, &models.Dismissal{TranslationID: id, Fingerprint: []byte{1}})
		},
		"DeleteDismissal":   func() error { return tx.DeleteDismissal(ctx, id, "end", "k", []byte{1}) },
		"CreatePublication": func() error { return nil }, // by the helpers
		"CreateRevision":    func() error { return tx.CreateRevision(ctx, &models.Revision{TranslationID: id}) },
		"CreateSection":     func() error { return tx.CreateSection(ctx, &models.Section{Key: "new"}) },
		"CreateTag":         func() error { return tx.CreateTag(ctx, &models.Tag{Key: "new"}) },
		"CreateTranslation": func() error { return nil }, // by the helpers
		"CreateUser":        func() error { return tx.CreateUser(ctx, &models.User{Email: "new@b.example"}) },
		"SetPresence": func() error {
			return tx.SetPresence(ctx, &models.Presence{ArticleID: 1, Locale: en, UserID: 1, Tab: "a"})
		},
		"DeletePresence":        func() error { return tx.DeletePresence(ctx, id, id, en, "a") },
		"DeletePresencesBefore": func() error { return tx.DeletePresencesBefore(ctx, 5) },
		"Present":               func() error { return none(tx.Present(ctx, id, en, id)) },
		"NewestEvent":           func() error { return none(tx.NewestEvent(ctx)) },
		"NewestEventOf":         func() error { return none(tx.NewestEventOf(ctx, id)) },
		"DeleteAutosave":        func() error { return tx.DeleteAutosave(ctx, id, id, en, "a") },
		"DeleteAutosavesBefore": func() error { return tx.DeleteAutosavesBefore(ctx, 5) },
		"UpdatePublication": func() error {
			return tx.UpdatePublication(ctx, &models.Publication{ID: 1, LiveFrom: at(-1), LiveUntil: at(1)})
		},
		"LockArticle":      func() error { return tx.LockArticle(ctx, id) },
		"MovePublications": func() error { return tx.MovePublications(ctx, id, &id) },
		"SetAutosave": func() error {
			return tx.SetAutosave(ctx, &models.Autosave{UserID: 1, ArticleID: 1, Locale: en, Tab: "a"})
		},
		"FormerSlug":      func() error { return none(tx.FormerSlug(ctx, models.SectionSlug, en, "k")) },
		"KeepFormerSlug":  func() error { return tx.KeepFormerSlug(ctx, models.SectionSlug, en, "k", id) },
		"DropFormerSlug":  func() error { return tx.DropFormerSlug(ctx, models.SectionSlug, en, "k") },
		"DropFormerSlugs": func() error { return tx.DropFormerSlugs(ctx, models.SectionSlug, id) },
		"SetRedirect":     func() error { return tx.SetRedirect(ctx, "/x", id, en) },
		"TouchArticle":    func() error { return tx.TouchArticle(ctx, id, now()) },
		"UpdateArticle": func() error {
			return tx.UpdateArticle(ctx, &models.Article{ID: 1, Kind: models.News, SectionID: &id, Version: 1, Place: models.Names{}})
		},
		"UpdateTranslation": func() error {
			return none(nil, tx.UpdateTranslation(ctx, &models.Translation{ID: 1, Version: 2, Stage: models.Draft}))
		},
		"UpdateUser": func() error { return tx.UpdateUser(ctx, &models.User{ID: 1, Version: 1}) },
		"SetGrants": func() error {
			return tx.SetGrants(ctx, id, []models.Grant{{Role: models.RoleEditor, Locales: []locale.Tag{}}})
		},
		"SeeUser":       func() error { return tx.SeeUser(ctx, id, now(), now()) },
		"CreateSession": func() error { return tx.CreateSession(ctx, &models.Session{Hash: []byte{1}, Data: []byte{1}}, now()) },
		"KeepSession": func() error {
			return ignoreMissing(tx.KeepSession(ctx, &models.Session{Hash: []byte{1}, Data: []byte{1}}, true))
		},
		"DeleteSession":    func() error { return tx.DeleteSession(ctx, []byte{1}) },
		"DeleteSessionOf":  func() error { return ignoreMissing(tx.DeleteSessionOf(ctx, id, id)) },
		"DeleteSessionsOf": func() error { return none(tx.DeleteSessionsOf(ctx, id, []byte{1})) },
		"SetUserLink": func() error {
			return tx.SetUserLink(ctx, &models.UserLink{Hash: []byte{1}, UserID: id, Kind: models.InviteLink})
		},
		"DeleteUserLink": func() error { return none(tx.DeleteUserLink(ctx, id)) },
		"LockTry":        func() error { return none(tx.LockTry(ctx, []byte{1})) },
		"SetTry": func() error {
			if _, err := tx.LockTry(ctx, []byte{2}); err != nil {
				return err
			}
			return tx.SetTry(ctx, &models.Try{Hash: []byte{2}})
		},
		"ReturnTry":         func() error { return tx.ReturnTry(ctx, []byte{1}) },
		"DeleteTry":         func() error { return tx.DeleteTry(ctx, []byte{1}) },
		"DeleteTriesBefore": func() error { return tx.DeleteTriesBefore(ctx, 5) },
	}
}

// newMedium is a picture that could be stored.
func newMedium(digest string) models.Medium {
	return models.Medium{
		Digest: digest, Name: "sea", Format: "jpeg", Width: 4, Height: 3,
		Texts: []models.MediumText{{Locale: locale.English, Alt: "The sea"}},
	}
}

// ignoreMissing passes over what an empty database cannot answer.
func ignoreMissing(err error) error {
	if errs.Is(err, errs.NotFound) || errs.Is(err, errs.Conflict) {
		return nil
	}
	return err
}

func TestNoQuestionWalksAWholeTable(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		section := newSection(t, s, "economy")
		newAuthor(t, s, "aigerim")
		write(t, s, func(tx *store.Tx) error {
			m := newMedium("one")
			return tx.CreateMedium(t.Context(), &m, []string{"sea"})
		})
		newUser(t, s, "aigerim@example.org", models.RoleEditor)
		newLive(t, s, models.Article{SectionID: &section.ID}, locale.English, at(-1), at(1))
		plans := map[string][]string{}
		write(t, s, func(tx *store.Tx) error {
			asked := questions(t, tx, s)
			wantEveryMethod(t, asked)
			for _, name := range slices.Sorted(maps.Keys(asked)) {
				watch.Reset(0)
				if err := asked[name](); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, statement := range watch.Seen() {
					plans[name] = append(plans[name], statement.Query)
				}
			}
			return nil
		})
		explain := explainSQLite
		if !onSQLite(t, s) {
			explain = func(t *testing.T, s *store.Store, query string) ([]string, bool) {
				t.Helper()
				return explainPostgres(t, s, query)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(plans)) {
			for _, query := range slices.Compact(plans[name]) {
				plan, walks := explain(t, s, query)
				t.Logf("%s\n  %s\n    %s", name, query, strings.Join(plan, "\n    "))
				if walks && !slices.Contains(wholeTables(), name) {
					t.Errorf("%s walks a whole table: %s\n%s", name, query, strings.Join(plan, "\n"))
				}
			}
		}
	})
}

// The list of a section with others below it reads of each no more than it shows:
// each is a walk of an index that ends when there are enough.
func TestTheListsOfSectionsReadOfEachNoMoreThanTheyShow(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		watch.Reset(0)
		q := store.ListQuery{Locale: locale.English, At: now(), SectionID: 1, Below: []int64{2, 3}, Limit: 10}
		if _, err := s.Read().List(t.Context(), q); err != nil {
			t.Fatal(err)
		}
		query := watch.Seen()[0].Query
		var plan []string
		// A walk, and what comes right after it: not an order that has to be made.
		walk, limits := "SEARCH publications USING INDEX publications_section (section_id=? AND locale=?)\nSCAN x\n", strings.Count(query, "LIMIT")
		if onSQLite(t, s) {
			plan, _ = explainSQLite(t, s, query)
		} else { // which would rather sort the nothing that there is
			plan, _ = explainPostgres(t, s, query, "SET enable_sort = off")
			walk, limits = "Index Scan using publications_section", strings.Count(strings.Join(plan, "\n"), "Limit  (")
		}
		if text := strings.Join(plan, "\n") + "\n"; strings.Count(text, walk) != 3 || limits != 4 {
			t.Errorf("the list is made otherwise (%d limits):\n%s", limits, text)
		}
	})
}

// wantEveryMethod fails where a method of Reader or Tx is not asked.
func wantEveryMethod(t *testing.T, asked map[string]func() error) {
	t.Helper()
	for _, typ := range []reflect.Type{reflect.TypeFor[store.Reader](), reflect.TypeFor[*store.Tx]()} {
		for method := range typ.Methods() {
			if asked[method.Name] == nil {
				t.Errorf("%s is not asked here", method.Name)
			}
		}
	}
}

// plainScan is a step of SQLite's that reads a table from one end to the other;
// one along an index, and one over values of the statement's own, are fine.
var plainScan = regexp.MustCompile(`^SCAN (\S+)( USING (?:COVERING )?INDEX .*)?$`)

func explainSQLite(t *testing.T, s *store.Store, query string) (plan []string, walks bool) {
	t.Helper()
	verb, _, _ := strings.Cut(query, " ")
	if verb == "INSERT" {
		return nil, false
	}
	nulls := make([]any, strings.Count(query, "?"))
	rows, err := raw(t, s).QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, nulls...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	for _, step := range column(t, rows, 3) {
		plan = append(plan, step)
		m := plainScan.FindStringSubmatch(step)
		// What a co-routine yields is walked, and where it takes that from is a
		// step of its own.
		own := m != nil && (m[1] == "CONSTANT" || slices.Contains(plan, "CO-ROUTINE "+m[1]))
		walks = walks || m != nil && m[2] == "" && !own
	}
	return plan, walks
}

// parameter is a placeholder of PostgreSQL.
var parameter = regexp.MustCompile(`\$\d+`)

// explainPostgres asks for the plan when sequential scans are to be avoided: one
// that is left has no index to use. Further settings may come with it.
func explainPostgres(t *testing.T, s *store.Store, query string, settings ...string) (plan []string, walks bool) {
	t.Helper()
	if strings.HasPrefix(query, "INSERT") || strings.Contains(query, "pg_advisory") {
		return nil, false
	}
	db := raw(t, s)
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	run := func(statement string) {
		t.Helper()
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run("SET enable_seqscan = off")
	for _, setting := range settings {
		run(setting)
	}
	run("SET plan_cache_mode = force_generic_plan")
	run("PREPARE question AS " + query)
	nulls := strings.TrimSuffix(strings.Repeat("NULL,", len(uniqueStrings(parameter.FindAllString(query, -1)))), ",")
	if nulls != "" {
		nulls = "(" + nulls + ")"
	}
	rows, err := conn.QueryContext(t.Context(), "EXPLAIN EXECUTE question"+nulls)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	plan = column(t, rows, 0)
	run("DEALLOCATE question")
	run("RESET ALL")
	return plan, strings.Contains(strings.Join(plan, "\n"), "Seq Scan")
}

func uniqueStrings(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// column reads one column of an answer.
func column(t *testing.T, rows *sql.Rows, at int) []string {
	t.Helper()
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for rows.Next() {
		values := make([]any, len(names))
		for i := range values {
			values[i] = new(any)
		}
		var text string
		values[at] = &text
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
