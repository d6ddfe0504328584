// Command scripts bundles the readers' scripts that are made of more than what is
// written here. `go generate` runs it in the folder of package site.
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
		Packages: packages, Entries: []string{"scripts/search.ts"}, Output: "assets", Licences: "licences.txt",
	}.Make(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "scripts:", err)
		os.Exit(1)
	}
}
