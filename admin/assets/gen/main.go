// Command gen bundles the admin's style sheets and scripts from their sources
// and from npm packages that are pinned to the byte. `go generate` runs it in
// the folder of package admin.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/signal"

	"github.com/qalam-cms/qalam/internal/npm"
)

//go:embed packages.txt
var packages string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := npm.Bundles{
		Packages: packages,
		Wanted:   func(path string) bool { return path == "dist/css/tabler.min.css" },
		Entries: []string{
			"assets/src/admin.css", "assets/src/admin.ts", "assets/src/calendar.css", "assets/src/calendar.ts", "assets/src/editor.css", "assets/src/editor.ts", "assets/src/theme.ts",
		},
		Output: "assets/dist", Licences: "licences.txt",
	}.Make(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
