/** Forward proxies: HTTP_PROXY, HTTPS_PROXY. */
import type { ForwardProxyName } from '../../../test/lab/servers/forwardProxies.ts';
import { healthy } from '../behaviours.ts';
import type { Scenario } from '../scenario.ts';
import { passOn } from '../stage.ts';
import { app, CORP, DOWNLOAD, failure, WIDGETS, widgets } from './parts.ts';

const PROXY = 'http://proxy.corp.example:3128';
const HOSTS = { 'proxy.corp.example': 'forward-proxy', 'goproxy.cn': healthy, [CORP]: healthy } as const;

function labProxy(name: ForwardProxyName): NonNullable<Scenario['socket']> {
  return (socket, lab) => passOn(socket, Number(new URL(lab.forwardProxies[name]).port));
}

/** Answers the first bytes with `text`. */
function reply(text: string): NonNullable<Scenario['socket']> {
  return (socket) => socket.once('data', () => socket.end(text));
}

/** A SOCKS5 server that refuses with the reply code. */
function socks(code: number): NonNullable<Scenario['socket']> {
  return (socket) =>
    socket.once('data', () => {
      socket.write(Buffer.from([5, 0]));
      socket.once('data', () => socket.end(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0])));
    });
}

export const FORWARD_SCENARIOS: readonly Scenario[] = [
  {
    name: 'forward-proxy-refused',
    go: '1.20.14',
    command: DOWNLOAD,
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    env: { HTTPS_PROXY: 'http://proxy.corp.example:8080' },
    scenario: 'nobody listens where HTTPS_PROXY points',
    expect: [widgets('forward-proxy', '203.0.113.31:8080')],
  },
  {
    name: 'forward-proxy-local-refused-tidy',
    go: '1.26.8',
    command: 'go mod tidy',
    goproxy: 'https://goproxy.cn,direct',
    hosts: HOSTS,
    files: app({ requires: [], imports: ['gopkg.in/yaml.v3'] }),
    env: { HTTPS_PROXY: '127.0.0.1:7890', HTTP_PROXY: '127.0.0.1:7890' },
    scenario: 'a local proxy that is not running',
    expect: [failure('forward-proxy', 'gopkg.in/yaml.v3', null, '127.0.0.1:7890')],
  },
  {
    name: 'forward-proxy-unknown-name',
    go: '1.22.12',
    command: `go get ${WIDGETS}@v1.2.0`,
    goproxy: 'https://goproxy.cn',
    hosts: { 'goproxy.cn': healthy },
    files: app({ requires: [] }),
    env: { HTTPS_PROXY: 'http://proxy.old.example:3128' },
    scenario: 'the name of the forward proxy does not exist',
    expect: [widgets('forward-proxy', 'proxy.old.example')],
  },
  {
    name: 'forward-proxy-407',
    go: '1.24.9',
    command: 'go build ./...',
    goproxy: 'https://goproxy.cn,direct',
    hosts: HOSTS,
    socket: labProxy('auth'),
    files: app(),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy wants credentials (CONNECT)',
    expect: [widgets('forward-proxy', null)],
  },
  {
    name: 'forward-proxy-407-plain',
    go: '1.27.0',
    command: DOWNLOAD,
    goproxy: `http://${CORP}:3000`,
    hosts: HOSTS,
    socket: labProxy('auth'),
    env: { HTTP_PROXY: PROXY },
    scenario: 'the forward proxy wants credentials (plain HTTP)',
    expect: [{ code: 'forward-proxy', module: WIDGETS, version: 'v1.2.0' }],
  },
  {
    name: 'forward-proxy-403-json',
    go: '1.26.8',
    command: `go mod download -json ${WIDGETS}@v1.2.0`,
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    socket: labProxy('connect-refused'),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy refuses CONNECT with 403',
    expect: [widgets('forward-proxy', null)],
  },
  {
    name: 'forward-proxy-502',
    go: '1.20.14',
    command: 'go list -m -versions golang.org/x/text',
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    socket: labProxy('good'),
    files: app({ requires: [] }),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy cannot reach the host: 502 to CONNECT',
    expect: [failure('forward-proxy', 'golang.org/x/text', null, null)],
  },
  {
    name: 'forward-proxy-policy',
    go: '1.22.12',
    command: 'go mod download',
    goproxy: 'https://GO-MIRROR,direct',
    hosts: { ...HOSTS, 'GO-MIRROR': healthy },
    socket: reply('HTTP/1.1 403 Blocked By Policy\r\nconnection: close\r\n\r\n'),
    files: app(),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy refuses CONNECT in words of its own',
    expect: [widgets('forward-proxy', null)],
  },
  {
    name: 'forward-proxy-503-install',
    go: '1.24.9',
    command: `go install github.com/acme/hello@latest`,
    goproxy: 'https://goproxy.cn,direct',
    hosts: HOSTS,
    socket: reply('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n'),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy is overloaded: 503 to CONNECT',
    expect: [failure('forward-proxy', 'github.com/acme/hello', 'latest', null)],
  },
  {
    name: 'forward-proxy-silent',
    go: '1.26.8',
    command: DOWNLOAD,
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    socket: labProxy('silent'),
    env: { HTTPS_PROXY: PROXY },
    scenario: 'the forward proxy does not answer CONNECT (60 s)',
    expect: [widgets('forward-proxy', null)],
  },
  {
    name: 'forward-proxy-tls',
    go: '1.27.0',
    command: DOWNLOAD,
    goproxy: 'https://goproxy.cn',
    hosts: { ...HOSTS, [CORP]: 'tls-self-signed' },
    env: { HTTPS_PROXY: `https://${CORP}` },
    scenario: 'the forward proxy itself has a self-signed certificate',
    expect: [{ code: 'forward-proxy', module: WIDGETS, version: 'v1.2.0' }],
  },
  {
    name: 'socks-host-unreachable',
    go: '1.24.9',
    command: DOWNLOAD,
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    socket: socks(4),
    env: { HTTPS_PROXY: 'socks5://proxy.corp.example:1080' },
    scenario: 'the SOCKS proxy says host unreachable',
    expect: [widgets('forward-proxy', '203.0.113.31:1080')],
  },
  {
    name: 'socks-refused',
    go: '1.22.12',
    command: 'go list -m -json golang.org/x/text@latest',
    goproxy: 'https://goproxy.cn',
    hosts: HOSTS,
    files: app({ requires: [] }),
    env: { HTTPS_PROXY: 'socks5://127.0.0.1:1081' },
    scenario: 'nobody listens where the SOCKS proxy should be',
    expect: [failure('forward-proxy', 'golang.org/x/text', null, '127.0.0.1:1081')],
  },
];
