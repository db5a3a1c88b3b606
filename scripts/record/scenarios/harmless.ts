/** Texts that tell of no failure of ours. */
import { healthy, html, status } from '../behaviours.ts';
import type { Scenario } from '../scenario.ts';
import { app, DOWNLOAD, WHOLE_GRAPH, WIDGETS } from './parts.ts';

const HEALTHY = { 'goproxy.cn': healthy };
const BASE = { goproxy: 'https://goproxy.cn,direct', hosts: HEALTHY, expect: [] } as const;
const EMPTY = app({ requires: [] });

function program(code: string): Record<string, string> {
  return { ...EMPTY, 'app/main.go': `package main\n\n${code}` };
}

const TEST_OF_A_CLIENT = `package main

import (
	"errors"
	"testing"
)

func fetch() error {
	return errors.New("Get \\"http://127.0.0.1:1/api/items\\": dial tcp 127.0.0.1:1: connect: connection refused")
}

func TestFetch(t *testing.T) {
	if err := fetch(); err != nil {
		t.Fatalf("fetch: %v", err)
	}
}
`;

/** What a service of one's own prints when its server is away. */
const SERVICE = `import "os"

func main() {
	println("2026/05/04 09:10:11 Get \\"http://127.0.0.1:1/v1/users\\": dial tcp 127.0.0.1:1: connect: connection refused")
	os.Exit(1)
}
`;

export const HARMLESS_SCENARIOS: readonly Scenario[] = [
  {
    ...BASE,
    name: 'ok-compile-error',
    go: '1.20.14',
    command: 'go build ./...',
    files: program('func main() {\n\tvar proxy string = 404\n\tfmt.Println("connection refused")\n}\n'),
    scenario: 'compile errors',
  },
  {
    ...BASE,
    name: 'ok-failing-test',
    go: '1.22.12',
    command: 'go test ./...',
    files: { ...EMPTY, 'app/client_test.go': TEST_OF_A_CLIENT },
    scenario: 'a test of an HTTP client fails: connection refused',
  },
  {
    ...BASE,
    name: 'ok-failing-test-json',
    go: '1.24.9',
    command: 'go test -json ./...',
    files: { ...EMPTY, 'app/client_test.go': TEST_OF_A_CLIENT },
    scenario: 'a test of an HTTP client fails, as JSON',
  },
  {
    ...BASE,
    name: 'ok-not-in-std',
    go: '1.26.8',
    command: 'go build ./...',
    files: app({ requires: [], imports: ['net/htttp'] }),
    scenario: 'a package that the standard library does not have',
  },
  {
    ...BASE,
    name: 'ok-no-required-module',
    go: '1.27.0',
    command: 'go build ./...',
    files: app({ requires: [], imports: ['gopkg.in/yaml.v3', WIDGETS] }),
    scenario: 'imports that no requirement provides',
  },
  {
    ...BASE,
    name: 'ok-tidy',
    go: '1.20.14',
    command: 'go mod tidy',
    files: app({ requires: [], imports: [WIDGETS, 'gopkg.in/yaml.v3'] }),
    scenario: 'tidy succeeds',
  },
  {
    ...BASE,
    name: 'ok-build-downloads',
    go: '1.24.9',
    command: 'go build -v ./...',
    files: app({ requires: WHOLE_GRAPH, imports: [WIDGETS] }),
    scenario: 'a build that downloads, and succeeds',
  },
  {
    ...BASE,
    name: 'ok-get',
    go: '1.27.0',
    command: `go get ${WIDGETS}@latest`,
    files: app({ requires: [] }),
    scenario: 'get succeeds',
  },
  {
    ...BASE,
    name: 'ok-retracted',
    go: '1.22.12',
    command: 'go get github.com/acme/sorry@v1.0.0',
    files: app({ requires: [] }),
    scenario: 'get succeeds with a warning of a retraction',
  },
  {
    ...BASE,
    name: 'ok-unknown-flag',
    go: '1.26.8',
    command: 'go mod download -timeout 5s golang.org/x/text@v0.14.0',
    scenario: 'a flag that does not exist',
  },
  {
    ...BASE,
    name: 'ok-falls-through-traced',
    go: '1.20.14',
    command: `go mod download -x ${WIDGETS}@v1.2.0`,
    goproxy: 'https://goproxy.io|https://goproxy.cn',
    hosts: { ...HEALTHY, 'goproxy.io': status(503, 'busy') },
    scenario: '503 from the first entry, the second serves, traced',
  },
  {
    ...BASE,
    name: 'ok-falls-through-dns-traced',
    go: '1.27.0',
    command: `go mod download -x -json ${WIDGETS}@v1.2.0`,
    goproxy: 'https://goproxy.nowhere.example|https://goproxy.cn',
    scenario: 'no such name for the first entry, the second serves, traced',
  },
  {
    ...BASE,
    name: 'ok-program-fails',
    go: '1.26.8',
    command: 'go run .',
    files: program(SERVICE),
    scenario: 'a program that is run cannot reach its server',
  },
  {
    ...BASE,
    name: 'ok-no-go-mod',
    go: '1.22.12',
    command: 'go mod tidy; go list -m all',
    scenario: 'no go.mod here',
  },
  {
    ...BASE,
    name: 'ok-inconsistent-vendoring',
    go: '1.24.9',
    command: 'go build ./...',
    files: { ...app({ requires: ['gopkg.in/yaml.v3@v3.0.1'] }), 'app/vendor/modules.txt': '# nothing\n' },
    scenario: 'vendor/ and go.mod disagree',
  },
  {
    ...BASE,
    name: 'ok-missing-package',
    go: '1.20.14',
    command: `go get ${WIDGETS}/nosuch@v1.2.0`,
    files: app({ requires: [] }),
    scenario: 'the module has no such package',
  },
  {
    ...BASE,
    name: 'ok-vet-finding',
    go: '1.26.8',
    command: 'go vet ./...',
    files: program('import "fmt"\n\nfunc main() { fmt.Printf("%d timeout: i/o timeout\\n", "x") }\n'),
    scenario: 'a finding of vet',
  },
  {
    ...BASE,
    name: 'ok-malformed-path',
    go: '1.27.0',
    command: 'go get widgets/lib@latest; go mod download Github.com/acme@v1; go env GOPROXY GONOSUMDB',
    files: app({ requires: [] }),
    scenario: 'paths that are none',
  },
  {
    ...BASE,
    name: 'ok-all-verified',
    go: '1.24.9',
    command: `${DOWNLOAD} && go mod download && go mod verify`,
    files: app({ requires: WHOLE_GRAPH }),
    scenario: 'verify succeeds',
  },
  {
    ...BASE,
    name: 'ok-curl',
    go: '1.20.14',
    command: 'curl -sS https://goproxy.nowhere.example/x/@v/list; go version; go env GOVERSION',
    hosts: { 'goproxy.cn': html() },
    scenario: 'another program fails: curl',
  },
];
