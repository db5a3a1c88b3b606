/** `mcp` as agents meet it: the bundle as a process, the SDK's own client, the lab behind it and the real go beside it. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { type CallToolResult, Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { TOOLS } from '../../src/tools/toolTable.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { until } from '../support/until.ts';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import { type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, DIAGNOSE } from './contractShapes.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The protocol's newest revision, and the one that clients have spoken since 2025. */
const REVISIONS = { new: { mode: { pin: '2026-07-28' } }, old: { mode: 'legacy' } } as const;

describe('command line: mcp', function () {
  this.timeout(60_000);
  let lab: Lab;
  let cli: CliRunner;
  let bundles: BuiltBundles;
  const clients: Client[] = [];
  const children: ChildProcess[] = [];
  const servers: Server[] = [];
  before(async () => {
    [lab, cli, bundles] = await Promise.all([startLab(), startCliRunner(), buildBundles()]);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const server of servers.splice(0)) server.close();
    lab.reset();
    await cli.writeGoEnv('');
    rmSync(path.join(cli.home, '.local'), { recursive: true, force: true });
    rmSync(path.join(cli.workspace, '.vscode'), { recursive: true, force: true });
  });
  after(() => Promise.all([lab.stop(), cli.stop(), bundles.remove()]));

  /** Without GOPROXY: what go's own file says counts. */
  const environment = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
    ...{ PATH: process.env.PATH ?? '', HOME: cli.home, GOSUMDB: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' },
    ...env,
  });

  async function connect({ era = 'new', node = process.execPath, env = {} }: Partial<Connection> = {}) {
    const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: REVISIONS[era] });
    const server = { command: node, args: [bundles.cli, 'mcp', '--cwd', cli.workspace], env: environment(env) };
    const transport = new StdioClientTransport({ ...server, stderr: 'pipe' });
    let stderr = '';
    transport.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    await client.connect(transport);
    clients.push(client);
    return { client, stderr: () => stderr };
  }

  const call = (client: Client, name: string, given: Arguments = {}) => client.callTool({ name, arguments: given });

  interface Connection {
    readonly era: keyof typeof REVISIONS;
    readonly node: string;
    readonly env: Readonly<Record<string, string>>;
  }

  for (const era of ['new', 'old'] as const) {
    it(`offers the tools of the table, in the ${era} revision of the protocol`, async () => {
      const { client } = await connect({ era });
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name, description, inputSchema }) => [name, description, inputSchema]),
        TOOLS.map(({ name, description, input }) => [name, description, input]),
      );
      const hints = Object.fromEntries(tools.map(({ name, annotations = {} }) => [name, annotations]));
      assert.deepEqual(
        ['goproxy_diagnose', 'goproxy_classify', 'goproxy_use'].map((name) => [
          hints[name]?.readOnlyHint,
          hints[name]?.destructiveHint,
          hints[name]?.openWorldHint,
        ]),
        [
          [true, false, true],
          [true, false, false],
          [false, true, false],
        ],
      );
      const { text } = partsOf(await call(client, 'goproxy_classify', { output: 'ok' }));
      assert.match(text, /^No failure/);
    });
  }

  it('runs on the system’s Node', async function () {
    if (SYSTEM_NODE === undefined) this.skip();
    const { client } = await connect({ node: SYSTEM_NODE, env: { GOPROXY: lab.urls.healthy } });
    assert.equal(partsOf(await call(client, 'goproxy_diagnose', { quick: true })).document.verdict.ok, true);
  });

  it('diagnoses the list that is in force, tells how far it is, and gives away no secret', async () => {
    const list = `${lab.urls['status-500'].replace('//', '//me:s3cr3t@')},${lab.urls.healthy}`;
    const { client, stderr } = await connect({ env: { GOPROXY: list } });
    const reached: number[] = [];
    const result = await client.callTool(
      { name: 'goproxy_diagnose', arguments: {} },
      {
        onprogress: ({ progress, total, message }) => {
          assert.ok(progress < (total ?? 0) && typeof message === 'string' && message !== '');
          reached.push(progress);
        },
      },
    );
    const { text, document } = partsOf(result);
    assert.equal(result.isError ?? false, false);
    assertShape(document, DIAGNOSE);
    assert.deepEqual([document.verdict.ok, document.verdict.entry], [false, 0]);
    assert.match(text, /127\.0\.0\.1:\d+.*\nWhat to do\na /);
    assert.doesNotMatch(JSON.stringify(result), /s3cr3t/);
    // As the protocol wants it: each is more than the one before.
    const growing = [...new Set(reached)].sort((a, b) => a - b);
    assert.deepEqual(reached, growing);
    assert.ok(reached.length >= 3, reached.join(' '));
    assert.equal(stderr(), '');
  });

  it('diagnoses a list and modules that are named', async () => {
    const { client } = await connect({ env: { GOPROXY: 'off' } });
    const given = { goproxy: `${lab.urls['status-404']}|${lab.urls.healthy}`, modules: ['example.test/b@v1.0.0'] };
    const { document } = partsOf(await call(client, 'goproxy_diagnose', given));
    assert.deepEqual([document.verdict.ok, document.verdict.servedBy], [true, 1]);
    assert.ok(lab.requests('status-404').some(({ path: asked }) => asked.startsWith('/example.test/b/@v/v1.0.0')));
  });

  it('mends what the real go fails at, and can be taken back', async () => {
    const own = `${lab.urls['status-500']},${lab.urls.healthy}`;
    await cli.writeGoEnv(`GOPROXY=${own}\n`);
    const env = { ...environment(), GOMODCACHE: path.join(cli.home, 'modcache'), GOFLAGS: '-modcacherw' };
    const download = () => promisify(execFile)('go', ['mod', 'download', 'example.test/a@v1.0.0'], { env });
    const { stderr } = await download().then(
      () => assert.fail('go must fail here'),
      (error: { readonly stderr: string }) => error,
    );
    const { client } = await connect();
    const { document: read } = partsOf(await call(client, 'goproxy_classify', { output: stderr, goproxy: own }));
    assert.deepEqual(
      read.failures.map(({ code, module, entry }) => [code, module, entry]),
      [['server-error', 'example.test/a', 0]],
    );
    const { document: seen } = partsOf(await call(client, 'goproxy_diagnose'));
    assert.equal(seen.findings[0]?.remedies[0]?.id, 'use-goproxy');
    const used = await call(client, 'goproxy_use', { first: 1, scope: 'user' });
    const { text, document } = partsOf(used);
    const after = `${lab.urls.healthy},${lab.urls['status-500']}`;
    assert.deepEqual(document.change, { scope: 'user', before: own, after, effective: after, masked: false });
    assert.match(text, /goproxy-doctor undo/);
    await download();
    assert.equal((await cli.run(['undo'], { env: { GOPROXY: undefined } })).code, 0);
    assert.equal(readFileSync(path.join(cli.home, '.config', 'go', 'env'), 'utf8'), `GOPROXY=${own}\n`);
  });

  it('changes the workspace’s setting, where it is asked to', async () => {
    const { client } = await connect({ env: { GOPROXY: 'https://own.test' } });
    await call(client, 'goproxy_use', { list: 'goproxy.cn', scope: 'workspace' });
    const settings = JSON.parse(readFileSync(path.join(cli.workspace, '.vscode', 'settings.json'), 'utf8'));
    assert.deepEqual(settings, { 'go.goproxy': 'https://goproxy.cn,https://own.test' });
  });

  it('says what is wrong with a call, and changes nothing', async () => {
    await cli.writeGoEnv('GOPROXY=https://a.test,direct\n');
    const { client } = await connect();
    for (const [name, given, words] of [
      ['goproxy_use', { list: 'https://b.test' }, /scope/],
      ['goproxy_use', { scope: 'user' }, /list or first/],
      ['goproxy_use', { scope: 'user', list: 'x', first: 0 }, /list or first/],
      ['goproxy_use', { scope: 'machine', list: 'off' }, /scope/],
      ['goproxy_use', { scope: 'user', list: 'ftp://u:geheim@b.test' }, /b\.test/],
      ['goproxy_use', { scope: 'user', first: 1 }, /cannot be moved/],
      ['goproxy_diagnose', { modules: ['../x'] }, /not a module/],
      ['goproxy_diagnose', { modules: Array(9).fill('example.test/a') }, /modules/],
      ['goproxy_classify', { output: 'x', file: '/etc/passwd' }, /additional/],
    ] as const) {
      const result = await call(client, name, given);
      assert.equal(result.isError, true, JSON.stringify(given));
      const said = JSON.stringify(result.content);
      assert.match(said, words);
      assert.doesNotMatch(said, /geheim/);
    }
    await assert.rejects(call(client, 'goproxy_off'), /not found/);
    assert.equal(readFileSync(path.join(cli.home, '.config', 'go', 'env'), 'utf8'), 'GOPROXY=https://a.test,direct\n');
  });

  it('keeps an answer small, whatever the list', async () => {
    const { client } = await connect();
    const many = Array.from({ length: 900 }, (_, at) => `https://u:geheim@h${at}.test/${'x'.repeat(200)}`);
    const { document, json } = partsOf(
      await call(client, 'goproxy_diagnose', { goproxy: ['off', ...many].join(','), quick: true }),
    );
    assert.ok(json.length <= 60_000 && json.length > 10_000, `${json.length}`);
    assert.equal(document.cut, true);
    assert.equal(document.verdict.code, 'goproxy-off');
    assert.doesNotMatch(json, /geheim/);
  });

  it('stops an examination that is cancelled', async () => {
    const open = new Set<Socket>();
    const silent = createServer((socket) => {
      open.add(socket);
      // Who does not read is not told of the end.
      socket.resume();
      socket.on('error', () => undefined).once('close', () => open.delete(socket));
    }).listen(0, '127.0.0.1');
    servers.push(silent);
    await once(silent, 'listening');
    const { client } = await connect();
    const cancel = new AbortController();
    const goproxy = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const running = client.callTool({ name: 'goproxy_diagnose', arguments: { goproxy } }, { signal: cancel.signal });
    await until(() => open.size > 0, 'the silent entry is asked');
    cancel.abort();
    await assert.rejects(running);
    // By itself it would wait for five seconds.
    await until(() => open.size === 0, 'nobody waits for the entry any more', 3_000);
    assert.equal(partsOf(await call(client, 'goproxy_classify', { output: '' })).document.failures.length, 0);
  });

  describe('as a process', () => {
    const start = () => {
      const env = environment({ GOPROXY: lab.urls.silent });
      const child = spawn(process.execPath, [bundles.cli, 'mcp', '--cwd', cli.workspace], { env });
      children.push(child);
      let stdout = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        stdout += chunk;
      });
      const say = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
      return { child, say, stdout: () => stdout };
    };
    const HELLO = {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
    };
    const DIAGNOSE_CALL = { id: 2, method: 'tools/call', params: { name: 'goproxy_diagnose', arguments: {} } };

    it('ends with 0 when stdin does, though an examination is under way', async () => {
      const { child, say, stdout } = start();
      say(HELLO);
      say(DIAGNOSE_CALL);
      await until(() => lab.requests('silent').length > 0, 'the silent entry is asked');
      child.stdin.end();
      const begin = performance.now();
      assert.deepEqual(await once(child, 'exit'), [0, null]);
      assert.ok(performance.now() - begin < 4_000);
      for (const line of stdout().trim().split('\n')) assert.equal(JSON.parse(line).jsonrpc, '2.0');
    });

    it('ends with 0 at SIGTERM, with 130 at SIGINT', async () => {
      for (const [signal, code] of [
        ['SIGTERM', 0],
        ['SIGINT', 130],
      ] as const) {
        const { child, say, stdout } = start();
        say(HELLO);
        await until(() => stdout().includes('serverInfo'), 'it serves');
        child.kill(signal);
        assert.deepEqual(await once(child, 'exit'), [code, null]);
      }
    });

    it('goes on after what is no message, and ends after one without end', async () => {
      const { child, say, stdout } = start();
      child.stdin.write('nonsense\n{"jsonrpc":"2.0","id":[],"method":7}\n\n');
      say(HELLO);
      await until(() => stdout().includes('serverInfo'), 'it serves');
      child.stdin.on('error', () => undefined);
      child.stdin.write('x'.repeat(11 << 20));
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });
  });
});

interface Document {
  readonly verdict: {
    readonly ok: boolean;
    readonly code: string | null;
    readonly entry: number | null;
    readonly servedBy: number | null;
  };
  readonly findings: readonly { readonly remedies: readonly { readonly id: string }[] }[];
  readonly failures: readonly { readonly code: string; readonly module: string; readonly entry: number | null }[];
  readonly change: object;
  readonly cut?: boolean;
}

/** The summary, and the JSON beside it. */
function partsOf({ content }: CallToolResult): {
  readonly text: string;
  readonly json: string;
  readonly document: Document;
} {
  const [text = '', json = '', ...others] = content.map((part) => (part.type === 'text' ? part.text : ''));
  assert.ok(text !== '' && json !== '' && others.length === 0, JSON.stringify(content));
  return { text, json, document: JSON.parse(json) };
}
