// The crawl by clients in Go, titles by the tokenizer of golang.org/x/net: crawl nethttp|fasthttp LIST C OUT. A line a URL is written:
// status, bytes, URL, title.
package main

import (
	"bufio"
	"bytes"
	"log"
	"os"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// One of C that fetch at a time. What it returns is valid until the next call.
type fetch func(url string) (status int, body []byte, err error)

func main() {
	clients := map[string]func(concurrency int) func() fetch{"nethttp": netHTTP, "fasthttp": fastHTTP}
	list, err := os.Open(os.Args[2])
	check(err)
	concurrency, err := strconv.Atoi(os.Args[3])
	check(err)
	file, err := os.Create(os.Args[4])
	check(err)
	out := &output{buffer: bufio.NewWriterSize(file, 1<<16)}
	newFetch := clients[os.Args[1]](concurrency)

	lines := make(chan string, 64)
	var crawlers sync.WaitGroup
	for i := 0; i < concurrency; i++ {
		crawlers.Add(1)
		go func() {
			defer crawlers.Done()
			fetch := newFetch()
			for url := range lines {
				if status, body, err := fetch(url); err != nil {
					out.line(url, 0, 0, err.Error())
				} else {
					out.line(url, status, len(body), title(body))
				}
			}
		}()
	}
	for scanner := bufio.NewScanner(list); scanner.Scan(); {
		lines <- scanner.Text()
	}
	close(lines)
	crawlers.Wait()
	check(out.buffer.Flush())
	check(file.Close())
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

type output struct {
	mutex  sync.Mutex
	buffer *bufio.Writer
}

func (o *output) line(url string, status, length int, title string) {
	line := strings.Join([]string{strconv.Itoa(status), strconv.Itoa(length), url, title}, "\t") + "\n"
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.buffer.WriteString(line) // an error stays until the flush
}

func title(page []byte) string {
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken:
			if name, _ := tokens.TagName(); string(name) == "title" {
				if tokens.Next() != html.TextToken {
					return ""
				}
				return strings.Join(strings.Fields(string(tokens.Text())), " ")
			}
		}
	}
}
