/** `import` with the real go: what go refuses never reaches the real cache. Nothing here asks any network. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { nodeProcesses } from '../../src/base/processes.ts';
import { type ImportRequest, importModules } from '../../src/integrity/import/importModules.ts';
import { runGo } from '../lab/goRunner.ts';
import { startLab } from '../lab/lab.ts';

const SUM = 'h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=';
const PREFIX = 'example.com/m@v1.0.0/';
const GOOD = { 'go.mod': 'module example.com/m\n\ngo 1.19\n', 'm.go': 'package m\n\nconst X = 1\n' };

async function zipOf(files: Readonly<Record<string, string>>, prefix = PREFIX): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), `${prefix}${name}`);
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

describe('import', function () {
  this.timeout(60_000);
  const signal = new AbortController().signal;
  const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-import-test-'));
  });
  afterEach(async () => {
    for (const one of await readdir(folder, { recursive: true, withFileTypes: true }))
      if (one.isDirectory()) await chmod(path.join(one.parentPath, one.name), 0o755);
    await rm(folder, { recursive: true, force: true });
  });

  async function take(zip: Buffer, change: Partial<ImportRequest> = {}, extra = {}) {
    const file = path.join(folder, 'm.zip');
    await writeFile(file, zip);
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      GOENV: 'off',
      ...extra,
      GOMODCACHE: path.join(folder, 'cache'),
    };
    const base = { files: [file], named: null, go: path.join(go, 'bin', 'go'), env, gosumdb: 'off', unproved: false };
    return importModules({ ...base, deadline: 30_000, ...change }, nodeProcesses, signal);
  }
  const cached = () => readdir(path.join(folder, 'cache'), { recursive: true }).catch(() => []);

  it('takes a good archive, byte for byte, and go builds from it without a network', async () => {
    const zip = await zipOf(GOOD);
    const [one] = told(await take(zip));
    assert.deepEqual(one, { module: 'example.com/m', version: 'v1.0.0', sum: SUM, ok: true, code: null, words: null });
    const kept = path.join(folder, 'cache', 'cache', 'download', 'example.com', 'm', '@v', 'v1.0.0.zip');
    assert.deepEqual(await readFile(kept), zip);
    const env = { GOMODCACHE: path.join(folder, 'cache') };
    const { code, stdout } = await runGo(['mod', 'download', '-json', 'example.com/m@v1.0.0'], { goproxy: 'off', env });
    assert.equal(code, 0, stdout);
  });

  const refused: readonly (readonly [string, () => Promise<Buffer>, Partial<ImportRequest>])[] = [
    ['another version than told', () => zipOf(GOOD), { named: { module: 'example.com/m', version: 'v1.0.1' } }],
    ['another case than told', () => zipOf(GOOD), { named: { module: 'example.com/M', version: 'v1.0.0' } }],
    [
      'a file outside its folder',
      () => zipOf({ 'x/a.go': '' }, ''),
      { named: { module: 'example.com/x', version: 'v1.0.0' } },
    ],
    ['names that differ by case', () => zipOf({ ...GOOD, 'M.go': 'package m\n' }), {}],
    ['a go.mod below the root', () => zipOf({ ...GOOD, 'sub/go.mod': 'module x\n' }), {}],
    [
      'cut off',
      async () => (await zipOf(GOOD)).subarray(0, 120),
      { named: { module: 'example.com/m', version: 'v1.0.0' } },
    ],
    ['a database key that is none', () => zipOf(GOOD), { gosumdb: 'nobody.test+1+x' }],
  ];
  for (const [name, make, change] of refused) {
    it(`refuses: ${name}; the cache is untouched`, async () => {
      const [one] = told(await take(await make(), change));
      assert.equal(one?.ok, false);
      assert.deepEqual(await cached(), []);
    });
  }

  it('refuses what the checksum database does not know, unless told to do without', async () => {
    const lab = await startLab();
    try {
      const gosumdb = `${lab.sumdbKey} ${lab.sumdbUrl}`;
      const trust = { SSL_CERT_FILE: lab.caFile };
      const [one] = told(await take(await zipOf(GOOD), { gosumdb }, trust));
      assert.equal(one?.ok, false);
      assert.equal(one?.code, 'sumdb-unreachable', one?.words ?? '');
      assert.doesNotMatch(one?.words ?? '', /x509/);
      assert.deepEqual(await cached(), []);
      const [other] = told(await take(await zipOf(GOOD), { gosumdb, unproved: true }));
      assert.equal(other?.sum, SUM);
    } finally {
      await lab.stop();
    }
  });

  it('is no module archive', async () => {
    const answer = await take(await zipOf({ 'a.txt': 'x' }, ''));
    assert.equal(answer.ok ? null : answer.error.code, 'not-a-module');
  });
});

function told<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
