/** `checksum` against the lab, through the bundled command line: who is wrong, and what differs. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGo } from '../lab/goRunner.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type CliResult, type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, type Shape } from './contractShapes.ts';

const CHECKSUM: Shape = {
  schema: '1',
  sources: [{ source: 'string', name: 'string', zip: 'string?', mod: 'string?', code: 'string?' }],
  verdict: { agree: 'boolean', culprit: 'string?', odd: ['string'] },
};

interface ChecksumJson {
  readonly sources: readonly Readonly<Record<'source' | 'name' | 'zip' | 'mod' | 'code' | 'detail', string | null>>[];
  readonly verdict: Readonly<Record<'agree' | 'culprit' | 'odd' | 'basis' | 'compared', unknown>>;
  readonly difference: { readonly from: string; readonly to: string; readonly files: readonly object[] } | null;
}

const A = 'example.test/a@v1.0.0';

describe('command line: checksum', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let temporary: string;
  let modCache: string;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
    temporary = await mkdtemp(path.join(tmpdir(), 'goproxy-checksum-test-'));
    modCache = await mkdtemp(path.join(tmpdir(), 'goproxy-checksum-cache-'));
  });
  afterEach(async () => {
    assert.deepEqual(await readdir(temporary), [], 'left behind');
    await rm(path.join(cli.workspace, 'go.sum'), { force: true });
    await rm(path.join(modCache, 'cache'), { recursive: true, force: true });
    lab.reset();
  });
  after(async () => {
    await Promise.all([cli.stop(), lab.stop()]);
    for (const folder of [temporary, modCache]) await rm(folder, { recursive: true, force: true });
  });

  function run(list: string, args: readonly string[], node = process.execPath): Promise<CliResult> {
    const own = { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent', TMPDIR: temporary };
    return cli.run(['checksum', ...args], { node, env: { ...own, GOPROXY: list, GOMODCACHE: modCache } });
  }

  async function json(list: string, code: number, args: readonly string[] = [A], node = process.execPath) {
    const result = await run(list, [...args, '--json'], node);
    assert.deepEqual([result.code, result.stderr], [code, '']);
    const document = JSON.parse(result.stdout) as ChecksumJson;
    assertShape(document, CHECKSUM);
    return document;
  }

  function module() {
    const found = lab.modules.find('example.test/a', 'v1.0.0');
    assert.ok(found);
    return found;
  }

  const writeSum = (text: string) => writeFile(path.join(cli.workspace, 'go.sum'), text);

  async function writeCache(zip: Buffer, ziphash: string) {
    const folder = path.join(modCache, 'cache', 'download', 'example.test', 'a', '@v');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'v1.0.0.zip'), zip);
    await writeFile(path.join(folder, 'v1.0.0.ziphash'), ziphash);
    await writeFile(path.join(folder, 'v1.0.0.mod'), module().goMod);
  }

  for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
    it(`three mirrors, go.sum and the cache agree, on ${node === process.execPath ? 'this Node' : 'the system’s'}`, async () => {
      await writeSum(lab.modules.goSum([A]));
      await writeCache(module().zip, module().zipHash);
      const list = [lab.urls.healthy, lab.urls['healthy-tls'], lab.urls['redirect-ok']].join();
      const { sources, verdict, difference } = await json(list, 0, [A], node);
      assert.deepEqual(verdict, { agree: true, culprit: null, odd: [], basis: 'majority', compared: true });
      const { zipHash, modHash } = module();
      for (const one of sources.filter(({ source }) => source !== 'sumdb')) {
        assert.deepEqual([one.zip, one.mod, one.code], [zipHash, modHash, null], String(one.name));
      }
      assert.deepEqual(
        sources.map(({ source }) => source),
        ['mirror', 'mirror', 'mirror', 'sumdb', 'go.sum', 'cache'],
      );
      assert.equal(difference, null);
      // Bytes are fetched once each.
      assert.equal(lab.requests('healthy-tls').length, 2);
    });
  }

  it('our hashes are those that the real go prints', async () => {
    const { stdout } = await runGo(['mod', 'download', '-json', A], { goproxy: lab.urls.healthy });
    const { Sum, GoModSum } = JSON.parse(stdout) as Record<string, string>;
    const { sources } = await json(lab.urls.healthy, 3);
    assert.deepEqual([sources[0]?.zip, sources[0]?.mod], [Sum, GoModSum]);
  });

  it('one mirror serves other bytes: it is named, with the file and the line', async () => {
    const bad = lab.urls['altered-zip'];
    const { verdict, difference } = await json([bad, lab.urls.healthy, lab.urls['healthy-tls']].join(), 1);
    assert.deepEqual([verdict.culprit, verdict.odd], ['mirror', [bad]]);
    assert.deepEqual([difference?.from, difference?.to, difference?.files.length], [lab.urls.healthy, bad, 1]);
    const file = difference?.files[0] as { name: string; kind: string; line: { number: number; after: string } };
    assert.deepEqual([file.name, file.kind], ['a.go', 'changed']);
    assert.match(JSON.stringify(file), /Altered/);
  });

  it('the same for people: the sentence first, the odd one marked, the mend; checking stays on', async () => {
    const list = [lab.urls['altered-zip'], lab.urls.healthy, lab.urls['healthy-tls']].join();
    for (const [more, node] of [
      [[], SYSTEM_NODE],
      [['--markdown'], undefined],
    ] as const) {
      const { code, stdout, stderr } = await run(list, [A, ...more], node);
      assert.equal(stderr, '');
      assert.equal(code, 1);
      const plain = stdout.replaceAll('\\', '').replace(/\s+/g, ' ');
      const sentence = `${new URL(lab.urls['altered-zip']).host} sends other bytes of ${A} than the other sources: the archive is h1:`;
      assert.ok(plain.includes(sentence), plain);
      assert.equal(stdout.match(/differs(?! in)/g)?.length, 1);
      const first = `GOPROXY=${[lab.urls.healthy, lab.urls['altered-zip'], lab.urls['healthy-tls']]}`;
      assert.ok(plain.includes(first), plain);
      assert.doesNotMatch(stdout, /GOSUMDB|GONOSUM|GOFLAGS|insecure/i);
    }
  });

  it('--from brings the mirrors that the list lacks', async () => {
    const more = `${lab.urls.healthy},${lab.urls['healthy-tls']}`;
    const { verdict } = await json(lab.urls['altered-zip'], 1, [A, '--from', more]);
    assert.deepEqual(verdict.odd, [lab.urls['altered-zip']]);
  });

  it('a wrong line in go.sum', async () => {
    await writeSum(lab.modules.goSum([A]).replace(module().zipHash, `h1:${'A'.repeat(43)}=`));
    const { verdict } = await json(`${lab.urls.healthy},${lab.urls['healthy-tls']}`, 1);
    assert.deepEqual([verdict.culprit, verdict.odd], ['go.sum', ['go.sum']]);
  });

  it('a badly merged go.sum: both lines are shown, one is wrong', async () => {
    const wrong = `example.test/a v1.0.0 h1:${'A'.repeat(43)}=\n`;
    await writeSum(`<<<<<<< ours\n${wrong}=======\n${lab.modules.goSum([A])}>>>>>>> theirs\n`);
    const { verdict, sources } = await json(`${lab.urls.healthy},${lab.urls['healthy-tls']}`, 1);
    assert.deepEqual([verdict.culprit, verdict.odd], ['go.sum', ['go.sum']]);
    assert.equal(sources.filter(({ source }) => source === 'go.sum').length, 2);
  });

  for (const [what, zip] of [
    ['altered', 'alteredZip'],
    ['corrupt', 'corruptZip'],
  ] as const) {
    it(`the cache’s archive is ${what}, beside the old ziphash`, async () => {
      await writeCache(module()[zip], module().zipHash);
      const { verdict, sources } = await json(`${lab.urls.healthy},${lab.urls['healthy-tls']}`, 1);
      assert.deepEqual([verdict.culprit, verdict.odd], ['cache', ['cache']]);
      assert.equal(sources.find(({ source }) => source === 'cache')?.code, 'cache-damaged');
    });
  }

  it('mirrors that fail have codes, and the others are compared', async () => {
    const faults = ['status-500', 'refused', 'corrupt-zip', 'html-200', 'healthy', 'healthy-tls'] as const;
    const { verdict, sources } = await json(faults.map((fault) => lab.urls[fault]).join('|'), 0);
    assert.equal(verdict.agree, true);
    assert.deepEqual(
      sources.slice(0, faults.length).map(({ code }) => code),
      ['server-error', 'refused', 'bad-content', 'bad-content', null, null],
    );
  });

  it('silence ends at the deadline; nobody can be asked: exit 3', async () => {
    const { verdict, sources } = await json(lab.urls.silent, 3, [A, '--timeout', '300']);
    assert.deepEqual([verdict.agree, verdict.culprit, sources[0]?.code], [false, 'unknown', 'stall']);
  });

  it('two mirrors against each other, and nothing proves which is right', async () => {
    const { verdict } = await json(`${lab.urls.healthy},${lab.urls['altered-zip']}`, 1);
    assert.deepEqual([verdict.culprit, verdict.odd, verdict.compared], ['unknown', [], true]);
  });

  it('the database proves that a mirror and go.sum are wrong', async () => {
    const bad = lab.urls['altered-zip'];
    await writeSum(lab.modules.goSum([A]).replace(module().zipHash, `h1:${'A'.repeat(43)}=`));
    const env = { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent', TMPDIR: temporary, GOMODCACHE: modCache };
    const list = `${lab.urls['sumdb-good']},${bad}`;
    const state = path.join(temporary, 'state');
    // Twice with a memory of its own, then with a place that cannot hold one.
    for (const XDG_STATE_HOME of [state, state, lab.caFile]) {
      const result = await cli.run(['checksum', A, '--json'], {
        env: { ...env, XDG_STATE_HOME, GOPROXY: list, GOSUMDB: lab.sumdbKey },
      });
      const { verdict, sources } = JSON.parse(result.stdout) as ChecksumJson;
      const database = sources.find(({ source }) => source === 'sumdb');
      assert.deepEqual([database?.zip, database?.mod, database?.code], [module().zipHash, module().modHash, null]);
      assert.deepEqual([verdict.culprit, verdict.odd, verdict.basis], ['mirror', [bad, 'go.sum'], 'database']);
    }
    const heads = (await readdir(state, { recursive: true })).filter((name) => name.endsWith('.note'));
    assert.equal(heads.length, 1);
    await rm(state, { recursive: true });
  });

  describe('--mend', () => {
    const database = () => ({
      ...{ SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent', TMPDIR: temporary, GOMODCACHE: modCache },
      ...{
        GOPROXY: lab.urls['sumdb-good'],
        GOSUMDB: lab.sumdbKey,
        GOFLAGS: '',
        XDG_STATE_HOME: path.join(temporary, 'state'),
      },
    });
    const mend = (args: readonly string[] = []) => cli.run(['checksum', A, '--mend', ...args], { env: database() });
    const wrongSum = () => lab.modules.goSum([A]).replace(module().zipHash, `h1:${'A'.repeat(43)}=`);
    const others = () => lab.modules.goSum(['example.test/b@v1.0.0']);
    afterEach(() => rm(path.join(temporary, 'state'), { recursive: true, force: true }));

    it('puts go.sum and the cache right, shows each line first, and is taken back to the byte', async () => {
      const before = `${others()}${wrongSum()}`;
      await writeSum(before);
      await writeCache(module().alteredZip, module().zipHash);
      const { code, stdout, stderr } = await mend();
      assert.deepEqual([code, stderr], [0, ''], stdout);
      assert.match(stdout, /^- example\.test\/a v1\.0\.0 h1:A{43}=$/m);
      assert.ok(stdout.includes(`\n+ example.test/a v1.0.0 ${module().zipHash}\n`), stdout);
      assert.deepEqual(await readdir(path.join(modCache, 'cache', 'download', 'example.test', 'a', '@v')), []);
      const after = await readFile(path.join(cli.workspace, 'go.sum'), 'utf8');
      assert.deepEqual(after.split('\n').sort(), `${others()}${lab.modules.goSum([A])}`.split('\n').sort());
      assert.equal((await cli.run(['undo'], { env: database() })).code, 0);
      assert.equal(await readFile(path.join(cli.workspace, 'go.sum'), 'utf8'), before);
    });

    it('in JSON', async () => {
      await writeSum(wrongSum());
      const { code, stdout, stderr } = await mend(['--json']);
      assert.deepEqual([code, stderr], [0, '']);
      const { mended, verdict } = JSON.parse(stdout) as ChecksumJson & { readonly mended: unknown };
      assert.deepEqual(mended, [{ remedy: 'mend-gosum', files: [path.join(cli.workspace, 'go.sum')] }]);
      assert.equal(verdict.culprit, 'go.sum');
    });

    it('does nothing about a mirror, and nothing where nothing is proved', async () => {
      const list = `${lab.urls['altered-zip']},${lab.urls['sumdb-good']}`;
      const mirror = await cli.run(['checksum', A, '--mend'], { env: { ...database(), GOPROXY: list } });
      assert.equal(mirror.code, 1);
      assert.match(mirror.stdout, /sends other bytes[\s\S]*\nNothing on this machine can be mended\.\n$/);
      await writeSum(wrongSum());
      const two = `${lab.urls.healthy},${lab.urls['healthy-tls']}`;
      const unproved = await cli.run(['checksum', A, '--mend'], {
        env: { ...database(), GOPROXY: two, GOSUMDB: 'off' },
      });
      assert.deepEqual([unproved.code, await readFile(path.join(cli.workspace, 'go.sum'), 'utf8')], [1, wrongSum()]);
    });
  });

  it('interrupted: exit 130, and nothing is left behind', async () => {
    let kill: (signal: NodeJS.Signals) => void = () => undefined;
    const own = { SSL_CERT_FILE: lab.caFile, TMPDIR: temporary, GOPROXY: lab.urls.silent, GOMODCACHE: modCache };
    const run = cli.run(['checksum', A], {
      env: own,
      onStart: (killer) => {
        kill = killer;
      },
    });
    await until(() => lab.connections('silent') > 0, 'the mirror is asked');
    kill('SIGINT');
    const { code, ms } = await run;
    assert.equal(code, 130);
    assert.ok(ms < 10_000);
  });

  it('calls that are wrong', async () => {
    for (const args of [['example.test/a'], ['example.test/a@v1'], [A, '--from', 'ftp://127.0.0.1'], ['x y']]) {
      const { code, stderr, stdout } = await run(lab.urls.healthy, args);
      assert.deepEqual([code, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], args.join(' '));
    }
  });
});
