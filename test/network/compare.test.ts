/** `compare` against the lab: no answer that is fast, and wrong, comes before one that is right; nothing private leaves. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { type CompareRequest, compareMirrors } from '../../src/doctor/compare/compareMirrors.ts';
import type { Comparison } from '../../src/doctor/compare/comparison.ts';
import { WELL_KNOWN_SUMS } from '../../src/doctor/compare/wellKnown.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { MIRRORS } from '../../src/goproxy/list/mirrors.ts';
import { measureMirrors } from '../../src/integrity/measure/measureMirrors.ts';
import { readDatabaseKey } from '../../src/integrity/sumdb/databaseKey.ts';
import { SumdbClient } from '../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads } from '../../src/integrity/sumdb/treeHeads.ts';
import { createNetwork } from '../../src/net/network.ts';
import type { FaultName } from '../lab/faults.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, ENTRY, type Shape } from './contractShapes.ts';
import { Servers } from './fixtures/servers.ts';
import { readRecordedMirror } from './sumdb/recordedMirror.ts';

const A = { module: 'example.test/a', version: 'v1.0.0' };
const BIG = { module: 'example.test/big', version: 'v1.0.0' };

const COMPARISON: Shape = {
  schema: '1',
  entries: [
    {
      ...(ENTRY as object),
      name: 'string?',
      source: 'named|list|known|built-in',
      grade: 'right|lacking|wrong',
      latency: 'object?',
      throughput: 'object?',
      newest: 'string?',
      withheld: ['string'],
    },
  ],
  ranking: ['number'],
  bytes: 'number',
  ms: 'number',
};

interface ComparisonJson {
  readonly entries: readonly {
    readonly value: string;
    readonly ok: boolean;
    readonly grade: string;
    readonly code: string | null;
    readonly source: string;
    readonly latency: {
      readonly fresh: number | null;
      readonly reused: number | null;
      readonly samples: number;
    } | null;
    readonly throughput: { readonly bytes: number; readonly complete: boolean } | null;
  }[];
  readonly ranking: readonly number[];
  readonly bytes: number;
}

describe('mirrors side by side', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  const servers = new Servers();
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
  });
  afterEach(() => {
    servers.stop();
    lab.reset();
  });
  after(() => Promise.all([cli.stop(), lab.stop()]));

  const known = (...modules: readonly (typeof A)[]) =>
    modules.map((one) => {
      const module = lab.modules.find(one.module, one.version);
      assert.ok(module);
      return { ...one, mod: module.modHash, zip: module.zipHash, by: 'sumdb' as const };
    });

  /** In this process, with modules of the lab in the place of those that everybody knows. */
  async function compared(
    named: readonly string[],
    more: Partial<CompareRequest> = {},
    {
      signal = new AbortController().signal,
      onChange,
    }: { signal?: AbortSignal; onChange?: (one: Comparison) => void } = {},
  ): Promise<Comparison> {
    const own = { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent', GOSUMDB: 'off', GOTOOLCHAIN: 'local' };
    const sums = known(A, BIG);
    const modules = sums.map((one) => ({ ...one, withArchive: true }));
    const ports = {
      ...{ clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms },
      platform: process.platform,
    };
    const request: CompareRequest = {
      ...{ named, goproxy: null, publicMirrors: [], modules: [], withArchives: true, cwd: cli.workspace, goPath: '' },
      ...{ trusted: true, deadline: 5_000, wellKnown: { modules, sums } },
      ...more,
      env: { PATH: process.env.PATH, HOME: cli.home, GOPROXY: 'off', ...own, ...more.env },
    };
    const network = (environment: CompareRequest['env']) => createNetwork({ environment, files: nodeFiles });
    const done = await compareMirrors(
      request,
      { ...ports, measure: (question, ...rest) => measureMirrors(question, { ...ports, network }, ...rest) },
      signal,
      onChange,
    );
    assert.ok(done.ok);
    return done.value;
  }

  const inOrder = ({ mirrors, ranking }: Comparison) => ranking.map((number) => mirrors[number]?.entry.value);
  const urlOf = (fault: FaultName) => lab.urls[fault];
  const said = ({ mirrors }: Comparison, fault: FaultName) => {
    const one = mirrors.find(({ entry }) => entry.value === urlOf(fault));
    return `${one?.grade} ${one?.failure?.code ?? '–'}/${one?.failure?.detail ?? '–'}`;
  };

  it('whatever is wrong, however fast, is behind what is right, however slow', async () => {
    lab.delay(150);
    const wrong: Partial<Record<FaultName, string>> = {
      'html-200': 'captive-portal/html',
      'html-404': 'not-found/html-page',
      'status-403': 'http-denied/403',
      'status-502': 'server-error/502',
      'status-429': 'rate-limited/429',
      'bad-json': 'bad-content/not-json',
      'bad-mod': 'bad-content/not-a-go-mod',
      'altered-zip': 'checksum-mismatch/sumdb',
      'corrupt-zip': 'bad-content/corrupt-entry',
      'truncated-zip': 'bad-content/not-a-zip',
      silent: 'stall/no-headers',
      refused: 'refused/–',
      junk: 'bad-content/not-http',
    };
    const lacking: Partial<Record<FaultName, string>> = { 'status-404': 'not-found/404' };
    const right: readonly FaultName[] = ['healthy', 'healthy-tls', 'healthy-h2'];
    const names = [...Object.keys(wrong), ...Object.keys(lacking), ...right] as FaultName[];
    const comparison = await compared(names.map(urlOf), { deadline: 2_500 });
    for (const [fault, expected] of Object.entries(wrong))
      assert.equal(said(comparison, fault as FaultName), `wrong ${expected}`, fault);
    for (const [fault, expected] of Object.entries(lacking))
      assert.equal(said(comparison, fault as FaultName), `lacking ${expected}`, fault);
    for (const fault of right) assert.equal(said(comparison, fault), 'right –/–', fault);
    const order = inOrder(comparison);
    assert.deepEqual(new Set(order.slice(0, right.length)), new Set(right.map(urlOf)));
    assert.equal(order[right.length], urlOf('status-404'));
    assert.equal(order.length, names.length);
  });

  it('the quicker of two that are right is first; a connection that stands is told from a new one', async () => {
    lab.delay(120);
    const { mirrors, ranking } = await compared([urlOf('healthy-tls'), urlOf('sumdb-none')]);
    assert.deepEqual(ranking, [1, 0]);
    const [slow] = mirrors;
    assert.ok(slow?.latency && slow.latency.reused !== null && slow.latency.fresh !== null);
    assert.ok(slow.latency.reused >= 115 && slow.latency.fresh >= slow.latency.reused, JSON.stringify(slow.latency));
    assert.equal(slow.latency.samples, 5);
    assert.ok(slow.throughput?.complete === true && slow.throughput.bytes > BIG_BYTES);
    assert.equal(lab.connections('healthy-tls'), 2, 'one for the small files, one for the archives');
  });

  it('a throttled archive does not make a mirror wrong: what came is told, and that it did not come in time', async () => {
    const comparison = await compared([urlOf('slow-drip'), urlOf('healthy')], { deadline: 1_500 });
    assert.match(said(comparison, 'slow-drip'), /^lacking slow\/unfinished/);
    assert.deepEqual(inOrder(comparison), [urlOf('healthy'), urlOf('slow-drip')]);
  });

  it('an old list, and one that is refused, are lacking', async () => {
    const withList = (list: (versions: string) => Buffer) =>
      servers.answering((request) => {
        const target = request.split(' ')[1] ?? '';
        const [, module = ''] = /^\/(.+)\/@v\/list/.exec(target) ?? [];
        if (module !== '')
          return list(
            lab.modules
              .versions(module)
              .map(({ version }) => `${version}\n`)
              .join(''),
          );
        const found = lab.modules.all.find((one) => target.startsWith(`/${one.path}/@v/${one.version}.`));
        const kind = target.split('.').at(-1);
        if (found === undefined) return answer('404 Not Found', 'not found: nothing\n');
        if (kind === 'info') return answer('200 OK', JSON.stringify({ Version: found.version, Time: found.time }));
        return answer('200 OK', kind === 'mod' ? found.goMod : found.zip);
      });
    const old = await withList(() => answer('200 OK', 'v1.0.0\n'));
    const shut = await withList(() => answer('403 Forbidden', 'not for you\n'));
    const page = await withList(() => answer('200 OK', '<!DOCTYPE html><html>'));
    const urls = [old, shut, page].map(({ port }) => `http://127.0.0.1:${port}`);
    const { mirrors, ranking } = await compared([...urls, urlOf('healthy')]);
    assert.deepEqual(
      mirrors.map(({ grade, failure }) => `${grade} ${failure?.detail ?? '–'}`),
      ['lacking old-list', 'lacking 403', 'wrong html', 'right –'],
    );
    assert.equal(ranking[0], 3);
    assert.equal(ranking[3], 2);
  });

  it('tells of each mirror as it answers, first of all of that there are any', async () => {
    const steps: string[] = [];
    await compared(
      [urlOf('healthy'), urlOf('status-403')],
      {},
      {
        onChange: ({ mirrors }) =>
          steps.push(
            mirrors.map(({ done, evidence }) => (done ? 'done' : evidence.length > 0 ? 'seen' : '–')).join(' '),
          ),
      },
    );
    assert.equal(steps[0], '– –');
    assert.ok(steps.includes('seen done'), steps.join('; '));
    assert.equal(steps.at(-1), 'done done');
  });

  it('one that is silent keeps nobody waiting: the archives of the others come meanwhile', async () => {
    const controller = new AbortController();
    const done = new Promise<Comparison>((resolve) => {
      const options = {
        signal: controller.signal,
        onChange: (one: Comparison) => {
          if (one.mirrors[1]?.done === true) resolve(one);
        },
      };
      compared([urlOf('silent'), urlOf('healthy')], { deadline: 60_000 }, options).catch(() => undefined);
    });
    const { mirrors, ranking } = await done;
    controller.abort();
    assert.deepEqual([mirrors[0]?.done, mirrors[1]?.grade, ranking], [false, 'right', [1, 0]]);
    assert.ok(mirrors[1]?.throughput?.complete);
  });

  it('a private module is named to no public mirror, and to a private one', async () => {
    const env = { GOPRIVATE: 'example.test' };
    const publicMirrors = [urlOf('healthy')];
    const wellKnown = { modules: [{ ...TEXT, withArchive: false }], sums: known(TEXT) };
    const more = { env, publicMirrors, modules: [A], wellKnown };
    const { mirrors } = await compared([urlOf('healthy'), urlOf('sumdb-none')], more);
    const pathsOf = (fault: FaultName) => lab.requests(fault).map(({ path: asked }) => asked);
    assert.deepEqual(
      pathsOf('healthy').filter((asked) => asked.includes('example.test')),
      [],
    );
    assert.ok(pathsOf('healthy').some((asked) => asked.includes('golang.org/x/text')));
    assert.ok(pathsOf('sumdb-none').some((asked) => asked.includes('example.test/a/@v/v1.0.0.zip')));
    assert.deepEqual(
      mirrors.map(({ withheld, grade }) => [grade, withheld.length]),
      [
        ['right', 1],
        ['right', 0],
      ],
    );
  });

  it('cancelled, it ends at once, and every request with it', async () => {
    const controller = new AbortController();
    const running = compared(
      [urlOf('silent'), urlOf('slow-drip')],
      { deadline: 60_000 },
      { signal: controller.signal },
    );
    await until(() => lab.requests('slow-drip').length > 0 && lab.connections('silent') > 0, 'both are asked');
    const begin = performance.now();
    controller.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
    assert.ok(performance.now() - begin < 1_000);
    const asked = lab.requests('slow-drip').length;
    await compared([urlOf('healthy')]);
    assert.equal(lab.requests('slow-drip').length, asked);
  });

  it('what everybody knows has the hashes that sum.golang.org has on record', async () => {
    const { source } = await readRecordedMirror();
    const key = readDatabaseKey('sum.golang.org');
    assert.ok(key.ok);
    const database = new SumdbClient(key.value, source, new MemoryTreeHeads());
    for (const { module, version, mod, zip } of WELL_KNOWN_SUMS) {
      const proved = await database.lookUp(module, version, new AbortController().signal);
      assert.ok(proved.ok, `${module}: ${JSON.stringify(proved)}`);
      assert.equal(proved.value.text, `${module} ${version} ${zip}\n${module} ${version}/go.mod ${mod}\n`);
    }
  });

  describe('on the command line', () => {
    const own = () => ({ SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent' });

    async function json(args: readonly string[], code: number, env = {}, node = process.execPath) {
      const result = await cli.run(['compare', ...args, '--json'], { node, env: { ...own(), ...env } });
      assert.deepEqual([result.code, result.stderr], [code, '']);
      const document = JSON.parse(result.stdout) as ComparisonJson;
      assertShape(document, COMPARISON);
      return document;
    }

    for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
      it(`by a module of mine, which go.sum vouches for, on ${node === process.execPath ? 'this Node' : 'the system’s'}`, async () => {
        await writeFile(path.join(cli.workspace, 'go.sum'), lab.modules.goSum(['example.test/a@v1.0.0']));
        const urls = [urlOf('altered-zip'), urlOf('status-502'), urlOf('healthy-tls'), urlOf('healthy')];
        const { entries, ranking, bytes } = await json(['--module', 'example.test/a@v1.0.0', ...urls], 1, {}, node);
        assert.deepEqual(
          entries.map(({ ok, grade, code }) => [ok, grade, code]),
          [
            [false, 'wrong', 'checksum-mismatch'],
            [false, 'wrong', 'server-error'],
            [true, 'right', null],
            [true, 'right', null],
          ],
        );
        assert.deepEqual(new Set(ranking.slice(0, 2)), new Set([2, 3]));
        assert.equal(ranking.length, 4);
        assert.ok(bytes > 1_000 && bytes < 100_000, `${bytes}`);
        await json(['--module', 'example.test/a@v1.0.0', urlOf('healthy')], 0, {}, node);
      });
    }

    it('without names: the list’s own mirrors and the public ones, through the forward proxy that go would use', async () => {
      const proxies = { HTTP_PROXY: lab.forwardProxies.good, HTTPS_PROXY: lab.forwardProxies.good };
      const { entries, ranking } = await json([], 1, { ...proxies, GOPROXY: `${urlOf('healthy')},direct` });
      const fit = MIRRORS.filter(({ note }) => note === 'fit');
      const tunnels = lab.forwardRequests('good').map(({ path: target }) => target);
      for (const { url } of fit) assert.ok(tunnels.includes(`${new URL(url).host}:443`), url);
      const builtIn = entries.filter(({ source }) => source === 'built-in');
      assert.deepEqual(
        builtIn.map(({ value, code }) => [value, code]),
        fit.map(({ url }) => [url, 'forward-proxy']),
      );
      assert.deepEqual(
        [entries[0]?.source, entries[0]?.code],
        ['list', 'checksum-mismatch'],
        'its x/text is not the real one',
      );
      assert.equal(ranking.length, entries.length);
    });

    it('for people, and as Markdown: the best first, what is wrong beside it', async () => {
      const args = ['compare', '--module', 'example.test/a@v1.0.0', urlOf('html-200'), urlOf('healthy')];
      const { stdout, code } = await cli.run(args, { env: own() });
      assert.equal(code, 1);
      assert.match(stdout, /1 ✓ 127\.0\.0\.1:\d+ .*\n.*2 ✗ 127\.0\.0\.1:\d+ .*\n\s+answers everything with a web page/);
      assert.ok(stdout.includes(`The best of them is ${new URL(urlOf('healthy')).host}.`), stdout);
      const markdown = await cli.run([...args, '--markdown'], { env: own() });
      assert.match(markdown.stdout, /\| 1 \| ✓ well \|/);
    });

    it('a call that is wrong is said in one line', async () => {
      const calls: readonly (readonly [RegExp, readonly string[]])[] = [
        [/“nobody” is neither a URL nor the name of a mirror\. The names are goproxy\.cn, /, ['nobody']],
        [/example\.test\/a@latest names no exact version/, ['--module', 'example.test/a', urlOf('healthy')]],
        [/“soon” is not a time-out/, ['--timeout', 'soon']],
      ];
      for (const [expected, args] of calls) {
        const { code, stdout, stderr } = await cli.run(['compare', ...args]);
        assert.deepEqual([code, stdout], [2, '']);
        assert.match(stderr, expected);
        assert.equal(stderr.trimEnd().split('\n').length, 1);
      }
    });

    it('interrupted, it ends at once', async () => {
      const { code, ms } = await cli.run(['compare', urlOf('silent'), '--timeout', '60000'], {
        onStart: (kill) => void until(() => lab.connections('silent') > 0, 'it is asked').then(() => kill('SIGINT')),
      });
      assert.equal(code, 130);
      assert.ok(ms < 10_000, `${ms}`);
    });
  });
});

const TEXT = { module: 'golang.org/x/text', version: 'v0.14.0' };
/** Of the larger archive. */
const BIG_BYTES = 1 << 20;

function answer(statusLine: string, body: string | Buffer): Buffer {
  const head = `HTTP/1.1 ${statusLine}\r\ncontent-type: text/plain\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}
