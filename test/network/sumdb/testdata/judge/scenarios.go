package main

import (
	"fmt"
	"maps"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Around the powers of 256, where tiles begin and end; the last is the size of the largest world.
var sizes = []int{1, 2, 3, 255, 256, 257, 511, 512, 513, 1000, 65535, 65536, 65537, 65792, 66000}

// director makes sessions in the worlds and has each of them played.
type director struct {
	signer   signer
	worlds   []*world
	sessions []session
	// The partial tiles that prove a head, by its size.
	edges map[int][]string
}

// stage adds a session and returns the paths that Go's client read in it.
func (d *director) stage(name string, world int, remembered string, answers map[string][]byte, ids ...int) []string {
	one := session{Name: name, World: world, Answers: answers, Remembered: remembered}
	for _, id := range ids {
		one.LookUps = append(one.LookUps, lookUp{Module: moduleOf(id), Version: "v1.0.0"})
	}
	read := one.play(d.worlds, d.signer.verifierKey)
	d.sessions = append(d.sessions, one)
	return read
}

func pathOf(id int) string { return "/lookup/" + moduleOf(id) + "@v1.0.0" }

// lookUps makes the answers of a world that shows its first size records.
func (d *director) lookUps(world, size int, ids ...int) map[string][]byte {
	answers := map[string][]byte{}
	for _, id := range ids {
		answers[pathOf(id)] = d.worlds[world].answer(id, d.worlds[world].head(d.signer, size))
	}
	return answers
}

func sessions(ours signer) (worlds []world, sessions []session) {
	largest := sizes[len(sizes)-1]
	d := &director{signer: ours, worlds: []*world{makeWorld(largest, largest, ""), makeWorld(largest, 100, "forked")}, edges: map[int][]string{}}
	for _, size := range sizes {
		for _, path := range d.stage(fmt.Sprintf("%d remembered, and shown again", size), 0, d.worlds[0].head(ours, size), d.lookUps(0, size, 0), 0) {
			if strings.Contains(path, ".p/") {
				d.edges[size] = append(d.edges[size], path)
			}
		}
	}
	for _, size := range sizes {
		for _, id := range idsIn(size) {
			d.everyTile(size, id)
		}
		d.wrongRecords(size)
		d.histories(size)
	}
	d.oddRecords()
	for _, w := range d.worlds {
		worlds = append(worlds, *w)
	}
	return worlds, d.sessions
}

// idsIn returns the first, the last, and one in between.
func idsIn(size int) []int {
	ids := []int{0}
	for _, id := range []int{size / 2, size - 1} {
		if id > ids[len(ids)-1] {
			ids = append(ids, id)
		}
	}
	return ids
}

// everyTile looks up a record with all tiles as they should be, then with each of them spoiled in several ways.
func (d *director) everyTile(size, id int) {
	name := fmt.Sprintf("record %d of %d", id, size)
	read := d.stage(name, 0, "", d.lookUps(0, size, id), id)
	for _, path := range read {
		tile, err := tlog.ParseTilePath(strings.TrimPrefix(path, "/"))
		if err != nil {
			continue
		}
		good := d.worlds[0].tile(path)
		whole := tile
		whole.W = 1 << height
		wholePath := "/" + whole.Path()
		for _, spoiled := range []struct {
			how  string
			data []byte
		}{
			{"absent", nil},
			{"empty", []byte{}},
			{"a byte short", good[:len(good)-1]},
			{"a hash short", good[:len(good)-32]},
			{"a byte long", append(append([]byte{}, good...), 0)},
			{"a hash long", append(append([]byte{}, good...), good[:32]...)},
			{"with a wrong bit", append(append([]byte{}, good[:len(good)-1]...), good[len(good)-1]^0x80)},
			{"of the other history", d.worlds[1].tile(path)},
		} {
			answers := d.lookUps(0, size, id)
			answers[path] = spoiled.data
			// The full tile would stand in for a partial one that is absent.
			answers[wholePath] = spoiled.data
			d.stage(fmt.Sprintf("%s, %s %s", name, path, spoiled.how), 0, "", answers, id)
		}
		if wholePath == path || d.worlds[0].tile(wholePath) == nil {
			continue
		}
		full := d.worlds[0].tile(wholePath)
		for how, data := range map[string][]byte{
			"as it is": full, "with bytes after it": append(append([]byte{}, full...), 1, 2, 3), "cut": full[:len(full)-1],
			"with a wrong bit behind the partial one": append(append([]byte{}, full[:len(full)-1]...), full[len(full)-1]^1),
		} {
			answers := d.lookUps(0, size, id)
			answers[path], answers[wholePath] = nil, data
			d.stage(fmt.Sprintf("%s, %s full and %s", name, path, how), 0, "", answers, id)
		}
	}
}

// wrongRecords looks up records that are not the tree's, or not where they are said to be.
func (d *director) wrongRecords(size int) {
	id := size - 1
	w := d.worlds[0]
	head := w.head(d.signer, size)
	for how, answer := range map[string]string{
		"another number":       fmt.Sprintf("%d\n%s\n%s", max(0, id-1), w.records[id], head),
		"a number beyond":      fmt.Sprintf("%d\n%s\n%s", size, w.records[id], head),
		"a number far beyond":  fmt.Sprintf("9007199254740991\n%s\n%s", w.records[id], head),
		"a negative number":    fmt.Sprintf("-1\n%s\n%s", w.records[id], head),
		"another spelling":     fmt.Sprintf("+00%d\n%s\n%s", id, w.records[id], head),
		"another hash":         fmt.Sprintf("%d\n%s\n%s", id, recordText(id, "other"), head),
		"one line more":        fmt.Sprintf("%d\n%sx\n\n%s", id, w.records[id], head),
		"one line less":        fmt.Sprintf("%d\n%s\n%s", id, strings.SplitAfter(string(w.records[id]), "\n")[0], head),
		"the next tree's size": fmt.Sprintf("%d\n%s\n%s", id, w.records[id], strings.Replace(head, fmt.Sprint("\n", size, "\n"), fmt.Sprint("\n", size+1, "\n"), 1)),
		"no head":              fmt.Sprintf("%d\n%s\n", id, w.records[id]),
		"a stranger's head":    fmt.Sprintf("%d\n%s\n%s", id, w.records[id], w.head(newSigner("sum.stranger.test", "stranger"), size)),
		"an impostor's head":   fmt.Sprintf("%d\n%s\n%s", id, w.records[id], w.head(newSigner(database, "impostor"), size)),
		"a hash of nothing":    fmt.Sprintf("%d\n%s\n%s", id, w.records[id], d.signer.sign(fmt.Sprintf("go.sum database tree\n%d\n%s\n", size, tlog.Hash{}))),
		"the empty tree":       fmt.Sprintf("%d\n%s\n%s", id, w.records[id], d.signer.sign(fmt.Sprintf("go.sum database tree\n0\n%s\n", must(tlog.TreeHash(0, nil))))),
		"more lines in the head": fmt.Sprintf("%d\n%s\n%s", id, w.records[id],
			d.signer.sign(string(tlog.FormatTree(tlog.Tree{N: int64(size), Hash: must(tlog.TreeHash(int64(size), w.hashes))}))+"extra\nlines\n")),
	} {
		d.stage(fmt.Sprintf("record %d of %d with %s", id, size, how), 0, "", map[string][]byte{pathOf(id): []byte(answer)}, id)
	}
}

// histories has clients that remember a head, or see several of them.
func (d *director) histories(size int) {
	for _, seen := range sizes {
		remembered := d.worlds[0].head(d.signer, seen)
		d.stage(fmt.Sprintf("%d remembered, %d shown", seen, size), 0, remembered, d.lookUps(0, size, 0), 0)
		answers := d.lookUps(1, size, 0)
		d.stage(fmt.Sprintf("%d remembered, %d of another history shown", seen, size), 1, remembered, answers, 0)
		// A database that shows each history to those who know it.
		answers = maps.Clone(answers)
		for _, path := range d.edges[seen] {
			answers[path] = d.worlds[0].tile(path)
		}
		d.stage(fmt.Sprintf("%d remembered and served, %d of another history shown", seen, size), 1, remembered, answers, 0)
	}
	for _, other := range []int{1, 257, 512, 65537} {
		first, second := 0, min(size, other)-1
		if second == first {
			continue
		}
		answers := d.lookUps(0, size, first)
		answers[pathOf(second)] = d.lookUps(0, other, second)[pathOf(second)]
		d.stage(fmt.Sprintf("%d shown, then %d, then the first again", size, other), 0, "", answers, first, second, first)
		answers = d.lookUps(0, size, first)
		answers[pathOf(second)] = d.lookUps(1, other, second)[pathOf(second)]
		d.stage(fmt.Sprintf("%d shown, then %d of another history", size, other), 0, "", answers, first, second)
	}
}

// oddRecords has records in the tree that say less, more or other things than they should.
func (d *director) oddRecords() {
	const module = "example.test/odd"
	hash := func(c string) string { return "h1:" + strings.Repeat(c, 43) + "=" }
	for how, text := range map[string]string{
		"both":            module + " v1.0.0 " + hash("A") + "\n" + module + " v1.0.0/go.mod " + hash("B") + "\n",
		"the archive":     module + " v1.0.0 " + hash("A") + "\n",
		"go.mod":          module + " v1.0.0/go.mod " + hash("B") + "\n",
		"another module":  "example.test/other v1.0.0 " + hash("A") + "\nexample.test/other v1.0.0/go.mod " + hash("B") + "\n",
		"another version": module + " v1.0.1 " + hash("A") + "\n" + module + " v1.0.1/go.mod " + hash("B") + "\n",
		"a longer name":   module + "er v1.0.0 " + hash("A") + "\n" + module + "er v1.0.0/go.mod " + hash("B") + "\n",
		"two archives": module + " v1.0.0 " + hash("A") + "\n" + module + " v1.0.0 " + hash("C") + "\n" +
			module + " v1.0.0/go.mod " + hash("B") + "\n",
		"another algorithm": module + " v1.0.0 h2:AAAA\n" + module + " v1.0.0/go.mod h2:BBBB\n",
		"h2, then h1":       module + " v1.0.0 h2:AAAA\n" + module + " v1.0.0 " + hash("A") + "\n" + module + " v1.0.0/go.mod " + hash("B") + "\n",
		"no line":           "\n",
		"tabs for spaces":   module + "\tv1.0.0\t" + hash("A") + "\n",
	} {
		w := makeWorld(300, 300, "")
		w.add([]byte(text))
		level := w.hashes[tlog.StoredHashIndex(0, 300)]
		w.Levels[0] = append(w.Levels[0], level[:]...)
		d.worlds = append(d.worlds, w)
		answer := fmt.Sprintf("300\n%s\n%s", text, w.head(d.signer, 301))
		one := session{Name: "a record that says: " + how, World: len(d.worlds) - 1,
			Answers: map[string][]byte{"/lookup/" + module + "@v1.0.0": []byte(answer)},
			LookUps: []lookUp{{Module: module, Version: "v1.0.0"}}}
		one.play(d.worlds, d.signer.verifierKey)
		d.sessions = append(d.sessions, one)
	}
}
