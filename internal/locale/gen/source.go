package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/qalam-cms/qalam/internal/npm"
)

//go:embed packages.txt
var packages string

// source holds the files of the packages that the tables are made from, by
// package and path: cldr-misc-full/main/az/listPatterns.json.
type source npm.Files

// decode reads a part of a JSON file, found by the keys of the objects around
// it, into value.
func (s source) decode(file string, keys []string, value any) error {
	part := json.RawMessage(s[file])
	if part == nil {
		return fmt.Errorf("there is no %s", file)
	}
	for _, key := range keys {
		var object map[string]json.RawMessage
		if err := json.Unmarshal(part, &object); err != nil {
			return fmt.Errorf("%s, above %s: %w", file, key, err)
		}
		var ok bool
		if part, ok = object[key]; !ok {
			return fmt.Errorf("%s has no %s", file, strings.Join(keys, " "))
		}
	}
	return json.Unmarshal(part, value)
}
