/** `import` of a URL: on the user's word, in bounds, and never led by a public host into a private network. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { labInNamespace } from '../../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../../lab/namespace.ts';
import { told, useImportRig } from './importRig.ts';

describe('import of a URL', function () {
  this.timeout(60_000);
  const rig = useImportRig();
  let server: Server;
  let address: string;
  before(async () => {
    server = createServer(({ url }, answer) => {
      if (url === '/e.zip') answer.end(rig.module('example.test/e@v1.0.0').zip);
      else if (url === '/moved') answer.writeHead(302, { location: '/e.zip' }).end();
      else answer.writeHead(404).end('not here');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());

  for (const place of ['/e.zip', '/moved']) {
    it(`takes an archive from ${place}`, async () => {
      const { modules } = told(await rig.take([address + place]));
      assert.deepEqual(
        modules.map(({ module, ok, proof }) => [module, ok, proof]),
        [['example.test/e', true, 'database']],
      );
    });
  }

  it('says why there is none', async () => {
    const fault = async (url: string) => {
      const answer = await rig.take([url]);
      return answer.ok || !('source' in answer.error) ? null : [answer.error.code, answer.error.detail];
    };
    assert.deepEqual(await fault(`${address}/nothing`), ['not-fetched', '404']);
    assert.deepEqual(await fault('http://127.0.0.1:1/x.zip'), ['not-fetched', 'refused connection-refused']);
    assert.deepEqual(await fault('http://mirror.test/x.zip'), ['insecure', null]);
    assert.deepEqual(await fault('ftp://mirror.test/x.zip'), ['insecure', null]);
    assert.deepEqual(await fault('https://'), ['bad-url', null]);
  });

  it('stays out of private networks where a public host sends it there', async function () {
    if (!canMakeNamespaces()) this.skip();
    const away = 'not-fetched redirect redirect-to-private';
    assert.deepEqual(await labInNamespace(new URL('./urlDriver.ts', import.meta.url)), {
      plain: 'fetched',
      again: 'fetched',
      private: away,
      shared: away,
      link: away,
      loopback: away,
      loopback6: away,
      name: away,
      localName: away,
      twice: away,
      ownNetwork: 'fetched',
      withinIt: 'fetched',
      http: 'insecure',
      httpLoopback: 'fetched',
      file: 'insecure',
      asked: 1,
    });
  });
});
