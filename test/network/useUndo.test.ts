/** `use` and `undo` as people and scripts meet them: the bundle as a process, the real go, nothing asked of any network. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { type CliResult, type CliRunner, SYSTEM_NODE, startCliRunner } from './cliRunner.ts';
import { assertShape, type Shape } from './contractShapes.ts';

const CHANGE: Shape = {
  schema: '1',
  change: { scope: 'user|workspace', before: 'string?', after: 'string?', effective: 'string', masked: 'boolean' },
};
const ONE_LINE = /^[^\n]+\n$/;

interface ChangeJson {
  readonly scope: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly effective: string;
  readonly masked: boolean;
}

describe('use and undo', function () {
  this.timeout(30_000);
  let cli: CliRunner;
  let goEnv: string;
  let settings: string;
  before(async () => {
    cli = await startCliRunner();
    goEnv = path.join(cli.home, '.config', 'go', 'env');
    settings = path.join(cli.workspace, '.vscode', 'settings.json');
    mkdirSync(path.join(cli.home, '.config', 'go', 'telemetry'), { recursive: true });
    writeFileSync(path.join(cli.home, '.config', 'go', 'telemetry', 'mode'), 'off');
  });
  after(() => cli.stop());
  afterEach(() => {
    for (const place of [goEnv, path.dirname(settings), path.join(cli.home, '.local')])
      rmSync(place, { recursive: true, force: true });
  });

  const run = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) =>
    cli.run(args, { env: { GOPROXY: undefined, ...env } });

  function changeOf({ code, stdout, stderr }: CliResult, exit = 0): ChangeJson {
    assert.deepEqual([stderr, code], ['', exit]);
    const document = JSON.parse(stdout);
    assertShape(document, CHANGE);
    return document.change;
  }

  it('set the list for the user, and take it back byte for byte', async () => {
    const before = '# mine\nGOPROXY=https://old.test\nGOSUMDB=off\nGOPROXY=https://old.test';
    writeFileSync(goEnv, before);
    const used = changeOf(await run(['use', 'https://new.test|direct', '--json']));
    const list = 'https://new.test|direct';
    assert.deepEqual(used, { scope: 'user', before: 'https://old.test', after: list, effective: list, masked: false });
    assert.match(readFileSync(goEnv, 'utf8'), /^GOPROXY=https:\/\/new\.test\|direct$/m);
    const undone = changeOf(await run(['undo', '--json']));
    assert.deepEqual([undone.before, undone.after, undone.effective], [list, 'https://old.test', 'https://old.test']);
    assert.equal(readFileSync(goEnv, 'utf8'), before);
  });

  it('leave nothing where there was nothing', async () => {
    const used = await run(['use', 'https://new.test']);
    assert.equal(used.code, 0);
    assert.match(used.stdout, /https:\/\/new\.test[^\n]*goproxy-doctor undo\n$/);
    const undone = await run(['undo']);
    assert.equal(undone.code, 0);
    assert.match(undone.stdout, ONE_LINE);
    assert.ok(!existsSync(goEnv));
    const again = await run(['undo']);
    assert.deepEqual([again.code, again.stdout], [3, '']);
    assert.match(again.stderr, ONE_LINE);
  });

  it('tell of an OS variable that hides what was stored', async () => {
    const env = { GOPROXY: 'https://env.test' };
    const used = changeOf(await run(['use', 'https://new.test', '--json'], env), 1);
    assert.deepEqual([used.masked, used.effective, used.before], [true, 'https://env.test', null]);
    const said = await run(['use', 'https://newer.test'], env);
    assert.equal(said.code, 1);
    assert.match(said.stdout, /\nIt has no effect.*https:\/\/env\.test/);
    assert.equal(changeOf(await run(['use', 'https://env.test', '--json'], env)).masked, false);
  });

  it('move an entry to the front, and hide its secret', async () => {
    writeFileSync(goEnv, 'GOPROXY=https://a.test,https://user:geheim@b.test|https://c.test,direct\n');
    const used = await run(['use', '--first', '1', '--json']);
    assert.equal(changeOf(used).after, 'https://***@b.test|https://a.test,https://c.test,direct');
    assert.match(readFileSync(goEnv, 'utf8'), /^GOPROXY=https:\/\/user:geheim@b\.test\|https:\/\/a\.test,/m);
    const outputs = [
      used,
      await run(['use', '--first', '1']),
      await run(['use', '--first', '9']),
      await run(['undo', '--json']),
      await run(['undo']),
    ];
    assert.deepEqual(
      outputs.map(({ code }) => code),
      [0, 0, 2, 0, 0],
    );
    for (const { stdout, stderr } of outputs) assert.doesNotMatch(stdout + stderr, /geheim/);
  });

  it('know mirrors by their names, and keep the present list behind them', async () => {
    writeFileSync(goEnv, 'GOPROXY=https://corp.test|direct\n');
    assert.equal(
      changeOf(await run(['use', 'goproxy.cn', '--json'])).after,
      'https://goproxy.cn,https://corp.test|direct',
    );
    const aliyun = 'https://mirrors.aliyun.com/goproxy/,https://goproxy.cn,https://corp.test|direct';
    assert.equal(changeOf(await run(['use', 'aliyun', '--json'])).after, aliyun);
    const again = changeOf(await run(['use', 'goproxy.cn', '--json'])).after;
    assert.equal(again, 'https://goproxy.cn,https://mirrors.aliyun.com/goproxy/,https://corp.test|direct');
    const same = await run(['use', 'goproxy.cn']);
    assert.match(same.stdout, /Nothing was changed/);
  });

  it('work in a workspace’s settings, and come back byte for byte', async () => {
    const before = '\ufeff// mine\r\n{\r\n\t"a": 1, // one\r\n}';
    mkdirSync(path.dirname(settings));
    writeFileSync(settings, before);
    const args = ['use', 'https://new.test', '--scope', 'workspace', '--json'];
    const used = changeOf(await run(args, { GOPROXY: 'https://env.test' }));
    assert.deepEqual(used, {
      scope: 'workspace',
      before: null,
      after: 'https://new.test',
      effective: 'https://new.test',
      masked: false,
    });
    assert.equal(
      readFileSync(settings, 'utf8'),
      '\ufeff// mine\r\n{\r\n\t"a": 1, // one\r\n\t"go.goproxy": "https://new.test",\r\n}',
    );
    const undone = changeOf(await run(['undo', '--json']));
    assert.deepEqual([undone.scope, undone.before, undone.after], ['workspace', 'https://new.test', null]);
    assert.equal(readFileSync(settings, 'utf8'), before);
  });

  it('move an entry of the workspace’s own list', async () => {
    mkdirSync(path.dirname(settings));
    writeFileSync(settings, '{ "go.goproxy": "https://a.test,https://b.test" }');
    const used = changeOf(await run(['use', '--first', '1', '--scope', 'workspace', '--json']));
    assert.equal(used.after, 'https://b.test,https://a.test');
  });

  it('make and remove a workspace’s settings', async () => {
    assert.equal((await run(['use', 'https://new.test', '--scope', 'workspace'])).code, 0);
    assert.deepEqual(JSON.parse(readFileSync(settings, 'utf8')), { 'go.goproxy': 'https://new.test' });
    assert.equal((await run(['undo'])).code, 0);
    assert.ok(!existsSync(path.dirname(settings)));
  });

  it('say what is wrong with a call, and change nothing', async () => {
    for (const [args, words] of [
      [['use'], /--first/],
      [['use', 'x', '--first', '1'], /--first/],
      [['use', 'ftp://mirror.test'], /scheme/],
      [['use', 'htps://mirror.test,direct'], /https:\/\/mirror\.test,direct/],
      [['use', ''], /no entry/],
      [['use', '--first', '-1'], /0/],
      [['use', '--first', 'x'], /0/],
      [['use', 'https://new.test', '--scope', 'machine'], /machine/],
    ] as const) {
      const { code, stdout, stderr } = await run(args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, ONE_LINE);
      assert.match(stderr, words);
    }
    assert.ok(!existsSync(goEnv) && !existsSync(settings));
  });

  it('change nothing where a file is read-only or has a mistake', async () => {
    writeFileSync(goEnv, 'GOPROXY=https://old.test\n');
    chmodSync(goEnv, 0o444);
    const readOnly = await run(['use', 'https://new.test']);
    assert.deepEqual([readOnly.code, readOnly.stdout], [1, '']);
    assert.match(readOnly.stderr, /read-only/);
    mkdirSync(path.dirname(settings));
    writeFileSync(settings, '{\n  "a": \n}');
    const broken = await run(['use', 'https://new.test', '--scope', 'workspace']);
    assert.equal(broken.code, 1);
    assert.match(broken.stderr, /line 3/);
    assert.equal(readFileSync(settings, 'utf8'), '{\n  "a": \n}');
  });

  it('show both values where someone else has changed it since', async () => {
    assert.equal((await run(['use', 'https://new.test'])).code, 0);
    writeFileSync(goEnv, 'GOPROXY=https://u:geheim@third.test\n');
    const { code, stderr } = await run(['undo']);
    assert.equal(code, 1);
    assert.match(stderr, /^(?=.*https:\/\/new\.test)(?=.*https:\/\/\*\*\*@third\.test)[^\n]+\n$/);
    assert.equal(readFileSync(goEnv, 'utf8'), 'GOPROXY=https://u:geheim@third.test\n');
  });

  it('do not write go’s settings where GOENV is off', async () => {
    const { code, stderr } = await run(['use', 'https://new.test'], { GOENV: 'off' });
    assert.equal(code, 3);
    assert.match(stderr, /GOENV/);
    assert.ok(!existsSync(goEnv));
  });

  it('set the workspace’s list without any go', async () => {
    const env = { PATH: '/nowhere', GOROOT: undefined };
    const args = ['use', 'https://new.test', '--scope', 'workspace', '--json'];
    assert.equal(changeOf(await run(args, env)).effective, 'https://new.test');
  });

  it('write a file that is mounted by itself, and leave one alone that is mounted read-only', async function () {
    if (!canMakeNamespaces()) this.skip();
    const real = path.join(cli.home, 'real.json');
    const mounted = (mode: string) => [
      'unshare',
      '-m',
      'sh',
      '-c',
      `mount --bind ${real} ${settings} && mount -o remount,bind,${mode} ${settings} && exec "$@"`,
      'sh',
    ];
    mkdirSync(path.dirname(settings));
    for (const file of [real, settings]) writeFileSync(file, '{ "a": 1 }');
    const env = { GOPROXY: undefined };
    const use = ['use', 'https://new.test', '--scope', 'workspace'];
    assert.equal((await cli.run(use, { env, within: mounted('rw') })).code, 0);
    assert.equal(readFileSync(real, 'utf8'), '{ "a": 1, "go.goproxy": "https://new.test" }');
    assert.equal((await cli.run(['undo'], { env, within: mounted('rw') })).code, 0);
    assert.equal(readFileSync(real, 'utf8'), '{ "a": 1 }');
    const { code, stderr } = await cli.run(use, { env, within: mounted('ro') });
    assert.equal(code, 1);
    assert.match(stderr, /read-only/);
  });

  it('run on the system’s Node', async function () {
    if (SYSTEM_NODE === undefined) this.skip();
    const on = (args: readonly string[]) => cli.run(args, { env: { GOPROXY: undefined }, node: SYSTEM_NODE ?? '' });
    for (const scope of ['user', 'workspace']) {
      assert.equal((await on(['use', 'https://new.test', '--scope', scope])).code, 0);
      assert.equal((await on(['undo'])).code, 0);
    }
    assert.ok(!existsSync(goEnv) && !existsSync(settings));
  });
});
