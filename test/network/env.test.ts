/** `env` as people and scripts meet it: the bundle as a process, beside the real go, in a home of its own. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { type CliRunner, startCliRunner } from './cliRunner.ts';
import { assertShape, ENV } from './contractShapes.ts';

interface Seen {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
  readonly note?: string;
}

interface Document {
  readonly settings: readonly (Seen & { readonly masked: readonly Seen[] })[];
  readonly consumers: readonly Seen[];
  readonly drift: { readonly workspace: string; readonly own: string } | null;
  readonly source: { readonly file: string | null; readonly isBroken: boolean };
}

const A = 'https://a.example,direct';
const B = 'https://b.example|direct';

describe('env', function () {
  this.timeout(30_000);
  let cli: CliRunner;
  before(async () => {
    cli = await startCliRunner();
    // Else go would still write into the home after it was removed.
    const telemetry = path.join(cli.home, '.config', 'go', 'telemetry');
    await mkdir(telemetry, { recursive: true });
    await writeFile(path.join(telemetry, 'mode'), 'off 2026-01-01\n');
  });
  after(() => cli.stop());
  afterEach(async () => {
    await cli.writeGoEnv('');
    await rm(path.join(cli.workspace, '.vscode'), { recursive: true, force: true });
  });

  /** The real go in the same home; it asks nobody. */
  async function go(
    args: readonly string[],
    env: Record<string, string> = {},
  ): Promise<{ stdout: string; stderr: string }> {
    const whole = { PATH: process.env.PATH, HOME: cli.home, GOTOOLCHAIN: 'local', ...env };
    return promisify(execFile)('go', args, { cwd: cli.workspace, env: whole, timeout: 10_000 });
  }

  async function document(
    env: Record<string, string | undefined> = {},
    args: readonly string[] = [],
  ): Promise<Document> {
    const { code, stdout, stderr } = await cli.run(['env', '--json', ...args], { env: { GOPROXY: undefined, ...env } });
    assert.deepEqual([code, stderr], [0, '']);
    const parsed: unknown = JSON.parse(stdout);
    assertShape(parsed, ENV);
    return parsed as Document;
  }

  const setting = ({ settings }: Document, name: string) => settings.find((one) => one.name === name);
  const rows = ({ consumers }: Document) =>
    Object.fromEntries(consumers.map(({ name, value, origin }) => [name, `${value} ${origin}`]));

  async function writeSettings(text: string): Promise<string> {
    const file = path.join(cli.workspace, '.vscode', 'settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  describe('beside the real go', () => {
    it('`go env -w` under a variable: stored, warned of, and hidden', async () => {
      const { stderr } = await go(['env', '-w', `GOPROXY=${B}`], { GOPROXY: A });
      assert.match(stderr, /does not override conflicting OS environment variable/);
      const masking = await document({ GOPROXY: A });
      assert.deepEqual(setting(masking, 'GOPROXY'), {
        name: 'GOPROXY',
        value: (await go(['env', 'GOPROXY'], { GOPROXY: A })).stdout.trim(),
        origin: 'os-env',
        masked: [{ origin: 'go-env-file', value: B }],
      });
      assert.ok(masking.consumers.every(({ value, origin }) => value === A && origin === 'os-env'));
      const free = await document();
      assert.deepEqual(
        [setting(free, 'GOPROXY')?.value, setting(free, 'GOPROXY')?.origin, setting(free, 'GOPROXY')?.masked],
        [B, 'go-env-file', []],
      );
    });

    it('`go env -u`: the toolchain’s own again', async () => {
      await go(['env', '-w', `GOPROXY=${B}`, 'GOPRIVATE=corp.example']);
      await go(['env', '-u', 'GOPROXY']);
      const after = await document();
      assert.deepEqual(
        [setting(after, 'GOPROXY')?.value, setting(after, 'GOPROXY')?.origin],
        [(await go(['env', 'GOPROXY'])).stdout.trim(), 'goroot'],
      );
      assert.deepEqual(
        ['GOPRIVATE', 'GONOPROXY', 'GONOSUMDB'].map((name) => [
          setting(after, name)?.value,
          setting(after, name)?.origin,
        ]),
        [
          ['corp.example', 'go-env-file'],
          ['corp.example', 'default'],
          ['corp.example', 'default'],
        ],
      );
    });

    it('every value of every setting is go’s', async () => {
      await go(['env', '-w', `GOPROXY=${B}`, 'GOFLAGS=-mod=mod', 'GOAUTH=off', 'GONOSUMDB=x.example']);
      const names = ['GOPROXY', 'GONOPROXY', 'GOPRIVATE', 'GOSUMDB', 'GONOSUMDB', 'GOFLAGS', 'GOAUTH', 'GOTOOLCHAIN'];
      const told = JSON.parse((await go(['env', '-json', ...names], { GOSUMDB: 'off' })).stdout);
      const ours = await document();
      assert.deepEqual(Object.fromEntries(names.map((name) => [name, setting(ours, name)?.value])), told);
    });
  });

  describe('with the workspace’s settings', () => {
    it('says who gets what, and changes nothing', async () => {
      await cli.writeGoEnv(`GOPROXY=${B}\n`);
      const text = `{ // ours\n "go.goproxy": "${A}", "go.toolsEnvVars": { "GOPROXY": "off", }, }\r\n`;
      const file = await writeSettings(text);
      const told = await document();
      assert.deepEqual(rows(told), {
        go: `${B} go-env-file`,
        terminal: `${A} workspace`,
        task: `${A} workspace`,
        'go-extension': 'off workspace',
        gopls: 'off workspace',
      });
      assert.deepEqual(setting(told, 'GOPROXY'), { name: 'GOPROXY', value: B, origin: 'go-env-file', masked: [] });
      assert.deepEqual([setting(told, 'go.goproxy')?.value, setting(told, 'go.goproxy')?.origin], [A, 'workspace']);
      assert.deepEqual(told.drift, { workspace: A, own: B, origin: 'go-env-file', isObeyed: true });
      assert.deepEqual(told.source, { file, isBroken: false });
      assert.equal(await readFile(file, 'utf8'), text);
    });

    it('finds them from a folder below', async () => {
      await writeSettings(`{ "go.goproxy": "${A}" }`);
      await mkdir(path.join(cli.workspace, 'a', 'b'), { recursive: true });
      const told = await document({}, ['--cwd', path.join(cli.workspace, 'a', 'b')]);
      assert.equal(rows(told).terminal, `${A} workspace`);
    });

    it('reads what it can of a broken file, and says so', async () => {
      await writeSettings(`{ "go.goproxy": "${A}", `);
      assert.deepEqual((await document()).source.isBroken, true);
      const { code, stdout } = await cli.run(['env']);
      assert.equal(code, 0);
      assert.match(
        stdout,
        /\n {2}a new terminal of VS Code = https:\/\/a\.example,direct {3}\(setting go\.goproxy\)\n/,
      );
      assert.match(stdout, /\nThis workspace sets its own list: https:\/\/a\.example,direct; yours is off /);
      assert.match(stdout, /\nThat file has a syntax error/);
    });

    it('in Markdown', async () => {
      await writeSettings(`{ "go.goproxy": "${A}" }`);
      const { code, stdout, stderr } = await cli.run(['env', '--markdown']);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(
        stdout,
        /^## [\s\S]*\n\| a task of VS Code \| `https:\/\/a\.example,direct` \| setting go\\\.goproxy \|\n/,
      );
    });
  });

  it('shows no secret, wherever it stands and whatever the output', async () => {
    const secret = (host: string) => `https://me:Zq7a/Zq7b@${host}.example/?token=Zq7c`;
    await cli.writeGoEnv(`GOPROXY=${secret('stored')}\nGOSUMDB=sum.golang.org ${secret('sum')}\n`);
    const env = {
      GOPROXY: `${secret('os')},direct`,
      HTTP_PROXY: 'me:Zq7a@proxy.example:3128',
      http_proxy: 'http://me:Zq7b@lower.example:3128',
      HTTPS_PROXY: 'http://me:Zq7a Zq7b@proxy.example:3128',
    };
    await writeSettings(
      JSON.stringify({
        'go.goproxy': `${secret('ws')}|direct`,
        'go.toolsEnvVars': { GOPROXY: secret('tools') },
        gopls: { 'build.env': { GOPROXY: secret('gopls') } },
        'terminal.integrated.env.linux': { GOPROXY: secret('term') },
      }),
    );
    for (const args of [[], ['--json'], ['--markdown']]) {
      const { code, stdout, stderr } = await cli.run(['env', ...args], { env });
      assert.deepEqual([code, stderr], [0, ''], stdout);
      assert.doesNotMatch(stdout, /Zq7/);
      for (const host of ['stored', 'os', 'lower', 'proxy', 'ws', 'tools', 'gopls', 'term']) {
        assert.ok(stdout.includes(`***@${host}.example`), `${args}: ${host}\n${stdout}`);
      }
    }
  });
});
