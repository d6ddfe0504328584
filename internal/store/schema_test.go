package store_test

import (
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gorm.io/gorm/schema"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// tables are the models that are stored; a table without one fails the test
// below.
func tables() []any {
	return []any{
		models.Article{},
		models.ArticleAuthor{},
		models.ArticleTag{},
		models.Author{},
		models.AuthorName{},
		models.Autosave{},
		models.Clock{},
		models.Comment{},
		models.Delivery{},
		models.Dismissal{},
		models.Event{},
		models.FormerSlug{},
		models.FrontEdition{},
		models.FrontPick{},
		models.Grant{},
		models.Heading{},
		models.HeadingWord{},
		models.Listing{},
		models.Medium{},
		models.MediumText{},
		models.MediumUse{},
		models.MediumWord{},
		models.Mention{},
		models.Presence{},
		models.PreviewLink{},
		models.Publication{},
		models.Redirect{},
		models.Release{},
		models.ReleaseItem{},
		models.Revision{},
		models.SavedView{},
		models.Assignment{},
		models.SearchDocument{},
		models.SearchWord{},
		models.Section{},
		models.SectionName{},
		models.Session{},
		models.Settings{},
		models.Tag{},
		models.TagName{},
		models.Translation{},
		models.Try{},
		models.User{},
		models.UserLink{},
		models.Verdict{},
	}
}

// columns maps "table.column" to whether it may be null. A key column says
// nothing of that.
type columns map[string]string

func TestTheSchemaIsWhatTheModelsSay(t *testing.T) {
	t.Parallel()
	want := modelColumns(t)
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		if diff := cmp.Diff(want, databaseColumns(t, s)); diff != "" {
			t.Errorf("columns (-models +database):\n%s", diff)
		}
	})
}

// modelColumns lists what the models keep: a pointer is what may be null.
func modelColumns(t *testing.T) columns {
	t.Helper()
	all := columns{}
	for _, model := range tables() {
		parsed, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range parsed.DBNames {
			field, null := parsed.FieldsByDBName[name], "not null"
			if field.FieldType.Kind() == reflect.Pointer {
				null = "null"
			}
			if field.PrimaryKey {
				null = "key"
			}
			all[parsed.Table+"."+name] = null
		}
	}
	return all
}

const (
	sqliteColumns = `SELECT m.name || '.' || c.name,
			CASE WHEN c.pk > 0 THEN 'key' WHEN c."notnull" = 1 THEN 'not null' ELSE 'null' END
		FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND m.name <> 'qalam_migrations' AND m.name NOT LIKE 'search~_index%' ESCAPE '~'`
	postgresColumns = `SELECT c.table_name || '.' || c.column_name,
			CASE WHEN k.column_name IS NOT NULL THEN 'key' WHEN c.is_nullable = 'NO' THEN 'not null' ELSE 'null' END
		FROM information_schema.columns c
		LEFT JOIN (information_schema.table_constraints p
			JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name))
			ON p.constraint_type = 'PRIMARY KEY' AND c.table_schema = k.table_schema
			AND c.table_name = k.table_name AND c.column_name = k.column_name
		WHERE c.table_schema = current_schema() AND c.table_name NOT IN ('qalam_migrations', 'search_index')`
)

// databaseColumns lists what the migrations have made.
func databaseColumns(t *testing.T, s *store.Store) columns {
	t.Helper()
	query := postgresColumns
	if onSQLite(t, s) {
		query = sqliteColumns
	}
	rows, err := raw(t, s).QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	all := columns{}
	for rows.Next() {
		var name, null string
		if err := rows.Scan(&name, &null); err != nil {
			t.Fatal(err)
		}
		all[name] = null
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBothDatabasesHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	sqlite, postgres := migrations(t, "sqlite"), migrations(t, "postgres")
	if diff := cmp.Diff(sqlite, postgres); diff != "" {
		t.Errorf("migrations (-sqlite +postgres):\n%s", diff)
	}
}

// migrations lists the files of a database's migrations, number and name.
func migrations(t *testing.T, dialect string) []string {
	t.Helper()
	files, err := os.ReadDir("migrations/" + dialect)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file.Name(), ".sql")
	}
	if len(names) == 0 {
		t.Fatal("no migrations found")
	}
	return names
}
