package testkit

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/qalam-cms/qalam/internal/npm"
)

// nuChecker is the Nu HTML Checker, pinned to the byte. It needs Java.
const nuChecker = "vnu-jar 26.9.27 sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="

// CheckHTML fails the test for each error that the Nu HTML Checker finds in the .html
// files of a folder, by file and line.
func CheckHTML(t testing.TB, folder string) {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		missing(t, "the HTML checker: install a Java runtime: "+err.Error())
	}
	const path = "build/dist/vnu.jar"
	files, err := npm.Load(t.Context(), nuChecker, func(p string) bool { return p == path })
	if err != nil {
		missing(t, "the HTML checker: "+err.Error())
	}
	jar := filepath.Join(t.TempDir(), "vnu.jar")
	if err := os.WriteFile(jar, files["vnu-jar/"+path], 0o600); err != nil {
		t.Fatal(err)
	}
	// It tells errors by its exit code, too, and what it could not read.
	command := exec.CommandContext(t.Context(), java, "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", "--skip-non-html", folder)
	var out bytes.Buffer
	command.Stderr = &out
	if err := command.Run(); err != nil {
		t.Fatalf("the HTML checker: %v\n%s", err, out.Bytes())
	}
	var found struct {
		Messages []struct {
			Type, URL, Message, Extract string
			LastLine                    int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatalf("the HTML checker says %s: %v", out.Bytes(), err)
	}
	for _, m := range found.Messages {
		t.Errorf("%s:%d: %s: %s: %s", filepath.Base(m.URL), m.LastLine, m.Type, m.Message, m.Extract)
	}
}
