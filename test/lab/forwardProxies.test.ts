/** The forward proxies, by the real go, which uses them for names that only they can resolve. */
import assert from 'node:assert/strict';
import { runGo } from './goRunner.ts';
import { type Lab, startLab } from './lab.ts';
import type { ForwardProxyName } from './servers/forwardProxies.ts';

describe('forward proxies', function () {
  this.timeout(20_000);
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());
  beforeEach(() => lab.reset());
  const download = (name: ForwardProxyName, goproxy: string, userinfo = '', timeoutMs = 15_000) => {
    const proxy = lab.forwardProxies[name].replace('//', `//${userinfo}`);
    return runGo(['mod', 'download', 'example.test/e@v1.0.0'], {
      goproxy,
      caFile: lab.caFile,
      timeoutMs,
      env: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy },
    });
  };

  it('good: absolute-form for http, CONNECT for https', async () => {
    assert.equal((await download('good', 'http://mirror.test')).code, 0);
    assert.match(lab.forwardRequests('good')[0]?.path ?? '', /^http:\/\/mirror\.test\/example\.test\/e\//);
    lab.reset();
    assert.equal((await download('good', 'https://mirror.test')).code, 0);
    assert.deepEqual(
      lab.forwardRequests('good').map(({ method, path }) => `${method} ${path}`),
      ['CONNECT mirror.test:443'],
    );
  });

  it('good: faults have names too; an unknown name is 502', async () => {
    assert.match((await download('good', 'http://status-403.lab.test')).stderr, /403 Forbidden/);
    assert.match((await download('good', 'https://tls-wrong-name.lab.test')).stderr, /x509: certificate is valid for/);
    assert.match((await download('good', 'http://unknown.test')).stderr, /502 Bad Gateway/);
    assert.match((await download('good', 'https://unknown.test')).stderr, /": Bad Gateway/);
  });

  it('auth: 407 without the secret', async () => {
    assert.match((await download('auth', 'http://mirror.test')).stderr, /407 Proxy Authentication Required/);
    assert.match((await download('auth', 'https://mirror.test')).stderr, /": Proxy Authentication Required/);
    assert.match(
      (await download('auth', 'https://mirror.test', 'lab:wrong@')).stderr,
      /": Proxy Authentication Required/,
    );
    assert.equal((await download('auth', 'https://mirror.test', 'lab:secret@')).code, 0);
    assert.equal((await download('auth', 'http://mirror.test', 'lab:secret@')).code, 0);
  });

  it('connect-refused and silent', async () => {
    assert.match((await download('connect-refused', 'https://mirror.test')).stderr, /": Forbidden/);
    const { timedOut } = await download('silent', 'https://mirror.test', '', 3_000);
    assert.equal(timedOut, true);
    assert.equal(lab.forwardRequests('silent')[0]?.method, 'CONNECT');
  });
});
