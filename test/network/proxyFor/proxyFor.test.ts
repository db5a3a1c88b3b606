/** `proxy-for` as people and scripts meet it: the bundle as a process; nothing is asked of any network. */
import assert from 'node:assert/strict';
import { type CliRunner, startCliRunner } from '../cliRunner.ts';
import { assertShape, type Shape } from '../contractShapes.ts';

interface Decision {
  readonly url: string;
  readonly proxy: string | null;
  readonly reason: string;
  readonly variable: string | null;
}

const SHAPE: Shape = {
  schema: '1',
  decisions: [{ url: 'string', proxy: 'string?', reason: 'string', variable: 'string?' }],
};
const P = 'http://proxy.test:3128';

describe('proxy-for', function () {
  this.timeout(30_000);
  let cli: CliRunner;
  before(async () => {
    cli = await startCliRunner();
  });
  after(() => cli.stop());

  async function decisions(
    urls: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<readonly Decision[]> {
    const { code, stdout, stderr } = await cli.run(['proxy-for', ...urls, '--json'], { env });
    assert.deepEqual([code, stderr], [0, '']);
    const document: unknown = JSON.parse(stdout);
    assertShape(document, SHAPE);
    return (document as { decisions: readonly Decision[] }).decisions;
  }

  it('decides for each URL', async () => {
    const urls = [
      'https://goproxy.cn',
      'http://a.test',
      'https://b.test/x',
      'https://localhost:8443',
      'file:///mirror',
    ];
    assert.deepEqual(await decisions(urls, { HTTPS_PROXY: P, no_proxy: '.x.test,b.test' }), [
      { url: urls[0], proxy: P, reason: 'HTTPS_PROXY', variable: 'HTTPS_PROXY' },
      { url: urls[1], proxy: null, reason: 'none', variable: null },
      { url: urls[2], proxy: null, reason: 'NO_PROXY', variable: 'no_proxy' },
      { url: urls[3], proxy: null, reason: 'loopback', variable: null },
      { url: urls[4], proxy: null, reason: 'none', variable: null },
    ]);
  });

  it('says what go refuses and what it ignores', async () => {
    const cgi = await decisions(['http://a.test'], { HTTP_PROXY: P, REQUEST_METHOD: 'GET' });
    assert.deepEqual([cgi[0]?.proxy, cgi[0]?.reason], [null, 'REQUEST_METHOD']);
    const broken = await decisions(['https://a.test'], { https_proxy: ' http://proxy.test' });
    assert.deepEqual([broken[0]?.proxy, broken[0]?.reason, broken[0]?.variable], [null, 'invalid', 'https_proxy']);
  });

  it('goes by the spelling that this go takes', async () => {
    const env = { HTTPS_PROXY: P, https_proxy: 'http://other.test' };
    assert.equal((await decisions(['https://a.test'], env))[0]?.variable, 'HTTPS_PROXY');
    const { stdout } = await cli.run(['proxy-for', 'https://a.test'], { env });
    assert.match(stdout, /both spellings.*upper-case/);
  });

  it('tells people the reason and the variable, and no secret', async () => {
    const env = { https_proxy: 'http://me:hunter2@proxy.test:3128', HTTP_PROXY: 'socks5://me:hunter2@s.test' };
    const urls = ['https://you:hunter3@a.test/p?token=hunter4', 'http://b.test'];
    const { code, stdout, stderr } = await cli.run(['proxy-for', ...urls], { env });
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^https:\/\/\*\*\*@a\.test\/p\?token=\*\*\*\n {2}through http:\/\/\*\*\*@proxy\.test:3128: https_proxy says so\n/,
    );
    assert.match(stdout, /through socks5:\/\/\*\*\*@s\.test: HTTP_PROXY says so/);
    const json = JSON.stringify(await decisions(urls, env));
    assert.doesNotMatch(stdout + json, /hunter|\bme:/);
  });

  for (const bad of ['goproxy.cn', 'https://', 'https://a.test,https://b.test', 'ftp://a.test', 'https://a b', '']) {
    it(`refuses “${bad}” with one line`, async () => {
      const { code, stdout, stderr } = await cli.run(['proxy-for', 'https://ok.test', bad, '--json']);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^[^\n]*is not a URL[^\n]*https:\/\/goproxy\.cn\.[^\n]*\n$/);
    });
  }

  it('refuses a call without a URL', async () => {
    const { code, stdout } = await cli.run(['proxy-for']);
    assert.deepEqual([code, stdout], [2, '']);
  });
});
