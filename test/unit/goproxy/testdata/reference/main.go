// Answers, in the words of Go's own libraries, the questions that the tests of src/goproxy ask: one JSON array of
// {"op": …, "args": […]} in, one JSON array of answers out. Built in a temporary folder beside the toolchain's own copy
// of golang.org/x/mod, so that nothing is downloaded.
package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	modzip "golang.org/x/mod/zip"
)

type question struct {
	Op   string
	Args []string
}

var answers = map[string]func(args []string) any{
	"list":    func(a []string) any { return list(a[0]) },
	"url":     func(a []string) any { return requestURL(a[0], a[1]) },
	"match":   func(a []string) any { return module.MatchPrefixPatterns(a[0], a[1]) },
	"path":    func(a []string) any { return orNull(module.EscapePath(a[0])) },
	"unpath":  func(a []string) any { return orNull(module.UnescapePath(a[0])) },
	"version": version,
	"check":   func(a []string) any { return module.Check(a[0], a[1]) == nil },
	"compare": func(a []string) any { return semver.Compare(a[0], a[1]) },
	"info":    func(a []string) any { return info(a[0]) },
	"gomod":   func(a []string) any { return goMod(a[0]) },
	"gowork":  func(a []string) any { return goWork(a[0]) },
	"gosumdb": func(a []string) any { return gosumdb(a[0]) },
	"record":  func(a []string) any { return record(a[0]) },
	"zip":     func(a []string) any { return moduleZip(a[0], a[1], a[2]) },
	"zipfile": func(a []string) any { return zipFile(a[0], a[1], a[2]) },
	"trim":    func(a []string) any { return strings.TrimSpace(a[0]) },
	"fold":    func(a []string) any { return strings.EqualFold(a[0], a[1]) },
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	out := make([]any, 0, len(questions))
	for _, q := range questions {
		out = append(out, answers[q.Op](q.Args))
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func orNull(text string, err error) any {
	if err != nil {
		return nil
	}
	return text
}

// list tells how go reads a GOPROXY value: the fault, or the entries with what follows them.
// The rules of cmd/go/internal/modfetch/proxy.go (proxyList, newProxyRepo), which cannot be imported.
func list(text string) any {
	type entry struct {
		URL   string
		OnAny bool
	}
	entries := []entry{}
	for text != "" {
		at := strings.IndexAny(text, ",|")
		value, onAny := text, false
		if at < 0 {
			text = ""
		} else {
			value, onAny, text = text[:at], text[at] == '|', text[at+1:]
		}
		value = strings.TrimSpace(value)
		if value == "" {
			continue
		}
		if value == "off" || value == "direct" {
			entries = append(entries, entry{value, false})
			break
		}
		if strings.ContainsAny(value, ".:/") && !strings.Contains(value, ":/") && !filepath.IsAbs(value) && !path.IsAbs(value) {
			value = "https://" + value
		}
		u, err := url.Parse(value)
		switch {
		case err != nil:
			return "bad-url"
		case u.Scheme == "":
			return "missing-scheme"
		case u.Scheme == "file":
			if *u != (url.URL{Scheme: "file", Path: u.Path, RawPath: u.RawPath}) {
				return "file-with-host"
			}
		case u.Scheme != "http" && u.Scheme != "https":
			return "unsupported-scheme"
		}
		entries = append(entries, entry{value, onAny})
	}
	if len(entries) == 0 {
		return "no-entries"
	}
	return entries
}

// requestURL tells what go sends for a relative request path: the request line's target and the host.
// The rules of newProxyRepo and getBody (modfetch/proxy.go), and of web.Join for the checksum database.
func requestURL(base, request string) any {
	u, err := url.Parse(base)
	if err != nil {
		return nil
	}
	escape := func(s string) string { return strings.ReplaceAll(url.PathEscape(s), "%2F", "/") }
	if strings.HasPrefix(request, "sumdb/") {
		u.Path = strings.TrimSuffix(u.Path, "/") + "/" + request
		u.RawPath = strings.TrimSuffix(u.RawPath, "/") + "/" + request
	} else {
		mod, rest, _ := strings.Cut(request, "/@")
		u.Path = strings.TrimSuffix(u.Path, "/") + "/" + mod
		u.RawPath = strings.TrimSuffix(u.RawPath, "/") + "/" + escape(mod)
		u.Path = path.Join(u.Path, "@"+rest)
		u.RawPath = path.Join(u.RawPath, escape("@"+rest))
	}
	sent, err := url.Parse(u.String())
	if err != nil {
		return nil
	}
	return map[string]string{"target": sent.RequestURI(), "host": sent.Host}
}

func version(a []string) any {
	escaped, err := module.EscapeVersion(a[0])
	if err != nil {
		escaped = ""
	}
	return map[string]any{
		"valid":     semver.IsValid(a[0]),
		"canonical": module.CanonicalVersion(a[0]),
		"pseudo":    module.IsPseudoVersion(a[0]),
		"escaped":   escaped,
	}
}

// info is what modfetch.RevInfo makes of the JSON.
func info(text string) any {
	var rev struct {
		Version string
		Time    time.Time
		Origin  *struct{ VCS, URL, Subdir, Hash, TagPrefix, TagSum, Ref, RepoSum string }
	}
	if err := json.Unmarshal([]byte(text), &rev); err != nil {
		return nil
	}
	return rev.Version
}

func goMod(text string) any {
	f, err := modfile.Parse("go.mod", []byte(text), nil)
	lax := err != nil
	if lax {
		f, err = modfile.ParseLax("go.mod", []byte(text), nil)
	}
	if err != nil {
		return nil
	}
	requires, replaces := [][]any{}, [][]any{}
	for _, r := range f.Require {
		requires = append(requires, []any{r.Mod.Path, r.Mod.Version, r.Indirect, r.Syntax.Start.Line})
	}
	for _, r := range f.Replace {
		replaces = append(replaces, []any{r.Old.Path, r.Old.Version, r.New.Path, r.New.Version, r.Syntax.Start.Line})
	}
	out := map[string]any{"module": "", "go": "", "toolchain": "", "requires": requires, "replaces": replaces, "lax": lax}
	if f.Module != nil {
		out["module"] = f.Module.Mod.Path
	}
	if f.Go != nil {
		out["go"] = f.Go.Version
	}
	if f.Toolchain != nil {
		out["toolchain"] = f.Toolchain.Name
	}
	return out
}

func goWork(text string) any {
	f, err := modfile.ParseWork("go.work", []byte(text), nil)
	if err != nil {
		return nil
	}
	uses := []string{}
	for _, use := range f.Use {
		uses = append(uses, use.Path)
	}
	return uses
}

// gosumdb follows dbDial in cmd/go/internal/modfetch/sumdb.go.
func gosumdb(value string) any {
	if value == "off" {
		return "off"
	}
	if value == "sum.golang.google.cn" {
		value = "sum.golang.org https://sum.golang.google.cn"
	}
	fields := strings.Fields(value)
	if len(fields) == 0 {
		return "missing"
	}
	if len(fields) > 2 {
		return "too-many-fields"
	}
	if fields[0] == "sum.golang.org" {
		fields[0] = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
	}
	verifier, err := note.NewVerifier(fields[0])
	if err != nil {
		return "bad-key"
	}
	name := verifier.Name()
	direct, err := url.Parse("https://" + name)
	if err != nil || strings.HasSuffix(name, "/") || direct.Host == "" || direct.RawPath != "" ||
		*direct != (url.URL{Scheme: "https", Host: direct.Host, Path: direct.Path}) {
		return "bad-name"
	}
	if len(fields) == 2 {
		if _, err := url.Parse(fields[1]); err != nil {
			return "bad-url"
		}
		return name + " " + fields[1]
	}
	return name
}

func record(text string) any {
	_, _, rest, err := tlog.ParseRecord([]byte(text))
	return err == nil && bytes.HasPrefix(rest, []byte("go.sum database tree\n"))
}

// moduleZip does what cmd/go does with a downloaded archive: open, look at the names, hash, extract.
func moduleZip(data, modPath, modVersion string) any {
	body, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return err.Error()
	}
	reader, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return "open: " + err.Error()
	}
	for _, file := range reader.File {
		if !strings.HasPrefix(file.Name, modPath+"@"+modVersion+"/") {
			return "prefix: " + file.Name
		}
	}
	dir, err := os.MkdirTemp("", "reference")
	if err != nil {
		return err.Error()
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "m.zip")
	if err := os.WriteFile(name, body, 0o600); err != nil {
		return err.Error()
	}
	if _, err := dirhash.HashZip(name, dirhash.DefaultHash); err != nil {
		return "hash: " + err.Error()
	}
	if err := modzip.Unzip(filepath.Join(dir, "x"), module.Version{Path: modPath, Version: modVersion}, name); err != nil {
		return "unzip: " + err.Error()
	}
	return nil
}

// zipFile tells the hash of an archive on disk that go would extract, or why it would not. Nothing is extracted.
func zipFile(name, modPath, modVersion string) any {
	if _, err := modzip.CheckZip(module.Version{Path: modPath, Version: modVersion}, name); err != nil {
		return "check: " + err.Error()
	}
	hash, err := dirhash.HashZip(name, dirhash.DefaultHash)
	if err != nil {
		return "hash: " + err.Error()
	}
	return hash
}
