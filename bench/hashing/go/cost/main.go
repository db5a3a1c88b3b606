// Runs a program, and tells on the last line of stderr what the system says that it cost: {"ms":…,"cpu":…,"peak":…}, in milliseconds and bytes.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	command := exec.Command(os.Args[1], os.Args[2:]...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	begin := time.Now()
	if err := command.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = command.Wait()
	ms := time.Since(begin).Seconds() * 1000
	state := command.ProcessState
	usage := state.SysUsage().(*syscall.Rusage)
	cpu := (state.UserTime() + state.SystemTime()).Seconds() * 1000
	line, _ := json.Marshal(map[string]float64{"ms": ms, "cpu": cpu, "peak": float64(usage.Maxrss) * 1024})
	fmt.Fprintf(os.Stderr, "\n%s\n", line)
	os.Exit(state.ExitCode())
}
