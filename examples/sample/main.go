// A small program with one public dependency: what Go Proxy Doctor is shown on.
package main

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

func main() {
	message.NewPrinter(language.Chinese).Printf("%d items\n", 12345)
}
