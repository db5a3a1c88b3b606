/** What the relay promises beside failing over: it never hangs, it keeps private paths where they may go, it lets nobody else in. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { RELAY_LIMITS } from '../../../src/relay/relay.ts';
import type { FaultName } from '../../lab/faults.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

const A = ['mod', 'download', '-json', 'example.test/a@v1.0.0'];
const LIST = 'example.test/a/@v/list';

describe('relay: its promises', function () {
  this.timeout(60_000);
  let lab: Lab;
  let relay: RunningRelay | null = null;
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    lab.reset();
  });
  after(() => lab.stop());

  const start = async (list: string, publics: readonly FaultName[] = []) => {
    const limits = { ...RELAY_LIMITS, lastFirstByte: 3_000 };
    relay = await runRelay(lab, list, { limits, isPublic: (url) => publics.some((name) => lab.urls[name] === url) });
    return relay;
  };

  it('all entries dead: an end in seconds, and with the tail `off` go tells our reasons', async () => {
    const { silent, refused } = lab.urls;
    const { goproxy } = await start(`${silent},${refused},off`, ['silent', 'refused']);
    const run = await runGo(A, { goproxy });
    assert.equal(run.code, 1);
    assert.ok(run.ms < 15_000, `${run.ms} ms`);
    const { Error: error } = JSON.parse(run.stdout) as { Error: string };
    for (const url of [silent, refused]) assert.ok(error.includes(new URL(url).host), error);
    assert.match(error, /50[24] /);
  });

  it('not found stays not found, with the entry’s own words', async () => {
    const { goproxy } = await start(`${lab.urls.healthy}`, ['healthy']);
    const run = await runGo(['mod', 'download', '-json', 'example.test/none@v1.0.0'], { goproxy });
    const { Error: error } = JSON.parse(run.stdout) as { Error: string };
    assert.match(error, /404 Not Found/);
    assert.match(error, /not found: /);
  });

  it('an outage behind “not found” is no “not found”', async () => {
    const { url } = await start(`${lab.urls['status-404']},${lab.urls['status-500']}`, ['status-404', 'status-500']);
    assert.equal((await fetch(`${url}/${LIST}`)).status, 500);
  });

  it('a path goes nowhere because a private entry failed, was late, or is left alone', async () => {
    for (const fault of ['status-500', 'silent', 'refused'] as const) {
      const { url, goproxy, close } = await start(`${lab.urls[fault]},${lab.urls.healthy},direct`, ['healthy']);
      assert.ok(goproxy.endsWith(',direct'));
      for (const time of ['first', 'second', 'third']) {
        const { status } = await fetch(`${url}/${LIST}`);
        assert.ok(status >= 500, `${fault}, ${time}: ${status}`);
      }
      assert.deepEqual(lab.requests('healthy'), [], fault);
      await close();
    }
  });

  it('the user’s own “|” is a permission, and 404 goes on as in go', async () => {
    const failing = await start(`${lab.urls['status-500']}|${lab.urls.healthy}`);
    assert.equal((await fetch(`${failing.url}/${LIST}`)).status, 200);
    await failing.close();
    const absent = await start(`${lab.urls['status-404']},${lab.urls.healthy}`);
    assert.equal((await fetch(`${absent.url}/${LIST}`)).status, 200);
  });

  it('the checksum database and upper-case paths pass through, and go verifies', async () => {
    const { goproxy } = await start(`${lab.urls['status-502']},${lab.urls['sumdb-good']}`, [
      'status-502',
      'sumdb-good',
    ]);
    for (const module of ['example.test/Upper/MixedCase@v1.0.0', 'example.test/old@v2.0.0+incompatible']) {
      const run = await runGo(['mod', 'download', '-json', module], { goproxy, env: { GOSUMDB: lab.sumdbKey } });
      assert.equal(run.code, 0, run.stdout + run.stderr);
    }
    assert.ok(lab.requests('sumdb-good').some(({ path }) => path.includes('/tile/')));
  });

  it('an entry that is broken is left alone after two failures', async () => {
    const { url, circuits } = await start(`${lab.urls.refused},${lab.urls.healthy}`, ['refused', 'healthy']);
    for (const _ of [1, 2, 3]) assert.equal((await fetch(`${url}/${LIST}`)).status, 200);
    assert.deepEqual(
      circuits.view().map(({ state }) => state),
      ['open', 'closed'],
    );
  });

  describe('lets in', () => {
    /** Sends bytes as they are, and returns the status of the answer. */
    function raw(text: string): Promise<number> {
      return new Promise((resolve, reject) => {
        const socket = connect(relay?.port ?? 0, '127.0.0.1', () => socket.write(text));
        socket.once('data', (bytes) => {
          socket.destroy();
          resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(bytes.toString('latin1'))?.[1]));
        });
        socket.once('error', reject);
      });
    }
    const ask = (line: string, host: string) => raw(`${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);

    it('only who knows the token, from this machine, with a request of the protocol', async () => {
      const { url, port } = await start(`${lab.urls.healthy}`, ['healthy']);
      const { pathname } = new URL(url);
      const host = `127.0.0.1:${port}`;
      assert.equal(await ask(`GET ${pathname}/${LIST}`, host), 200);
      assert.equal(await ask(`GET ${pathname}/${LIST}`, `localhost:${port}`), 200);
      assert.equal(await ask(`HEAD ${pathname}/${LIST}`, host), 200);
      const refused: readonly (readonly [line: string, host: string, status: number])[] = [
        [`GET /gpd-${'A'.repeat(43)}/${LIST}`, host, 403],
        [`GET ${pathname.slice(0, -1)}/${LIST}`, host, 403],
        [`GET /${LIST}`, host, 403],
        ['GET /', host, 403],
        [`GET ${pathname}/${LIST}`, 'evil.test', 403],
        [`GET ${pathname}/${LIST}`, `evil.test:${port}`, 403],
        [`GET ${pathname}/${LIST}`, '127.0.0.1', 403],
        [`GET http://evil.test${pathname}/${LIST}`, 'evil.test', 403],
        [`POST ${pathname}/${LIST}`, host, 405],
        [`DELETE ${pathname}/${LIST}`, host, 405],
        [`CONNECT evil.test:443`, 'evil.test:443', 405],
        [`GET ${pathname}/../../etc/passwd`, host, 400],
        [`GET ${pathname}/a.test/%2e%2e/@v/list`, host, 400],
        [`GET ${pathname}/a.test%2fb/@v/list`, host, 400],
        [`GET ${pathname}`, host, 400],
        [`GET ${pathname}/${'a'.repeat(1 << 20)}`, host, 431],
      ];
      for (const [line, field, status] of refused) {
        assert.equal(await ask(line, field), status, `${line.slice(0, 80)} ${field}`);
      }
      assert.equal(await raw('nonsense\r\n\r\n'), 400);
      assert.equal(lab.requests('healthy').length, 3);
    });

    it('500 idle connections, and still answers', async () => {
      const { url, port } = await start(`${lab.urls.healthy}`, ['healthy']);
      const sockets = await Promise.all(
        Array.from(
          { length: 500 },
          () =>
            new Promise<ReturnType<typeof connect>>((resolve, reject) => {
              const socket = connect(port, '127.0.0.1', () => resolve(socket));
              socket.once('error', reject);
            }),
        ),
      );
      try {
        assert.equal((await fetch(`${url}/${LIST}`)).status, 200);
      } finally {
        for (const socket of sockets) socket.destroy();
      }
    });
  });
});
