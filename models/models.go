// Package models holds the newsroom's records as Go structs: what a table
// stores and what a form or an import carries.
//
// Every package above it may import it; it imports only internal/locale and
// internal/errs. It keeps no queries, no hooks and no HTTP: what happens to
// records is decided in package cms and carried out in internal/store. GORM
// appears as field tags only; the schema itself is made by the migrations, and
// a test holds the two against each other.
package models
