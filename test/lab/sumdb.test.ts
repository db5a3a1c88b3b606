/** The checksum database: the real go verifies against it, through a module proxy and directly, and fails as each fault means. */
import assert from 'node:assert/strict';
import { MerkleTree } from './content/merkleTree.ts';
import type { FaultName } from './faults.ts';
import { runGo } from './goRunner.ts';
import { type Lab, startLab } from './lab.ts';

const MODULE = 'example.test/Upper/MixedCase@v1.0.0';

describe('checksum database', function () {
  this.timeout(20_000);
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(() => lab.stop());
  beforeEach(() => lab.reset());
  const download = (fault: FaultName, env: Record<string, string> = {}, timeoutMs = 15_000) =>
    runGo(['mod', 'download', MODULE], {
      goproxy: lab.urls[fault],
      caFile: lab.caFile,
      timeoutMs,
      env: { GOSUMDB: lab.sumdbKey, ...env },
    });
  const sumdbPaths = (fault: FaultName) => {
    const paths = lab.requests(fault).map((request) => request.path);
    return paths.filter((path) => path.startsWith('/sumdb/')).map((path) => path.slice('/sumdb/sum.lab.test'.length));
  };

  it('the root is that of the known vector', () => {
    const record =
      'example.com/m v1.0.0 h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=\n' +
      'example.com/m v1.0.0/go.mod h1:c7eb1HtAGcXC5xl8fDvw0SlSffdsUomPvNZGVXleRQ4=\n';
    assert.equal(new MerkleTree([record]).root().toString('base64'), 'cSmIOQfEaA6K20E7C9rsPga6eBYYgDR0R7UBOY643tk=');
  });

  it('sumdb-good: look-up and tiles verify', async () => {
    const { code, stderr } = await download('sumdb-good');
    assert.equal(code, 0, stderr);
    const [supported, lookup, ...tiles] = sumdbPaths('sumdb-good');
    assert.equal(supported, '/supported');
    assert.equal(lookup, '/lookup/example.test/!upper/!mixed!case@v1.0.0');
    assert.ok(tiles.length > 0 && tiles.every((path) => path.startsWith('/tile/8/')), tiles.join(' '));
  });

  it('directly, by the URL in GOSUMDB', async () => {
    const { code, stderr } = await download('sumdb-good', { GOSUMDB: `${lab.sumdbKey} ${lab.sumdbUrl}` });
    assert.equal(code, 0, stderr);
    assert.deepEqual(sumdbPaths('sumdb-good'), []);
  });

  it('sumdb-none: go turns to sum.lab.test itself, here through a forward proxy', async () => {
    const { code, stderr } = await download('sumdb-none', { HTTPS_PROXY: lab.forwardProxies.good });
    assert.equal(code, 0, stderr);
    assert.deepEqual(sumdbPaths('sumdb-none'), ['/supported']);
    assert.equal(lab.forwardRequests('good')[0]?.path, 'sum.lab.test:443');
  });

  it('sumdb-supported-only and sumdb-410: the look-up fails', async () => {
    assert.match((await download('sumdb-supported-only')).stderr, /verifying go\.mod: .*\/lookup\/.*: 404 Not Found/);
    assert.match((await download('sumdb-410')).stderr, /verifying go\.mod: .*\/lookup\/.*: 410 Gone/);
  });

  it('sumdb-silent: go waits', async () => {
    const { timedOut } = await download('sumdb-silent', {}, 3_000);
    assert.equal(timedOut, true);
    assert.deepEqual(sumdbPaths('sumdb-silent'), ['/supported']);
  });
});
