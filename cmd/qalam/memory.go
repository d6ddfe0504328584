package main

import "runtime/debug"

const (
	// garbagePercent lets the heap grow to four times what is alive before it is swept:
	// pages that are kept leave little garbage, and those who ask meanwhile wait.
	garbagePercent = 300
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
