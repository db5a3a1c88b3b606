/** Toolchain lines, modes, settings, go.sum and entries: what fails, and silence where nothing does. */
import assert from 'node:assert/strict';
import { compareReleases } from '../../../../src/doctor/graph/goRelease.ts';
import type { GraphExamination } from '../../../../src/doctor/graph/graphExamination.ts';
import type { ListedModule } from '../../../../src/gocmd/list/listedModule.ts';
import { factsOf, graphOf, moduleFile, namesOf } from './examinations.ts';

type More = Parameters<typeof graphOf>[1];
type Case = readonly [name: string, examination: GraphExamination, ...findings: readonly string[]];

function check(cases: readonly Case[]): void {
  for (const [name, examination, ...findings] of cases) {
    it(`${name}: ${findings.join(', ') || 'silence'}`, () => assert.deepEqual(namesOf(examination), findings));
  }
}

const ONE = 'module m.example\n\ngo 1.21\n\nrequire github.com/a/b v1.0.0\n';
const wanting = (lines: string, have: string, GOTOOLCHAIN: string, more: More = {}) =>
  graphOf(`module m.example\n\n${lines}\n`, {
    ...more,
    goVersion: have,
    settings: { GOSUMDB: 'sum.golang.org', GOTOOLCHAIN, ...more.settings },
  });

const listed = (more: Partial<ListedModule>): ListedModule => ({
  ...{ path: 'a.example/x', version: 'v1.0.0', isMain: false, isIndirect: false, replace: null },
  ...{ retracted: null, deprecated: null },
  ...more,
});

describe('versions that were taken back, and modules that were given up', () => {
  const graph = (modules: readonly ListedModule[], more: More = {}) => graphOf(ONE, { modules, ...more });
  const many = Array.from({ length: 9 }, (_, at) => listed({ path: `a.example/${at}`, retracted: '' }));
  check([
    ['none', graph([listed({})])],
    ['one', graph([listed({ retracted: 'why' })]), 'warning withdrawn/retracted'],
    ['one without a reason', graph([listed({ retracted: '' })]), 'warning withdrawn/retracted'],
    ['one that others require', graph([listed({ retracted: '', isIndirect: true })]), 'info withdrawn/retracted'],
    ['one that is replaced', graph([listed({ retracted: '', replace: { path: '../x', version: null } })])],
    [
      'from vendor/ nothing is taken anew',
      graph([listed({ retracted: '' })], { vendor: 'folder' }),
      'info goproxy-off/vendor',
    ],
    ['given up', graph([listed({ deprecated: 'use y' })]), 'info withdrawn/deprecated'],
    ['given up, required by others', graph([listed({ deprecated: 'use y', isIndirect: true })])],
    ['many', graph(many), ...Array(5).fill('warning withdrawn/retracted')],
  ]);
});

describe('the go and toolchain lines', () => {
  check([
    ['the same', wanting('go 1.26.8', 'go1.26.8', 'local')],
    ['a language version', wanting('go 1.26', 'go1.26.0', 'local')],
    ['none', wanting('', 'go1.26.8', 'auto')],
    ['no go', graphOf('module m\ngo 1.99\n', { goVersion: null })],
    ['newer, local', wanting('go 1.99', 'go1.26.8', 'local'), 'error toolchain/too-old'],
    ['newer, local, in an experiment', wanting('go 1.99', 'go1.26.8-X:nodwarf5', 'local'), 'error toolchain/too-old'],
    ['newer than a fixed one', wanting('go 1.22.5', 'go1.22.1', 'go1.22.1'), 'error toolchain/too-old'],
    ['newer, auto', wanting('go 1.99.1', 'go1.26.8', 'auto'), 'info toolchain/will-download'],
    ['newer, nothing said', wanting('go 1.99.1', 'go1.26.8', ''), 'info toolchain/will-download'],
    ['newer, and here', wanting('go 1.99.1', 'go1.26.8', 'auto', { toolchains: new Set(['go1.99.1']) })],
    ['language version, and here', wanting('go 1.99', 'go1.26.8', 'auto', { toolchains: new Set(['go1.99.0']) })],
    ['newer, path', wanting('go 1.99.1', 'go1.26.8', 'path'), 'error toolchain/not-on-path'],
    ['newer, path, and here', wanting('go 1.99.1', 'go1.26.8', 'path', { toolchains: new Set(['go1.99.1']) })],
    [
      'a toolchain line, auto',
      wanting('go 1.21\ntoolchain go1.99.0', 'go1.26.8', 'auto'),
      'info toolchain/will-download',
    ],
    ['a toolchain line, local', wanting('go 1.21\ntoolchain go1.99.0', 'go1.26.8', 'local')],
    ['toolchain default', wanting('go 1.21\ntoolchain default', 'go1.26.8', 'auto')],
    ['another one is fixed', wanting('go 1.21', 'go1.26.8', 'go1.25.1'), 'info toolchain/will-download'],
    ['junk', wanting('go 1.21', 'go1.26.8', 'newest'), 'error toolchain/invalid'],
    ['no patch number, early 1.21', wanting('go 1.22', 'go1.21.5', 'auto'), 'error toolchain/no-patch'],
    ['no patch number, late 1.22', wanting('go 1.23', 'go1.22.9', 'auto'), 'info toolchain/will-download'],
    [
      'no patch number, with a toolchain line',
      wanting('go 1.22\ntoolchain go1.22.1', 'go1.21.5', 'auto'),
      'info toolchain/will-download',
    ],
    [
      'unverified',
      wanting('go 1.99.0', 'go1.26.8', 'auto', { settings: { GOSUMDB: 'off' } }),
      'error toolchain/cannot-download',
    ],
    ['look-up off', wanting('go 1.99.0', 'go1.26.8', 'auto', { goproxy: 'off' }), 'error toolchain/cannot-download'],
    ['an old go and a language version', wanting('go 1.22', 'go1.19.8', '')],
    ['an old go and a release', wanting('go 1.22.0', 'go1.19.8', ''), 'error toolchain/too-old'],
    ['a coming go', wanting('go 1.27', 'go1.27-devel_41f485b9a7', 'local')],
  ]);

  it('releases have an order', () => {
    const order = [
      'go1.4',
      'go1.20rc1',
      'go1.20',
      'go1.20.1',
      'go1.21',
      'go1.21rc1',
      'go1.21rc2',
      'go1.21.0',
      'go1.21.10',
    ];
    for (const [at, older] of order.slice(0, -1).entries()) {
      assert.ok((compareReleases(older, order[at + 1] ?? '') ?? 0) < 0, older);
    }
    assert.equal(compareReleases('go1.20', 'go1.20.0'), 0);
    assert.equal(compareReleases('go1.20', 'junk'), null);
  });
});

describe('the mode', () => {
  const workspace = { ...moduleFile('go 1.22\n', '/'), file: '/go.work' };
  check([
    ['modules off', graphOf(ONE, { settings: { GO111MODULE: 'off' } }), 'error goproxy-off/modules-off'],
    ['modules off, no module', graphOf(ONE, { settings: { GO111MODULE: 'off' }, own: null, mains: [] })],
    ['modules on', graphOf(ONE, { settings: { GO111MODULE: 'on' } })],
    ['junk', graphOf(ONE, { settings: { GO111MODULE: 'yes' } }), 'error goproxy-invalid/go111module'],
    ['vendor', graphOf(ONE, { vendor: 'folder' }), 'info goproxy-off/vendor'],
    ['vendor without its folder', graphOf(ONE, { vendor: 'flag-without-folder' }), 'error goproxy-off/vendor-missing'],
    ['the same, nothing required', graphOf('module m\n', { vendor: 'flag-without-folder' })],
    ['a workspace above', graphOf(ONE, { workspace: { ...workspace, isAbove: true } }), 'info goproxy-off/workspace'],
    ['a workspace here', graphOf(ONE, { workspace: { ...workspace, isAbove: false } })],
  ]);
});

describe('settings that do not do what was meant', () => {
  const invalid = 'warning goproxy-invalid/goprivate';
  const mends: readonly (readonly [value: string, mend: string])[] = [
    ['git.acme.corp, git.b.corp', 'git.acme.corp,git.b.corp'],
    ['https://git.acme.corp', 'git.acme.corp'],
    ['git.acme.corp/...', 'git.acme.corp'],
    ['git.acme.corp;git.b.corp', 'git.acme.corp,git.b.corp'],
    ['git.acme.corp git.b.corp', 'git.acme.corp,git.b.corp'],
    ['git@git.acme.corp', 'git.acme.corp'],
    ['"git.acme.corp"', 'git.acme.corp'],
    ['git.acme.corp:8443/team', 'git.acme.corp/team'],
    ['git@git.acme.corp:team/lib', 'git.acme.corp/team/lib'],
  ];
  for (const [value, mend] of mends) {
    it(`GOPRIVATE=${value}`, () => {
      const examination = graphOf(ONE, { settings: { GOPRIVATE: value, GONOPROXY: value, GONOSUMDB: value } });
      assert.deepEqual(namesOf(examination), [invalid]);
      assert.equal(factsOf(examination)[0]?.mend, mend);
    });
  }

  it('shows no secret', () => {
    const settings = { GOPRIVATE: 'https://user:s3cret@git.acme.corp' };
    assert.doesNotMatch(JSON.stringify(factsOf(graphOf(ONE, { settings }))), /s3cret/);
  });

  const fine = [
    '*.corp',
    'git.acme.corp/team',
    'a.corp,b.corp/',
    'a.corp,,b.corp,',
    'a.corp, ',
    '*',
    'none',
    'a.corp/[a-c]*',
  ];
  check([
    ...fine.map((GOPRIVATE): Case => [GOPRIVATE, graphOf(ONE, { settings: { GOPRIVATE } })]),
    ['GOSUMDB=on', graphOf(ONE, { settings: { GOSUMDB: 'on' } }), 'error goproxy-invalid/sumdb'],
    ['GOSUMDB=off', graphOf(ONE, { settings: { GOSUMDB: 'off' } })],
  ]);
});

describe('folders', () => {
  const replaced = { module: 'github.com/a/b', target: '../b', folder: '/b', file: '/w/go.mod' };
  const missing = (goproxy: string) => graphOf(ONE, { goproxy, missingFolders: new Map([[0, '/gone']]) });
  check([
    ['there and inside', graphOf(ONE, { folderReplacements: [{ ...replaced, exists: true, isInside: true }] })],
    [
      'outside',
      graphOf(ONE, { folderReplacements: [{ ...replaced, exists: true, isInside: false }] }),
      'info not-found/replace-outside',
    ],
    [
      'missing',
      graphOf(ONE, { folderReplacements: [{ ...replaced, exists: false, isInside: true }] }),
      'error not-found/replace-missing',
    ],
    ['an entry that is the last', missing('file:///gone'), 'error not-found/no-folder'],
    ['an entry before off', missing('file:///gone,off'), 'error not-found/no-folder'],
    ['an entry before others', missing('file:///gone,https://goproxy.cn'), 'info not-found/no-folder'],
  ]);
});
