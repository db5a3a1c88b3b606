package main

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

type noteCase struct {
	Name string `json:"name"`
	// Bytes, which need not be UTF-8.
	Note []byte `json:"note"`
	// What note.Open says with our key alone.
	OK   bool   `json:"ok"`
	Text string `json:"text"`
}

const text = "go.sum database tree\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func notes(ours signer) []noteCase {
	var cases []noteCase
	verifiers := note.VerifierList(must(note.NewVerifier(ours.verifierKey)))
	add := func(name, message string) {
		one := noteCase{Name: name, Note: []byte(message)}
		opened, err := note.Open(one.Note, verifiers)
		if err == nil {
			one.OK, one.Text = true, opened.Text
		}
		cases = append(cases, one)
	}

	good := ours.sign(text)
	line := good[len(text)+1:]
	raw := must(base64.StdEncoding.DecodeString(strings.Fields(line)[2]))
	signatureLine := func(name string, bytes []byte) string {
		return "— " + name + " " + base64.StdEncoding.EncodeToString(bytes) + "\n"
	}
	flipped := func(at int) []byte {
		bytes := append([]byte{}, raw...)
		bytes[at] ^= 1
		return bytes
	}
	stranger := newSigner("sum.stranger.test", "stranger").sign(text)[len(text)+1:]
	// Another key under our name.
	impostor := newSigner(database, "impostor").sign(text)[len(text)+1:]
	with := func(lines ...string) string { return text + "\n" + strings.Join(lines, "") }

	add("good", good)
	add("nothing", "")
	add("a newline", "\n")
	add("two newlines", "\n\n")
	add("no signature", text)
	add("no signature after the blank line", text+"\n")
	add("no newline at the end", good[:len(good)-1])
	add("a blank line at the end", good+"\n")
	add("no blank line", text+line)
	add("two blank lines", with("\n", line))
	add("blank line of a space", text+" \n"+line)
	add("CRLF", strings.ReplaceAll(good, "\n", "\r\n"))
	add("byte order mark", "\ufeff"+good)
	add("of a stranger", with(stranger))
	add("of an impostor", with(impostor))
	add("stranger, then ours", with(stranger, line))
	add("ours, then stranger", with(line, stranger))
	add("impostor, then ours", with(impostor, line))
	add("ours twice", with(line, line))
	add("ours, then ours that is wrong", with(line, signatureLine(database, flipped(9))))
	add("ours that is wrong, then ours", with(signatureLine(database, flipped(9)), line))
	add("strangers twice", with(stranger, stranger, line))
	add("malformed after ours", with(line, "— x\n"))
	add("malformed before ours", with("— x\n", line))
	add("a line of text among them", with(line, "hello\n", line))

	for _, count := range []int{1, 2, 50, 98, 99, 100, 101, 999, 1000} {
		add(fmt.Sprintf("%d of ours", count), with(strings.Repeat(line, count)))
		add(fmt.Sprintf("%d of a stranger", count), with(strings.Repeat(stranger, count)))
		add(fmt.Sprintf("%d of a stranger, then ours", count-1), with(strings.Repeat(stranger, count-1), line))
		add(fmt.Sprintf("ours, then %d of a stranger", count-1), with(line, strings.Repeat(stranger, count-1)))
		add(fmt.Sprintf("a wrong one, then %d of ours", count-1),
			with(signatureLine(database, flipped(9)), strings.Repeat(line, count-1)))
	}

	for at := 0; at < len(raw); at += 3 {
		add(fmt.Sprintf("bit of byte %d of the signature", at), with(signatureLine(database, flipped(at))))
	}
	for _, length := range []int{0, 1, 3, 4, 5, 6, 36, 67, 69, 100} {
		add(fmt.Sprintf("signature of %d bytes", length), with(signatureLine(database, append(raw, raw...)[:length])))
	}

	names := map[string]string{
		"empty": "", "plus": "a+b", "space": "a b", "tab": "a\tb", "NEL": "a\u0085b", "no-break space": "a\u00a0b",
		"line separator": "a\u2028b", "ideographic space": "a\u3000b", "ogham space": "a\u1680b", "byte order mark": "a\ufeffb",
		"zero width space": "a\u200bb", "mongolian vowel separator": "a\u180eb", "umlaut": "sum.grün.test", "Han": "校验",
		"beyond the basic plane": "😀", "replacement character": "\ufffd", "DEL": "a\x7fb", "invalid UTF-8": "a\xffb",
	}
	for kind, name := range names {
		add("name: "+kind, with(signatureLine(name, raw), line))
	}

	encodings := map[string]string{
		"no padding":            strings.TrimRight(line, "=\n") + "\n",
		"more padding":          strings.TrimSuffix(line, "\n") + "=\n",
		"URL alphabet":          "— " + database + " " + base64.URLEncoding.EncodeToString(append([]byte{}, 0xfb, 0xff, 0xfe, 1, 2, 3)) + "\n" + line,
		"a space at the end":    strings.TrimSuffix(line, "\n") + " \n",
		"two spaces":            strings.Replace(line, " ", "  ", 1),
		"a tab":                 strings.Replace(line, database+" ", database+"\t", 1),
		"a hyphen":              strings.Replace(line, "—", "-", 1),
		"an en dash":            strings.Replace(line, "—", "–", 1),
		"no space":              strings.Replace(line, "— ", "—", 1),
		"no signature":          "— " + database + "\n",
		"no signature, a space": "— " + database + " \n",
		"junk":                  "— " + database + " !!!!\n",
		"another case":          strings.Replace(line, database, strings.ToUpper(database), 1),
	}
	// The last character before the padding has two bits that stand for nothing.
	end := strings.IndexByte(line, '=') - 1
	for bits := byte(1); bits < 4; bits++ {
		index := strings.IndexByte(alphabet, line[end])
		encodings[fmt.Sprintf("stray bits %d", bits)] = line[:end] + string(alphabet[index|int(bits)]) + line[end+1:]
	}
	for kind, encoded := range encodings {
		add("encoding: "+kind, with(encoded))
	}

	texts := map[string]string{
		"nothing": "", "a newline": "\n", "no newline at the end": "text", "umlauts": "Prüfsumme\n", "Han": "校验和数据库\n",
		"beyond the basic plane": "😀😀\n", "blank lines": "a\n\nb\n\n\nc\n", "blank line at the end": "a\n\n", "tab": "a\tb\n",
		"NUL": "a\x00b\n", "carriage return": "a\r\n", "DEL": "a\x7fb\n", "NEL": "a\u0085b\n", "ESC": "\x1b[2J\n",
		"invalid UTF-8": "a\xff\n", "an overlong slash": "a\xc0\xaf\n", "a surrogate": "a\xed\xa0\x80\n", "cut off": "a\xe2\x82\n",
		"beyond Unicode": "a\xf4\x90\x80\x80\n", "replacement character": "\ufffd\n", "a signature line": line, "long": strings.Repeat("x", 1<<19) + "\n",
	}
	for kind, content := range texts {
		signature := must(ours.Sign([]byte(content)))
		hash := raw[:4]
		add("text: "+kind, content+"\n"+signatureLine(database, append(append([]byte{}, hash...), signature...)))
	}
	return cases
}
