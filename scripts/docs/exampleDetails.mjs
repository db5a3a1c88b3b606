/** What the report says of each variant of a failure, in an example: what the page of the failures shows. */
import { failureClause } from '../../src/text/words/failure/failureText.ts';
import { layerSentence } from '../../src/text/words/network/layerText.ts';

const HOST = 'mirror-a.example';

/** What most of the sentences name. */
const COMMON = {
  ...{ hosts: HOST, proxy: 'http://proxy.corp.example:8080' },
  ...{
    host: HOST,
    name: HOST,
    addresses: '192.0.2.1',
    working: '192.0.2.2',
    address: '10.1.2.3',
    expected: '192.0.2.1',
  },
  ...{ count: '2', server: '10.0.0.2', seconds: '5', independent: '9.9.9.9', file: '/home/me/.netrc', machine: HOST },
  ...{ folder: '/srv/modules', wanted: 'go1.27.0', have: 'go1.26.8' },
};

/** The sentences of a layer below the requests, by code and detail, and what they name beside that. */
const BELOW = {
  dns: [
    'names',
    {
      'dns-one-server-dead': {},
      'dns-one-server-odd': { outcome: 'refused' },
      'dns-slow': { ms: '900' },
      'dns-family-silent': { family: 'AAAA' },
      'dns-search-domain': { searched: `${HOST}.corp.example` },
      'dns-split-horizon': {},
    },
  ],
  'dns-hijack': [
    'names',
    {
      'hosts-override': { line: '3', file: '/etc/hosts', dns: '192.0.2.1' },
      forged: { address: '0.0.0.0', kind: 'sinkhole' },
    },
  ],
  'connect-timeout': ['routes', { 'all-dead': {}, 'some-addresses-dead': {}, 'ipv6-broken': {}, 'ipv4-broken': {} }],
  refused: ['routes', { 'all-dead': {}, 'some-addresses-dead': {}, 'ipv6-broken': {}, 'ipv4-broken': {} }],
  reset: [
    'routes',
    { 'name-filtered': {}, 'all-dead': {}, 'some-addresses-dead': {}, 'ipv6-broken': {}, 'ipv4-broken': {} },
  ],
  'response-timeout': ['routes', { 'name-filtered': {}, 'some-addresses-dead': {} }],
  'not-found': [
    'graph',
    {
      'no-folder': {},
      incomplete: { count: '1', lacks: 'example.com/m@v1.0.0.mod' },
      'replace-missing': { target: '../lib' },
      'replace-outside': { target: '../../lib' },
    },
  ],
  'goproxy-invalid': [
    'graph',
    {
      goprivate: { name: 'GOPRIVATE', pattern: 'https://git.corp.example', mend: 'git.corp.example' },
      go111module: { value: 'yes' },
    },
  ],
  'goproxy-off': [
    'graph',
    { 'vendor-missing': { folder: 'shop' }, workspace: { file: 'go.work' }, 'modules-off': { file: 'go.mod' } },
  ],
  toolchain: [
    'graph',
    {
      'no-patch': { wanted: 'go1.22', have: 'go1.21.5', mend: '1.22.0' },
      'not-on-path': {},
      'cannot-download': { setting: 'GOPROXY=off' },
      'will-download': {},
    },
  ],
  'private-exposed': [
    'graph',
    { 'looks-private': { count: '1', module: 'git.corp.example/shop/lib', pattern: 'git.corp.example' } },
  ],
  'netrc-broken': [
    'credentials',
    {
      ...{ 'no-entry': {}, 'no-file': {}, 'no-password': {}, 'no-login': {}, unread: {}, 'default-ignored': {} },
      ...{ unreadable: {}, 'byte-order-mark': {}, 'endless-macro': {}, 'too-large': {}, 'open-to-all': {} },
      'port-mismatch': { host: `${HOST}:8443` },
      'name-case': { machine: 'Mirror-A.example' },
      'path-mismatch': { machine: `${HOST}/go` },
      'goauth-command': { command: 'corp-login' },
    },
  ],
  'system-proxy-ignored': ['system-proxy', { windows: {}, macos: {}, gnome: {}, kde: {}, vscode: {}, login: {} }],
  'clock-skew': [
    'clock',
    {
      ahead: { skew: '7200000', direction: 'ahead' },
      behind: { skew: '7200000', direction: 'behind' },
      'explains-certificate': { skew: '864000000', direction: 'behind' },
    },
  ],
};

/** Returns a clause, or a sentence where a layer below the requests tells it. */
export function detailWords(code, detail) {
  const [layer, details] = BELOW[code] ?? [null, {}];
  const facts = details[detail];
  return facts === undefined
    ? failureClause({ code, detail })
    : layerSentence({ code, detail, layer, facts: { ...COMMON, ...facts } }, HOST);
}
