package main

import (
	"encoding/base64"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

type treeCase struct {
	Text string `json:"text"`
	OK   bool   `json:"ok"`
	Size int64  `json:"size"`
	Hash []byte `json:"hash"`
}

func trees() []treeCase {
	hashOf := func(length int) string { return base64.StdEncoding.EncodeToString(make([]byte, length)) }
	head := "go.sum database tree\n"
	texts := []string{"", "\n", "\n\n\n", head, head + "1\n", head + "1\n" + hashOf(32), strings.Repeat("x\n", 10)}
	for _, size := range []string{
		"0", "1", "255", "256", "257", "65536", "4294967296", "4294967297", "9007199254740991", "-0", "-1", "+1", "01", "00", "1.0",
		"1e3", " 1", "1 ", "", "x", "0x1", "1_000", "٣", "9007199254740992", "9223372036854775807", "9223372036854775808", "99999999999999999999999", strings.Repeat("9", 4000),
	} {
		texts = append(texts, head+size+"\n"+hashOf(32)+"\n")
	}
	for _, length := range []int{0, 1, 31, 33, 64} {
		texts = append(texts, head+"1\n"+hashOf(length)+"\n")
	}
	good := hashOf(32)
	for _, hash := range []string{good[:43], good + "=", "-" + good[1:], " " + good, good + " ", good[:20] + "=" + good[21:], "h1:" + good, good[:42] + "B=", strings.ToLower(good)} {
		texts = append(texts, head+"1\n"+hash+"\n")
	}
	whole := head + "1\n" + good + "\n"
	texts = append(texts, whole+"more\n", whole+"more\nand more", whole+"\n", "\n"+whole, " "+whole,
		strings.ReplaceAll(whole, "\n", "\r\n"), strings.ToUpper(whole), strings.Replace(whole, "tree", "tree v2", 1),
		strings.Replace(whole, "database ", "", 1), whole+strings.Repeat("x", 1000000-len(whole)), whole+strings.Repeat("x", 1000001-len(whole)),
		whole+strings.Repeat("ü", 500000))
	var cases []treeCase
	for _, one := range texts {
		tree, err := tlog.ParseTree([]byte(one))
		cases = append(cases, treeCase{one, err == nil, tree.N, tree.Hash[:]})
	}
	return cases
}

type recordCase struct {
	Message []byte `json:"message"`
	OK      bool   `json:"ok"`
	ID      int64  `json:"id"`
	Text    string `json:"text"`
	Rest    []byte `json:"rest"`
}

func records() []recordCase {
	body := "example.test/m v1.0.0 h1:AAAA=\nexample.test/m v1.0.0/go.mod h1:BBBB=\n"
	var messages []string
	for _, id := range []string{
		"0", "7", "65536", "9007199254740991", "+7", "-0", "007", "+0", "-7", "", " 7", "7 ", "x", "7x", "0x7", "1_0", "7\r", "٣", "7\x00",
		"9223372036854775808", strings.Repeat("0", 5000) + "7", strings.Repeat("9", 5000),
	} {
		messages = append(messages, id+"\n"+body+"\nrest\n")
	}
	for _, text := range []string{
		"", "\n", "x\n", "x", "\nx\n", "x\ny\n", "x\n\ny\n", "x\ty\n", "x\ry\n", "x\x00y\n", "x\x7fy\n", "x\x1by\n", "ü\n", "校验\n", "😀\n",
		"\ufeffx\n", "x\xff\n", "x\xc0\xaf\n", "x\xed\xa0\x80\n", "x\xe2\x82\n", "\ufffd\n", " \n", " \n \n", "x\u0085\n", "x\u2028\n",
	} {
		messages = append(messages, "7\n"+text+"\nrest\n", "7\n"+text+"\n", "7\n"+text)
	}
	messages = append(messages, "", "\n", "7", "7\n", "7\n\n", "7\n\n\n", "\n\n\n", body, "7\n"+body, "7\n"+body+"\n", "7\n"+body+"\n\n", "7\n"+body+"\n\xff")
	var cases []recordCase
	for _, one := range messages {
		id, text, rest, err := tlog.ParseRecord([]byte(one))
		cases = append(cases, recordCase{[]byte(one), err == nil, id, string(text), rest})
	}
	return cases
}
