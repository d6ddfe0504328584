//go:build race

package media_test

// racing says that the race detector watches.
const racing = true
