// Package locales embeds the message bundles: every word that the admin and
// the public pages show, one file per language. It holds no logic; package
// i18n reads the files.
package locales

import "embed"

// FS holds active.LANG.toml for each language.
//
//go:embed active.*.toml
var FS embed.FS
