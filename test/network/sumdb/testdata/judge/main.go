// Makes vectors of a checksum database, good and bad, with Go's own libraries, and says what these make of them: one JSON object
// {"notes": […], "trees": […], "records": […], "worlds": […], "sessions": […]} on standard output.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
)

const database = "sum.judge.test"

type vectors struct {
	// What GOSUMDB is set to for notes and sessions.
	Key      string       `json:"key"`
	Notes    []noteCase   `json:"notes"`
	Trees    []treeCase   `json:"trees"`
	Records  []recordCase `json:"records"`
	Worlds   []world      `json:"worlds"`
	Sessions []session    `json:"sessions"`
}

func main() {
	ours := newSigner(database, "ours")
	made := vectors{Key: ours.verifierKey, Notes: notes(ours), Trees: trees(), Records: records()}
	made.Worlds, made.Sessions = sessions(ours)
	if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
		panic(err)
	}
}

type signer struct {
	note.Signer
	verifierKey string
}

func (s signer) sign(text string) string {
	return string(must(note.Sign(&note.Note{Text: text}, s)))
}

// newSigner makes the same key for the same name and seed.
func newSigner(name, seed string) signer {
	sum := sha256.Sum256([]byte(seed))
	private, public, err := note.GenerateKey(&repeated{sum[:]}, name)
	if err != nil {
		panic(err)
	}
	return signer{must(note.NewSigner(private)), public}
}

// repeated is no source of randomness.
type repeated struct{ bytes []byte }

func (r *repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = r.bytes[i%len(r.bytes)]
	}
	return len(p), nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// recovered turns a panic of a library into an error.
func recovered(action func() error) (err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic: %v", e)
		}
	}()
	return action()
}
