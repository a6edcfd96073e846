// Cablelint reads U.S. diplomatic cables, says what is wrong with them and why,
// shows the repair as a diff and applies what is certain.
package main

import "os"

func main() {
	c := Command{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	os.Exit(c.Main(os.Args))
}
