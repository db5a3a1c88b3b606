/**
 * The import arrows of src/. ARROWS is the only copy of the rules in code: to allow a new arrow, change it here, and say why in
 * the commit. A file imports from the folders that its own may import, never from a root, never in a circle.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, '..', 'src');

/** From the roof down. An arrow leads to a lower floor, or along its own where the table says so. */
const FLOORS = [
  ['cli', 'editor'],
  ['tools'],
  ['text'],
  ['doctor', 'relay', 'integrations'],
  ['integrity', 'health', 'remedies', 'worker'],
  ['goproxy', 'failures'],
  ['net', 'gocmd'],
  ['base'],
] as const;

type Folder = (typeof FLOORS)[number][number];

interface Arrows {
  readonly values: readonly Folder[];
  /** Folders that may be imported from with `import type` only. */
  readonly types?: readonly Folder[];
}

/** Words are made from the model of an examination: its types, and the pure functions that read it. */
const MODEL = ['base', 'goproxy', 'failures', 'doctor'] as const;
const BELOW_DOCTOR = ['base', 'net', 'gocmd', 'goproxy', 'failures', 'integrity', 'health', 'remedies'] as const;
const BELOW_ROOTS = [...BELOW_DOCTOR, 'doctor', 'relay', 'integrations', 'worker', 'text'] as const;

const ARROWS: Readonly<Record<Folder, Arrows>> = {
  base: { values: [] },
  net: { values: ['base'] },
  gocmd: { values: ['base'] },
  goproxy: { values: ['base', 'net'] },
  failures: { values: ['base'], types: ['net', 'gocmd', 'goproxy'] },
  integrity: { values: ['base', 'net', 'gocmd', 'goproxy', 'failures'] },
  health: { values: ['base', 'goproxy', 'failures'] },
  remedies: { values: ['base', 'net', 'gocmd', 'goproxy', 'failures'] },
  worker: { values: ['base', 'net', 'goproxy', 'failures', 'integrity'] },
  doctor: { values: BELOW_DOCTOR },
  relay: { values: ['base', 'net', 'goproxy', 'failures', 'health', 'integrity'] },
  integrations: { values: ['base', 'health'] },
  text: { values: MODEL, types: [...BELOW_DOCTOR, 'doctor', 'relay'] },
  tools: { values: [...MODEL, 'text'] },
  cli: { values: [...BELOW_ROOTS, 'tools'] },
  editor: { values: [...BELOW_ROOTS, 'tools'] },
};

/** Entry points of the bundles: they start things when they are loaded. */
const ROOTS = ['editor/extension.ts', 'cli/main.ts', 'worker/main.ts'];

/** Modules that only some folders may import. The extension host patches Node's own: what measures must be in net/. */
const RESERVED: readonly (readonly [pattern: RegExp, folder: Folder])[] = [
  [/^vscode$/, 'editor'],
  [/^(?:node:)?(?:https?2?|net|tls|dns|dgram|dns\/promises)$|^undici(?:\/|$)/, 'net'],
];

/** Of `node:net`: functions that only look at text. */
const PURE_NAMES = new Set(['isIP', 'isIPv4', 'isIPv6']);

/** Files by their path below src/, with their text. */
type Sources = Readonly<Record<string, string>>;

interface Import {
  readonly from: string;
  /** A path below src/, or a package's name. */
  readonly to: string;
  readonly isType: boolean;
  readonly names: readonly string[];
}

const FROM = /^(?:import|export)\s+(type\s)?([^'";]*?)\s*\bfrom\s*['"]([^'"]+)['"]/gm;
const BARE = /^import\s*['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

function importsOf(from: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const resolve = (to: string) => (to.startsWith('.') ? path.posix.join(path.posix.dirname(from), to) : to);
  const named = [...code.matchAll(FROM)].map(([, type, names = '', to = '']) => {
    const list = names.replace(/[{}]/g, ',').split(',');
    const own = list.map((name) => name.trim().split(/\s+as\s+/)[0] ?? '').filter((name) => name !== '');
    return { from, to: resolve(to), isType: type !== undefined, names: own };
  });
  const others = [...code.matchAll(BARE), ...code.matchAll(DYNAMIC)];
  return [...named, ...others.map(([, to = '']) => ({ from, to: resolve(to), isType: false, names: [] }))];
}

/** Returns a line for each thing that the rules forbid. */
function violations(sources: Sources): string[] {
  const imports = Object.entries(sources).flatMap(([file, text]) => importsOf(file, text));
  return [...imports.flatMap((one) => faultsOf(one, sources)), ...cycles(imports)];
}

function faultsOf({ from, to, isType, names }: Import, sources: Sources): string[] {
  const folder = folderOf(from);
  if (folder === null) return [`${from}: its folder is not in the table`];
  const faults: string[] = [];
  for (const [pattern, home] of RESERVED) {
    const isPure = isType || (names.length > 0 && names.every((name) => PURE_NAMES.has(name)));
    if (pattern.test(to) && folder !== home && !(home === 'net' && isPure))
      faults.push(`${from}: ${to} is for ${home}`);
  }
  if (!/\.\w+$/.test(to) || !to.includes('/') || /^(?:node:|undici|lit\/|@)/.test(to)) return faults;
  if (to.startsWith('..')) return [...faults, `${from}: ${to} is outside src`];
  if (!(to in sources)) return [...faults, `${from}: ${to} is not there`];
  if (ROOTS.includes(to)) faults.push(`${from}: ${to} is a root`);
  const target = folderOf(to);
  const { values, types = [] } = ARROWS[folder];
  const allowed =
    target === folder || (target !== null && (values.includes(target) || (isType && types.includes(target))));
  if (!allowed) faults.push(`${from}: may not import ${isType ? 'types ' : ''}from ${to}`);
  return faults;
}

function folderOf(file: string): Folder | null {
  const [folder = ''] = file.split('/');
  return Object.hasOwn(ARROWS, folder) ? (folder as Folder) : null;
}

/** Returns a line for each circle that a walk over the imports closes. */
function cycles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push(`circle: ${[...way.slice(way.indexOf(file)), file].join(' → ')}`);
    if (way.includes(file) || done.has(file)) return;
    for (const to of targets.get(file) ?? []) visit(to, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return found;
}

function readSources(): Sources {
  const files = globSync('**/*.{ts,tsx}', { cwd: SOURCE });
  return Object.fromEntries(
    files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(SOURCE, file), 'utf8')]),
  );
}

describe('architecture', () => {
  it('src/ holds to it', () => {
    assert.deepEqual(violations(readSources()), []);
  });

  it('sees all of src/', () => {
    const sources = readSources();
    for (const root of ROOTS) assert.ok(root in sources, root);
    const imports = importsOf('cli/main.ts', sources['cli/main.ts'] ?? '');
    assert.ok(imports.some(({ to }) => to === 'cli/program.ts') && imports.some(({ to }) => to === 'commander'));
  });

  it('has a table whose arrows lead down', () => {
    const floor = (folder: Folder) => FLOORS.findIndex((names) => (names as readonly Folder[]).includes(folder));
    for (const [folder, { values, types = [] }] of Object.entries(ARROWS) as [Folder, Arrows][]) {
      for (const target of [...values, ...types]) {
        const along = ['failures goproxy', 'worker integrity'].includes(`${folder} ${target}`);
        const isType = !values.includes(target);
        const down = floor(target) > floor(folder) || along;
        assert.ok(down, `${folder} → ${target}${isType ? ' (types)' : ''}`);
      }
    }
  });

  const empty = '/** Nothing. */';
  const BAD: Readonly<Record<string, readonly [sources: Sources, fault: RegExp]>> = {
    'an arrow upwards': [
      { 'base/a.ts': "import { b } from '../net/b.ts';", 'net/b.ts': empty },
      /^base\/a\.ts: may not import from net\/b\.ts$/,
    ],
    'an arrow upwards for types': [
      { 'goproxy/a.ts': "import type { B } from '../failures/b.ts';", 'failures/b.ts': empty },
      /^goproxy\/a\.ts: may not import types from failures\/b\.ts$/,
    ],
    'a value where only types are allowed': [
      { 'failures/a.ts': "import {\n  type A,\n  b,\n} from '../goproxy/b.ts';", 'goproxy/b.ts': empty },
      /may not import from goproxy\/b\.ts$/,
    ],
    'an arrow that the table leaves out': [
      { 'doctor/a.ts': "export * from '../worker/b.ts';", 'worker/b.ts': empty },
      /may not import from worker\/b\.ts$/,
    ],
    'a dynamic import': [
      { 'net/a.ts': "const b = await import('../doctor/b.ts');", 'doctor/b.ts': empty },
      /may not import from doctor\/b\.ts$/,
    ],
    'an import for its effect alone': [
      { 'net/a.ts': "import '../doctor/b.ts';", 'doctor/b.ts': empty },
      /may not import from doctor\/b\.ts$/,
    ],
    'a root': [{ 'cli/a.ts': "import './main.ts';", 'cli/main.ts': empty }, /^cli\/a\.ts: cli\/main\.ts is a root$/],
    'a circle': [
      {
        'net/a.ts': "import { b } from './b.ts';",
        'net/b.ts': "import type { C } from './http/c.ts';",
        'net/http/c.ts': "import { a } from '../a.ts';",
      },
      /^circle: net\/a\.ts → net\/b\.ts → net\/http\/c\.ts → net\/a\.ts$/,
    ],
    'a file that imports itself': [{ 'net/a.ts': "export { a } from './a.ts';" }, /^circle: net\/a\.ts → net\/a\.ts$/],
    'vscode in the core': [
      { 'doctor/a.ts': "import * as vscode from 'vscode';" },
      /^doctor\/a\.ts: vscode is for editor$/,
    ],
    'vscode as a type': [{ 'text/a.ts': "import type { Uri } from 'vscode';" }, /vscode is for editor$/],
    'the network outside net': [{ 'relay/a.ts': "import { createServer } from 'node:http';" }, /node:http is for net$/],
    'undici outside net': [{ 'worker/a.ts': "import { Agent } from 'undici';" }, /undici is for net$/],
    'a folder nobody knows': [
      { 'utils/a.ts': "import { b } from './b.ts';", 'utils/b.ts': empty },
      /not in the table$/,
    ],
    'a file that is not there': [{ 'net/a.ts': "import { b } from './b.ts';" }, /net\/b\.ts is not there$/],
    'a file outside src': [{ 'net/a.ts': "import { b } from '../../test/b.ts';" }, /outside src$/],
  };
  for (const [name, [sources, fault]] of Object.entries(BAD)) {
    it(`finds ${name}`, () => {
      const found = violations(sources);
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', fault);
    });
  }

  it('passes what is allowed', () => {
    const allowed = {
      'base/a.ts': empty,
      'net/b.ts':
        "// import { x } from '../doctor/x.ts';\nimport { connect } from 'node:net';\nimport a from '../base/a.ts';",
      'goproxy/c.ts': "import { isIPv6 } from 'node:net';\nimport { b } from '../net/b.ts';",
      'failures/d.ts': "import type { C } from '../goproxy/c.ts';",
      'editor/extension.ts': "import * as vscode from 'vscode';\nimport { d } from '../failures/d.ts';",
    };
    assert.deepEqual(violations(allowed), []);
  });
});
