package main

import "runtime/debug"

const (
	// garbagePercent lets the heap grow to eleven times what is alive before it is swept,
	// which is to memoryLimit as soon as much is kept: who asks while it is swept waits.
	garbagePercent = 1000
	// memoryLimit is what the program aims to stay below, whatever the percentage says.
	// Large pictures may need more for a moment.
	memoryLimit = 112 << 20
)

// tuneMemory weighs memory against waiting, unless the operator has done it by Go's own
// variables.
func tuneMemory(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(garbagePercent)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
