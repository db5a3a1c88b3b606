/** The command line as people and scripts meet it: the bundle as a process, on this Node and on the system's own. */
import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type CliResult, type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, DIAGNOSE, ENV, PROBE, type Shape, SIMULATE } from './contractShapes.ts';

interface EntryJson {
  readonly index: number;
  readonly value: string;
  readonly ok: boolean;
  readonly code: string | null;
  readonly detail: string | null;
  readonly go: string;
  readonly forwardProxy: string | null;
  readonly requests: readonly { readonly path: string }[];
}

interface Document {
  readonly entries: readonly EntryJson[];
  readonly environment: {
    readonly origin: string;
    readonly go: { readonly version: string } | null;
    readonly sample: string;
  };
  readonly verdict: { readonly ok: boolean; readonly code: string | null; readonly entry: number | null };
  readonly settings: readonly { readonly name: string; readonly value: string; readonly origin: string }[];
}

/** One line: no stack. */
const ONE_LINE = /^[^\n]+\n$/;

describe('command line', function () {
  this.timeout(30_000);
  let lab: Lab;
  let cli: CliRunner;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
  });
  after(() => Promise.all([lab.stop(), cli.stop()]));
  afterEach(() => cli.writeGoEnv(''));

  /** Parses what must be one JSON document and nothing else. */
  function documentOf({ stdout, stderr }: CliResult, shape: Shape): Document {
    assert.equal(stderr, '');
    const document: unknown = JSON.parse(stdout);
    assert.equal(stdout, `${JSON.stringify(document, null, 2)}\n`);
    assertShape(document, shape);
    return document as Document;
  }

  for (const node of [process.execPath, SYSTEM_NODE]) {
    describe(node === process.execPath ? 'on this Node' : 'on the system’s Node', () => {
      before(function () {
        if (node === undefined) this.skip();
      });
      const run = (args: readonly string[], env = {}) =>
        cli.run(args, { env, ...(node === undefined ? {} : { node }) });

      it('diagnose: 0 where nothing is wrong, in words', async () => {
        const { code, stdout, stderr } = await run(['diagnose', '--goproxy', lab.urls.healthy]);
        assert.equal(code, 0, stdout + stderr);
        assert.match(
          stdout,
          /^Go Proxy Doctor\n consumer\.test\/app · go1[^\n]* · asked for example\.test\/a@v1\.0\.0\n/,
        );
        assert.match(stdout, /✓ Your module proxy is all right: 127\.0\.0\.1:\d+ serves\./);
        assert.equal(stderr, '');
      });

      it('diagnose: 1 where something is, in JSON and Markdown', async () => {
        const list = `${lab.urls['status-500']},${lab.urls.healthy}`;
        const json = await run(['diagnose', '--goproxy', list, '--json']);
        const { entries, verdict } = documentOf(json, DIAGNOSE);
        assert.equal(json.code, 1);
        assert.deepEqual(
          entries.map(({ index, value, code, go }) => [index, value, code, go]),
          [
            [0, lab.urls['status-500'], 'server-error', 'stops'],
            [1, lab.urls.healthy, null, 'unreached'],
          ],
        );
        assert.deepEqual([verdict.ok, verdict.code, verdict.entry], [false, 'server-error', 0]);
        const markdown = await run(['diagnose', '--goproxy', list, '--markdown', '--quick']);
        assert.equal(markdown.code, 1);
        assert.match(markdown.stdout, /^## Go Proxy Doctor\n[\s\S]*\| ✗ 1 \| `127\.0\.0\.1:\d+` \| [^\n]*HTTP 500/);
      });

      it('diagnose: over TLS, with the certificates that go would trust', async () => {
        const trusting = { SSL_CERT_FILE: lab.caFile, SSL_CERT_DIR: '/nonexistent' };
        const good = await run(['diagnose', '--goproxy', lab.urls['healthy-h2'], '--json'], trusting);
        assert.equal(documentOf(good, DIAGNOSE).entries[0]?.ok, true);
        const bad = await run(['diagnose', '--goproxy', lab.urls['healthy-tls'], '--json']);
        assert.deepEqual([bad.code, documentOf(bad, DIAGNOSE).entries[0]?.code], [1, 'tls']);
      });

      it('diagnose --module: the archive is read and checked', async () => {
        const args = ['--module', 'example.test/a@v1.0.0', '--module', 'example.test/big', '--json'];
        const good = await run(['diagnose', '--goproxy', lab.urls.healthy, ...args]);
        const paths = documentOf(good, DIAGNOSE).entries[0]?.requests.map(({ path }) => path) ?? [];
        assert.equal(good.code, 0);
        assert.ok(paths.includes('example.test/a/@v/v1.0.0.zip') && paths.includes('example.test/big/@v/v1.0.0.zip'));
        const bad = await run(['diagnose', '--goproxy', lab.urls['corrupt-zip'], ...args]);
        assert.deepEqual([bad.code, documentOf(bad, DIAGNOSE).verdict.code], [1, 'bad-content']);
      });

      it('probe: each entry alone', async () => {
        const values = [lab.urls.refused, lab.urls.healthy, lab.urls['status-404'], 'x', 'off'];
        const result = await run(['probe', ...values, '--json']);
        const { entries } = documentOf(result, PROBE);
        assert.equal(result.code, 1);
        assert.deepEqual(
          entries.map(({ index, value, code }) => [index, value, code]),
          [
            [0, values[0], 'refused'],
            [1, values[1], null],
            [2, values[2], 'not-found'],
            [3, 'x', 'goproxy-invalid'],
            [4, 'off', 'goproxy-off'],
          ],
        );
        // What the workspace needs is named to nobody.
        assert.ok(entries.every(({ requests }) => requests.every(({ path }) => !path.includes('example.test'))));
        const alive = await run(['probe', lab.urls.healthy, lab.urls['status-404']]);
        assert.deepEqual([alive.code, alive.stderr, alive.stdout.split('\n')[0]?.slice(0, 8)], [0, '', '   1 ✓ 1']);
      });

      it('simulate: request by request', async () => {
        const list = `${lab.urls['status-404']},${lab.urls['truncated-zip']}|${lab.urls.healthy}`;
        const broken = await run(['simulate', 'example.test/b@v1.0.0', '--goproxy', list, '--json']);
        assert.equal(broken.code, 1);
        const document = documentOf(broken, SIMULATE) as unknown as {
          readonly requests: readonly { readonly path: string; readonly servedBy: number | null }[];
          readonly outcome: object;
        };
        assert.deepEqual(
          document.requests.map(({ path, servedBy }) => [path, servedBy]),
          [
            ['example.test/b/@v/v1.0.0.info', 1],
            ['example.test/b/@v/v1.0.0.mod', 1],
            ['example.test/b/@v/v1.0.0.zip', null],
          ],
        );
        assert.deepEqual(document.outcome, {
          ok: false,
          code: 'bad-content',
          detail: 'not-a-zip',
          entry: 1,
          hangs: false,
        });
        const fine = await run(['simulate', 'example.test/b@v1.0.0', '--goproxy', lab.urls.healthy]);
        assert.equal(fine.code, 0);
        assert.match(fine.stdout, / example\.test\/b\/@v\/v1\.0\.0\.zip\n {3}1 127\.0\.0\.1:\d+: serves\n/);
      });

      it('env: every value, and where it comes from', async () => {
        await cli.writeGoEnv('GOPROXY=https://stored.example\nGOPRIVATE=corp.example\n');
        const result = await run(['env', '--json'], { GOPROXY: 'https://a.example', HTTPS_PROXY: 'http://p.example' });
        const { settings } = documentOf(result, ENV);
        const of = (name: string) => settings.find((one) => one.name === name);
        assert.equal(result.code, 0);
        assert.deepEqual(of('GOPROXY'), {
          name: 'GOPROXY',
          value: 'https://a.example',
          origin: 'os-env',
          masked: [{ origin: 'go-env-file', value: 'https://stored.example' }],
        });
        assert.deepEqual([of('GOPRIVATE')?.origin, of('HTTPS_PROXY')?.value], ['go-env-file', 'http://p.example']);
        const text = await run(['env']);
        assert.equal(text.code, 0);
        assert.match(text.stdout, /^\/\S+go \(go1[^\n]*\)\n\n {2}GOPROXY +=/);
      });
    });
  }

  it('takes the list from the environment and from go’s file', async () => {
    const origin = async (env: Record<string, string | undefined>) =>
      documentOf(await cli.run(['diagnose', '--json'], { env }), DIAGNOSE).environment.origin;
    assert.equal(await origin({ GOPROXY: lab.urls.healthy }), 'os-env');
    await cli.writeGoEnv(`GOPROXY=${lab.urls.healthy}\n`);
    assert.equal(await origin({ GOPROXY: undefined }), 'go-env-file');
  });

  it('examines the folder that --cwd names', async () => {
    const args = ['diagnose', '--goproxy', lab.urls.healthy, '--json', '--cwd'];
    const there = documentOf(await cli.run([...args, cli.workspace]), DIAGNOSE);
    const elsewhere = documentOf(await cli.run([...args, '..']), DIAGNOSE);
    assert.deepEqual(
      [there.environment.sample, elsewhere.environment.sample],
      ['example.test/a@v1.0.0', 'golang.org/x/text@v0.14.0'],
    );
  });

  it('helps: 0, on stdout', async () => {
    for (const args of [
      ['--help'],
      ['help'],
      ['diagnose', '--help'],
      ['probe', '-h'],
      ['help', 'simulate'],
      ['env', '-h'],
      ['--version'],
    ]) {
      const { code, stdout, stderr } = await cli.run(args);
      assert.deepEqual([code, stderr], [0, ''], args.join(' '));
      assert.match(stdout, args[0] === '--version' ? /^\d+\.\d+\.\d+\n$/ : /^Usage: goproxy-doctor/);
    }
  });

  it('speaks Chinese where it is told to, or the locale says so', async () => {
    const told = await cli.run(['undo', '--help', '--lang', 'zh-cn']);
    assert.match(told.stdout, /^用法： goproxy-doctor undo/);
    const byLocale = await cli.run(['diagnos'], { env: { LC_ALL: 'zh_CN.UTF-8' } });
    assert.equal(byLocale.stderr, '没有命令 diagnos。是不是要用 diagnose？请参阅 goproxy-doctor --help。\n');
  });

  it('says what is wrong with a call, in one line that names the mend: 2', async () => {
    const CALLS: readonly (readonly [args: readonly string[], line: RegExp])[] = [
      [[], /Name a command, for example diagnose\. See goproxy-doctor --help/],
      [['diagnos'], /^There is no command diagnos\. Did you mean diagnose\? See/],
      [['diagnose', '--goprox', 'off'], /^There is no option --goprox\. .*--help/],
      [['diagnose', 'off'], /^There are too many arguments for diagnose\. .*--help/],
      [['diagnose', '--goproxy'], /^The option --goproxy <list> needs a value\. .*--help/],
      [['diagnose', '--timeout', '0'], /“0” is not a time-out: give milliseconds between 1 and 600000/],
      [['diagnose', '--timeout', '1e9'], /“1e9” is not a time-out/],
      [['diagnose', '--timeout=-5'], /“-5” is not a time-out/],
      [['diagnose', '--module', 'nodot'], /“nodot” is not a module: write PATH@VERSION/],
      [['diagnose', '--module', '../x@v1'], /is not a module/],
      [['diagnose', '--module', 'a.b/c@\u001b[31m'], /“a\.b\/c@\\u\{1b\}\[31m” is not a module/],
      [['diagnose', '--lang', 'fr'], /“fr” is none of en, zh-cn/],
      [
        ['diagnose', '--cwd', '/no/such/folder'],
        /\/no\/such\/folder is not a folder: give an existing one with --cwd DIR/,
      ],
      [['env', '--cwd', process.execPath], /is not a folder/],
      [['probe'], /^The argument url is missing\. .*--help/],
      [['simulate'], /^The argument module is missing\. .*--help/],
      [['simulate', 'x'], /“x” is not a module/],
    ];
    for (const [args, line] of CALLS) {
      const { code, stdout, stderr } = await cli.run(args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, ONE_LINE, args.join(' '));
      assert.match(stderr, line);
    }
  });

  it('takes an invalid list for a finding: 1', async () => {
    const { code, stdout } = await cli.run(['diagnose', '--goproxy', `${lab.urls.healthy},DIRECT`]);
    assert.equal(code, 1);
    assert.match(stdout, /✗ The second entry of GOPROXY has no scheme/);
    const empty = await cli.run(['diagnose', '--goproxy', ' , ', '--json']);
    assert.deepEqual([empty.code, documentOf(empty, DIAGNOSE).verdict.code], [1, 'goproxy-invalid']);
  });

  describe('without go', () => {
    /** Where go is, wherever this machine has it. */
    const places = ['/usr/local/go', ...globSync('/usr/{lib,share}/go*'), '/root/go', '/root/sdk'].filter(existsSync);
    const hidden = [
      '/usr/bin/unshare',
      '-m',
      '/bin/sh',
      '-c',
      'for p in $HIDDEN; do /usr/bin/mount -t tmpfs none "$p"; done; exec "$@"',
      'sh',
    ];
    before(function () {
      if (process.platform !== 'linux' || process.getuid?.() !== 0) this.skip();
    });
    const run = (args: readonly string[], env: Record<string, string | undefined> = {}) =>
      cli.run(args, {
        within: hidden,
        env: { PATH: '/nonexistent', HIDDEN: places.join(' '), GOPROXY: undefined, ...env },
      });

    it('works from the call, the environment and go’s file, and says so', async () => {
      const given = await run(['diagnose', '--goproxy', lab.urls.healthy]);
      assert.equal(given.code, 0, given.stderr);
      assert.match(given.stdout, /no go command found/);
      const found = documentOf(await run(['diagnose', '--json'], { GOPROXY: lab.urls.healthy }), DIAGNOSE);
      assert.deepEqual([found.environment.go, found.environment.origin, found.verdict.ok], [null, 'os-env', true]);
      await cli.writeGoEnv(`GOPROXY=${lab.urls.healthy}\n`);
      assert.equal(documentOf(await run(['diagnose', '--json']), DIAGNOSE).environment.origin, 'go-env-file');
    });

    it('says what to give where there is no list: 3', async () => {
      for (const args of [['diagnose'], ['diagnose', '--json'], ['watch'], ['simulate', 'example.test/a']]) {
        const { code, stdout, stderr } = await run(args);
        assert.deepEqual([code, stdout], [3, ''], args.join(' '));
        assert.match(stderr, /^There is no GOPROXY to examine: .* Give one with --goproxy LIST\.\n$/);
      }
      const env = await run(['env']);
      assert.equal(env.code, 0);
      assert.match(env.stdout, /^No go command was found/);
    });
  });

  it('colours only where it is wanted, and knows a terminal without Unicode', async () => {
    const out = async (env: Record<string, string>) =>
      (await cli.run(['diagnose', '--goproxy', 'off'], { env })).stdout;
    assert.doesNotMatch(await out({}), /\u001b/);
    assert.match(await out({ FORCE_COLOR: '1' }), /\u001b\[31m✗/);
    for (const env of [{ FORCE_COLOR: '0' }, { FORCE_COLOR: '1', NO_COLOR: '1' }, { FORCE_COLOR: '1', TERM: 'dumb' }]) {
      assert.doesNotMatch(await out(env), /\u001b/);
    }
    assert.match(await out({ LC_ALL: 'C' }), /^[\n\x20-\x7e]*$/);
    assert.match(await out({ LANG: 'en_US.UTF-8' }), /✗/);
  });

  it('bears a reader that goes away', async () => {
    for (const args of [['diagnose', '--json'], ['env'], ['--help'], ['nonsense']]) {
      const { code } = await cli.run(args, { unread: true });
      assert.ok(code === 0 || code === 1 || code === 2, `${args.join(' ')}: ${code}`);
    }
  });

  it('stops when it is interrupted: 130', async () => {
    for (const [signal, args] of [
      ['SIGINT', ['diagnose', '--json', '--goproxy', lab.urls.silent]],
      ['SIGTERM', ['probe', lab.urls.silent]],
    ] as const) {
      lab.reset();
      const result = cli.run([...args, '--timeout', '60000'], {
        onStart: (kill) => void until(() => lab.requests('silent').length > 0, 'the request').then(() => kill(signal)),
      });
      const { code, stdout, stderr, ms } = await result;
      assert.deepEqual([code, stdout, stderr], [130, '', 'Interrupted.\n']);
      assert.ok(ms < 15_000, `${ms}`);
    }
  });
});
