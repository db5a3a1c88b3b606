/** No password gets out of the command line: however odd it is, wherever it stands, and whatever goes wrong with it. */
import assert from 'node:assert/strict';
import { type Lab, startLab } from '../lab/lab.ts';
import { type CliResult, type CliRunner, startCliRunner } from './cliRunner.ts';

/** The two halves stand on both sides of what makes a password odd. The host is loopback's, however go reads the URL. */
const ODD = ['', '/', '@', '?', '#', ':', '%', '%2F', ',', '|', ' ', '"', "'", '密', '&', '\\', '/@?'];
const SECRET = /Zq7[abc]/;
const STACK = /\n\s+at |node:internal|cli\.js:\d/;

function assertHidden(result: CliResult, what: string): void {
  assert.doesNotMatch(result.stdout + result.stderr, SECRET, what);
  assert.doesNotMatch(result.stderr, STACK, what);
}

describe('command line: secrets', function () {
  this.timeout(30_000);
  let lab: Lab;
  let cli: CliRunner;
  before(async () => {
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
  });
  after(() => Promise.all([lab.stop(), cli.stop()]));
  afterEach(() => cli.writeGoEnv(''));

  const listWith = (odd: string) => {
    const url = lab.urls['healthy-tls'].replace('https://', `https://me:Zq7a${odd}Zq7b@`);
    return `${url}/go?token=Zq7c,${lab.urls.healthy}`;
  };
  const assertMasked = (result: CliResult, odd: string) => {
    assert.ok(result.stdout.includes('***@127.0.0.1'), `${odd}: ${result.stdout}`);
    assertHidden(result, odd);
  };

  it('in a list from the call', async () => {
    for (const odd of ODD) {
      const result = await cli.run(['diagnose', '--goproxy', listWith(odd)]);
      assert.equal(result.code, 1, `${odd}: ${result.stderr}`);
      assertMasked(result, odd);
    }
  });

  it('in a list from the environment, in JSON', async () => {
    for (const odd of ODD) {
      const result = await cli.run(['diagnose', '--json'], { env: { GOPROXY: listWith(odd) } });
      assert.equal(result.code, 1, `${odd}: ${result.stderr}`);
      assertMasked(result, odd);
    }
  });

  it('in a list from go’s file, in Markdown, and as a setting', async () => {
    for (const odd of ODD.filter((_, at) => at % 2 === 0)) {
      await cli.writeGoEnv(`GOPROXY=${listWith(odd)}\n`);
      const result = await cli.run(['diagnose', '--markdown'], { env: { GOPROXY: undefined } });
      assert.equal(result.code, 1, `${odd}: ${result.stderr}`);
      assertMasked(result, odd);
      // Hidden by the variable, it is shown as what is hidden.
      assertMasked(await cli.run(['env', ...(odd === '' ? ['--json'] : [])]), odd);
    }
  });

  it('of single entries, over plain http, and in calls that are wrong', async () => {
    const secret = lab.urls.healthy.replace('http://', 'http://me:Zq7a@');
    for (const args of [
      ['probe', secret, 'https://me:Zq7a/Zq7b@127.0.0.1:1', 'me:Zq7a@127.0.0.1:1', 'https://Zq7a@127.0.0.1:1'],
      ['probe', secret, '--json'],
      ['simulate', 'example.test/a', '--goproxy', `${secret}|${lab.urls.healthy}`],
      ['simulate', 'example.test/a', '--goproxy', secret, '--json'],
      ['diagnose', `--goprox=${secret}`],
      ['diagnose', '--timeout', secret],
      ['diagnose', '--module', secret],
      ['diagnose', '--cwd', `/tmp/${secret}`],
      ['diagnose', '--lang', secret],
      [secret],
    ]) {
      assertHidden(await cli.run(args), args.join(' '));
    }
  });

  it('of a forward proxy', async () => {
    const env = { HTTP_PROXY: lab.forwardProxies.auth.replace('http://', 'http://lab:Zq7a@') };
    const json = await cli.run(['diagnose', '--goproxy', 'http://mirror.test', '--json'], { env });
    const [entry] = (JSON.parse(json.stdout) as { readonly entries: readonly Record<string, unknown>[] }).entries;
    assert.deepEqual([entry?.code, entry?.detail], ['forward-proxy', 'proxy-auth']);
    assert.match(String(entry?.forwardProxy), /^http:\/\/\*\*\*@127\.0\.0\.1:\d+$/);
    assertHidden(json, 'JSON');
    assertHidden(await cli.run(['diagnose', '--goproxy', 'http://mirror.test'], { env }), 'text');
    assertHidden(await cli.run(['env'], { env }), 'env');
  });
});
