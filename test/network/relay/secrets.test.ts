/** What entries, and the hosts that they send on to, are told of secrets; and what go makes of an archive that a mirror has changed. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { makeCertificates } from '../../lab/servers/certificates.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

const LIST = 'example.test/a/@v/list';
const SECRET = 'Basic c2VjcmV0LWxvZ2lu';

describe('relay: secrets', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder: string;
  let server: Server;
  let relay: RunningRelay | null = null;
  /** `host target` and the fields of each request. */
  const seen: { readonly line: string; readonly headers: IncomingHttpHeaders }[] = [];
  before(async () => {
    lab = await startLab();
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-secrets-'));
    const { rootPem, servers } = makeCertificates('http://127.0.0.1:1/');
    await writeFile(path.join(folder, 'root.pem'), rootPem);
    server = createServer(servers.good, ({ headers, url = '' }, response) => {
      const { host = '' } = headers;
      seen.push({ line: `${host.split(':')[0]} ${url}`, headers });
      if (!host.startsWith('127.')) response.end('v1.0.0\n');
      else response.writeHead(302, { location: `https://localhost:${host.split(':')[1]}${url}` }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    seen.length = 0;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await Promise.all([lab.stop(), rm(folder, { recursive: true, force: true })]);
  });

  for (const [name, userinfo, credentials] of [
    ['of the URL', 'user:secret@', []],
    ['of netrc or GOAUTH', '', [['Authorization', SECRET]]],
    ['in a field of its own', '', [['X-Token', 'secret']]],
  ] as const) {
    it(`a login ${name} is the entry’s alone, not that of the host which it sends on to; the relay’s token is nobody’s`, async () => {
      const { port } = server.address() as AddressInfo;
      const trusted = { ...lab, caFile: path.join(folder, 'root.pem') };
      relay = await runRelay(trusted, `https://${userinfo}127.0.0.1:${port}`, { credentials });
      const token = new URL(relay.url).pathname.slice(1);
      const fields = { referer: relay.url, cookie: 'a=b', authorization: 'Basic b3RoZXI=', 'x-other': token };
      assert.equal((await fetch(`${relay.url}/${LIST}`, { headers: fields })).status, 200);
      assert.deepEqual(
        seen.map(({ line }) => line),
        [`127.0.0.1 /${LIST}`, `localhost /${LIST}`],
      );
      const [entry, further] = seen.map(({ headers }) => headers);
      const login = (headers: IncomingHttpHeaders | undefined) => headers?.authorization ?? headers?.['x-token'];
      const wanted = userinfo === '' ? credentials[0]?.[1] : `Basic ${btoa('user:secret')}`;
      assert.equal(login(entry), wanted);
      assert.equal(login(further), undefined);
      for (const { headers } of seen) {
        assert.ok(!JSON.stringify(headers).includes(token));
        assert.deepEqual([headers.referer, headers.cookie], [undefined, undefined]);
      }
    });
  }

  for (const fault of ['altered-zip', 'corrupt-zip'] as const) {
    it(`${fault}: the relay cannot tell, and go does not take it`, async () => {
      relay = await runRelay(lab, `${lab.urls[fault]},${lab.urls['sumdb-good']}`);
      const module = 'example.test/a@v1.0.0';
      const run = await runGo(['mod', 'download', module], {
        goproxy: relay.goproxy,
        env: { GOSUMDB: `${lab.sumdbKey} ${lab.sumdbUrl}` },
        caFile: lab.caFile,
      });
      assert.equal(run.code, 1);
      assert.match(run.stderr, /SECURITY ERROR|zip: checksum error/);
    });
  }
});
