// Cablelint reads U.S. diplomatic cables, says what is wrong with them and why,
// shows the repair as a diff and applies what is certain.
package main

import (
	"os"
	"runtime"
)

func main() {
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Alone: true}
	runtime.MemProfileRate = 0 // nothing reads the samples, each of which costs a walk of the stack
	growStack()
	os.Exit(c.Main(os.Args))
}

// growStack makes the stack as large as a run needs, now that there is little on
// it: growing it later, by and by, would copy it four times,
// which one small cable would notice.
//
//go:noinline
func growStack() byte {
	var room [20 << 10]byte
	return room[len(os.Args)%len(room)]
}
