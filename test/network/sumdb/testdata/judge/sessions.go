package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb"
	"golang.org/x/mod/sumdb/tlog"
)

// A world is one history of the database.
type world struct {
	// The hashes of each level of tiles, from the records up.
	Levels [][]byte `json:"levels"`

	records [][]byte
	hashes  hashReader
}

// A session is one client that looks up modules, one after the other, in a database that answers as it is told.
type session struct {
	Name string `json:"name"`
	// Whose tiles are served, where no answer says otherwise.
	World int `json:"world"`
	// By path; null for a 404.
	Answers map[string][]byte `json:"answers"`
	// A signed head that the client remembers from before.
	Remembered string   `json:"remembered"`
	LookUps    []lookUp `json:"lookUps"`
}

type lookUp struct {
	Module  string `json:"module"`
	Version string `json:"version"`
	// What sumdb.Client says: the lines of the archive and of go.mod.
	OK    bool     `json:"ok"`
	Lines []string `json:"lines"`
	// It found the database to have two histories.
	Forked bool   `json:"forked"`
	Error  string `json:"error"`
}

type hashReader []tlog.Hash

func (r hashReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(r)) {
			return nil, errors.New("no such hash")
		}
		hashes[i] = r[index]
	}
	return hashes, nil
}

const height = 8

// makeWorld makes a history of size records, of which those from fork on are other ones than those of another salt.
func makeWorld(size, fork int, salt string) *world {
	w := &world{}
	for id := range size {
		seed := fmt.Sprint("record ", id)
		if id >= fork {
			seed += salt
		}
		w.add([]byte(recordText(id, seed)))
	}
	for level := 0; size>>(height*level) > 0; level++ {
		var row []byte
		for index := range size >> (height * level) {
			hash := w.hashes[tlog.StoredHashIndex(height*level, int64(index))]
			row = append(row, hash[:]...)
		}
		w.Levels = append(w.Levels, row)
	}
	return w
}

func recordText(id int, seed string) string {
	sum := sha256.Sum256([]byte(seed))
	hash := "h1:" + base64.StdEncoding.EncodeToString(sum[:])
	return fmt.Sprintf("%[1]s v1.0.0 %[2]s\n%[1]s v1.0.0/go.mod %[2]s\n", moduleOf(id), hash)
}

func moduleOf(id int) string { return fmt.Sprint("example.test/m", id) }

func (w *world) add(record []byte) {
	hashes, err := tlog.StoredHashes(int64(len(w.records)), record, w.hashes)
	if err != nil {
		panic(err)
	}
	w.records = append(w.records, record)
	w.hashes = append(w.hashes, hashes...)
}

func (w *world) head(s signer, size int) string {
	return s.sign(string(tlog.FormatTree(tlog.Tree{N: int64(size), Hash: must(tlog.TreeHash(int64(size), w.hashes))})))
}

func (w *world) answer(id int, head string) []byte {
	return append(must(tlog.FormatRecord(int64(id), w.records[id])), head...)
}

// tile returns what a server has that knows all of the world: any width that there is.
func (w *world) tile(path string) []byte {
	tile, err := tlog.ParseTilePath(strings.TrimPrefix(path, "/"))
	if err != nil || tile.H != height || tile.L < 0 {
		return nil
	}
	data, err := tlog.ReadTileData(tile, w.hashes)
	if err != nil {
		return nil
	}
	return data
}

// play fills in what sumdb.Client makes of a session; the paths that it read are returned.
func (s *session) play(worlds []*world, verifierKey string) []string {
	ops := &ops{session: s, world: worlds[s.World], key: verifierKey}
	client := sumdb.NewClient(ops)
	for i := range s.LookUps {
		one := &s.LookUps[i]
		ops.forked = false
		err := recovered(func() error {
			for _, end := range []string{"", "/go.mod"} {
				lines, err := client.Lookup(one.Module, one.Version+end)
				if err != nil {
					return err
				}
				one.Lines = append(one.Lines, lines...)
			}
			return nil
		})
		one.OK, one.Forked = err == nil, ops.forked
		if err != nil {
			one.Lines, one.Error = nil, err.Error()
		}
	}
	return ops.read
}

type ops struct {
	session *session
	world   *world
	key     string
	latest  []byte
	read    []string
	forked  bool
}

func (o *ops) ReadRemote(path string) ([]byte, error) {
	o.read = append(o.read, path)
	data, told := o.session.Answers[path]
	if !told {
		data = o.world.tile(path)
	}
	if data == nil {
		return nil, errors.New("404 Not Found")
	}
	return data, nil
}

func (o *ops) ReadConfig(file string) ([]byte, error) {
	if file == "key" {
		return []byte(o.key), nil
	}
	if o.latest == nil {
		return []byte(o.session.Remembered), nil
	}
	return o.latest, nil
}

func (o *ops) WriteConfig(_ string, _, latest []byte) error {
	o.latest = latest
	return nil
}

func (o *ops) ReadCache(string) ([]byte, error) { return nil, errors.New("no cache") }
func (o *ops) WriteCache(string, []byte)        {}
func (o *ops) Log(string)                       {}
func (o *ops) SecurityError(string)             { o.forked = true }
