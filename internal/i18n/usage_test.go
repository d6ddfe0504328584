package i18n_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// uses are the keys that sources and templates name, each with its places.
type uses struct {
	// whole keys; bases are literals that a suffix in the same file may
	// complete; prefixes end in a dot and are completed at run time.
	whole, prefixes map[string][]string
	suffixes        map[string][]string // by file
	// args are the names of the values given, where they stand in the call.
	args map[string][]call
}

type call struct {
	place string
	names []string
}

// area is what every key begins with; other dotted texts are no keys.
var area = regexp.MustCompile(`^(admin|site|error|text|check|section\.known)\.`)

var (
	wholeKey  = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	prefixKey = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\.$`)
	assetName = regexp.MustCompile(`\.(css|js|svg)$`)
)

func (u *uses) add(literal, place string) {
	literal = strings.TrimSuffix(literal, "%s")
	switch {
	case !area.MatchString(literal), assetName.MatchString(literal):
	case prefixKey.MatchString(literal):
		u.prefixes[literal] = append(u.prefixes[literal], place)
	case wholeKey.MatchString(literal):
		u.whole[literal] = append(u.whole[literal], place)
	}
}

// collect walks the repository.
func collect(t *testing.T) *uses {
	t.Helper()
	u := &uses{whole: map[string][]string{}, prefixes: map[string][]string{}, suffixes: map[string][]string{}, args: map[string][]call{}}
	repo := os.DirFS("../..")
	err := fs.WalkDir(repo, ".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "node_modules"):
			return fs.SkipDir
		case strings.HasSuffix(file, "_test.go"), strings.HasPrefix(file, "internal/testkit/"):
			return nil
		case path.Ext(file) == ".go":
			return u.goFile(repo, file)
		case path.Ext(file) == ".html" && (strings.HasPrefix(file, "admin/") || strings.HasPrefix(file, "internal/site/")):
			return u.template(repo, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(u.whole) < 50 {
		t.Fatalf("only %d keys found: is the repository where this test thinks?", len(u.whole))
	}
	return u
}

var (
	templateLiteral = regexp.MustCompile(`"([^"\s]+)"`)
	templateCall    = regexp.MustCompile(`\b([tn]) "([^"]+)"([^}]*)`)
)

func (u *uses) template(repo fs.FS, file string) error {
	data, err := fs.ReadFile(repo, file)
	if err != nil {
		return err
	}
	for i, line := range strings.Split(string(data), "\n") {
		place := fmt.Sprintf("%s:%d", file, i+1)
		for _, action := range regexp.MustCompile(`{{.*?}}`).FindAllString(line, -1) {
			for _, m := range templateLiteral.FindAllStringSubmatch(action, -1) {
				u.add(m[1], place)
			}
			for _, m := range templateCall.FindAllStringSubmatch(action, -1) {
				var names []string
				for _, a := range templateLiteral.FindAllStringSubmatch(m[3], -1) {
					names = append(names, a[1])
				}
				if m[1] == "n" {
					names = append(names, "n")
				}
				u.args[m[2]] = append(u.args[m[2]], call{place, names})
			}
		}
	}
	return nil
}

func (u *uses) goFile(repo fs.FS, file string) error {
	data, err := fs.ReadFile(repo, file)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, data, 0)
	if err != nil {
		return err
	}
	operations := map[ast.Node]bool{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			u.call(n, set.Position(n.Pos()).String(), operations)
		case *ast.BinaryExpr:
			if s, ok := literal(n.Y); ok && n.Op == token.ADD && strings.HasPrefix(s, ".") {
				u.suffixes[file] = append(u.suffixes[file], s)
			}
		case *ast.BasicLit:
			if s, ok := literal(n); ok && !operations[n] {
				u.add(s, set.Position(n.Pos()).String())
			}
		}
		return true
	})
	return nil
}

// call notes what calls say: an operation is no key, and named values go with
// the key before them.
func (u *uses) call(n *ast.CallExpr, place string, operations map[ast.Node]bool) {
	f, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || len(n.Args) == 0 {
		return
	}
	pkg, _ := f.X.(*ast.Ident)
	switch {
	case pkg != nil && pkg.Name == "errs" && (f.Sel.Name == "New" || f.Sel.Name == "Wrap"):
		operations[n.Args[0]] = true
		if f.Sel.Name == "New" && len(n.Args) == 4 {
			if key, ok := literal(n.Args[2]); ok && wholeKey.MatchString(key) {
				u.whole[key] = append(u.whole[key], place)
				u.args[key] = append(u.args[key], call{place, mapKeys(n.Args[3])})
			}
		}
	case f.Sel.Name == "T" || f.Sel.Name == "N":
		key, ok := literal(n.Args[0])
		if !ok {
			return
		}
		rest, names := n.Args[1:], []string(nil)
		if f.Sel.Name == "N" {
			rest, names = rest[1:], []string{"n"}
		}
		for i := 0; i < len(rest); i += 2 {
			if name, ok := literal(rest[i]); ok {
				names = append(names, name)
			}
		}
		u.args[key] = append(u.args[key], call{place, names})
	}
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

func mapKeys(e ast.Expr) []string {
	m, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var names []string
	for _, element := range m.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if name, ok := literal(pair.Key); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

// completed returns the keys that a literal makes with the suffixes of its
// file.
func (u *uses) completed(base string) []string {
	var keys []string
	for _, place := range u.whole[base] {
		file, _, _ := strings.Cut(place, ":")
		for _, s := range u.suffixes[file] {
			keys = append(keys, base+s)
		}
	}
	return keys
}

func TestEveryKeyInTheProgramHasAMessage(t *testing.T) {
	t.Parallel()
	u, all := collect(t), catalogue(t, "en")
	for _, key := range slices.Sorted(maps.Keys(u.whole)) {
		if all[key] != nil {
			continue
		}
		completed := u.completed(key)
		if len(completed) == 0 {
			t.Errorf("%s has no message (%v)", key, u.whole[key])
		}
		for _, k := range completed {
			if all[k] == nil {
				t.Errorf("%s has no message (%v)", k, u.whole[key])
			}
		}
	}
	for prefix, places := range u.prefixes {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(all)), func(k string) bool { return strings.HasPrefix(k, prefix) }) {
			t.Errorf("no message begins with %s (%v)", prefix, places)
		}
	}
}

func TestEveryMessageIsUsed(t *testing.T) {
	t.Parallel()
	u := collect(t)
	used := map[string]bool{}
	for key := range u.whole {
		used[key] = true
		for _, k := range u.completed(key) {
			used[k] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(catalogue(t, "en"))) {
		byPrefix := slices.ContainsFunc(slices.Collect(maps.Keys(u.prefixes)), func(p string) bool { return strings.HasPrefix(key, p) })
		if !used[key] && !byPrefix {
			t.Errorf("%s is used nowhere", key)
		}
	}
}

func TestCallsGiveEveryPlaceholderAValue(t *testing.T) {
	t.Parallel()
	u, all := collect(t), catalogue(t, "en")
	for key, calls := range u.args {
		m := all[key]
		if m == nil {
			continue // told above
		}
		for _, c := range calls {
			for _, name := range placeholders(m["other"]) {
				if !slices.Contains(c.names, name) {
					t.Errorf("%s: no value for the placeholder %s of %s", c.place, name, key)
				}
			}
		}
	}
}

func TestKeysBeginWithAKnownArea(t *testing.T) {
	t.Parallel()
	for key := range catalogue(t, "en") {
		if !area.MatchString(key) || !wholeKey.MatchString(key) {
			t.Errorf("%s: want area.noun.what with an area that %s matches", key, area)
		}
	}
}
