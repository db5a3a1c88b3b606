/** What the relay makes of servers' odd but whole answers, and what it keeps of connections afterwards. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { RELAY_LIMITS } from '../../../src/relay/relay.ts';
import { moduleAnswer } from '../../lab/content/moduleAnswer.ts';
import { runGo } from '../../lab/goRunner.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

const INFO = 'example.test/a/@v/v1.0.0.info';
const MOD = 'example.test/a/@v/v1.0.0.mod';
const ZIP = 'example.test/a/@v/v1.0.0.zip';
const LIST = 'example.test/a/@v/list';

describe('relay: odd answers, and what is left of connections', function () {
  this.timeout(60_000);
  let lab: Lab;
  let server: Server | null = null;
  let relay: RunningRelay | null = null;
  let connections = 0;
  const open = new Set<Socket>();
  before(async () => {
    lab = await startLab();
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    server?.closeAllConnections();
    server?.close();
    server = null;
    lab.reset();
  });
  after(() => lab.stop());

  async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
    connections = 0;
    server = createServer({ keepAliveTimeout: 60_000 }, handle);
    server.on('connection', (socket) => {
      connections += 1;
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const healthy = (url: string | undefined) => moduleAnswer(lab.modules, url ?? '');
  const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const read = async (url: string) => {
    const response = await fetch(url);
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };

  /** Whole answers that go takes, each in an unusual dress. */
  const DRESSES: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
    'packed though nobody asked for it': (request, response) => {
      const { status, headers, body } = healthy(request.url);
      response.writeHead(status, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
    },
    'chunked, byte by byte': (request, response) => {
      const { status, headers, body } = healthy(request.url);
      response.writeHead(status, headers);
      for (const byte of body.subarray(0, 400)) response.write(Buffer.of(byte));
      response.end(body.subarray(400));
    },
    'HTTP/1.0, ended by hanging up': (request) => {
      const { status, body } = healthy(request.url);
      request.socket.end(Buffer.concat([Buffer.from(`HTTP/1.0 ${status} word\r\n\r\n`), body]));
    },
    'behind 103': (request, response) => {
      const { status, headers, body } = healthy(request.url);
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
      response.writeHead(status, headers).end(body);
    },
    'with sixty kilobytes of fields': (request, response) => {
      const { status, headers, body } = healthy(request.url);
      const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`x-${at}`, 'y'.repeat(1000)]));
      response.writeHead(status, { ...headers, ...many }).end(body);
    },
  };
  for (const [name, handle] of Object.entries(DRESSES)) {
    it(`${name}: served, with the right bytes`, async () => {
      relay = await runRelay(lab, await listen(handle));
      const run = await runGo(['mod', 'download', '-json', 'example.test/a@v1.0.0'], { goproxy: relay.goproxy });
      assert.equal(run.code, 0, run.stdout + run.stderr);
      const { Sum: told } = JSON.parse(run.stdout) as { Sum: string };
      assert.equal(told, lab.modules.find('example.test/a', 'v1.0.0')?.zipHash);
    });
  }

  it('a large archive that is packed is unpacked on its way', async () => {
    const archive = Buffer.alloc(12 << 20, 'some bytes that pack well. ');
    archive.write('PK\u0003\u0004', 0, 'latin1');
    const packed = gzipSync(archive);
    relay = await runRelay(
      lab,
      await listen((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
      }),
    );
    const { status, body } = await read(`${relay.url}/${ZIP}`);
    assert.deepEqual([status, sum(body)], [200, sum(archive)]);
  });

  /** Answers that are not to be passed on: by status, or a fault that another entry mends. */
  const LIES: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
    'status 304': (_request, response) => void response.writeHead(304).end(),
    'status 206': (request, response) => void response.writeHead(206).end(healthy(request.url).body),
    'status 204': (_request, response) => void response.writeHead(204).end(),
    'a length that is too long': (request, response) => {
      const { body } = healthy(request.url);
      response.writeHead(200, { 'content-length': body.length + 1 });
      response.write(body, () => request.socket.end());
    },
    'a length that is too short': (request, response) => {
      const { body } = healthy(request.url);
      request.socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 word\r\nContent-Length: 7\r\n\r\n`), body]));
      void response;
    },
    'two lengths': (request) => {
      request.socket.end('HTTP/1.1 200 word\r\nContent-Length: 7\r\nContent-Length: 8\r\n\r\n1234567');
    },
    'packed, and broken': (request, response) => {
      const packed = gzipSync(healthy(request.url).body);
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length >> 1));
    },
    'an .info without end': (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.writableNeedDrain || response.write(Buffer.alloc(1 << 20, 0x20)), 1);
      response.once('close', () => clearInterval(timer));
    },
    '1xx for ever': (request) => {
      const timer = setInterval(() => request.socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 5);
      request.socket.once('close', () => clearInterval(timer));
      request.socket.on('error', () => undefined);
    },
  };
  for (const [name, handle] of Object.entries(LIES)) {
    it(`${name}: not passed on, and mended by the next entry`, async () => {
      const lying = await listen(handle);
      const limits = { ...RELAY_LIMITS, lastFirstByte: 1_000 };
      relay = await runRelay(lab, lying, { limits });
      for (const file of [INFO, ZIP]) {
        const { status } = await read(`${relay.url}/${file}`);
        // What is endless is passed on as an archive: go has its own limit there.
        assert.ok(status >= 500 || (name.startsWith('an .info') && file === ZIP), `${file}: ${status}`);
        if (file === INFO && name.startsWith('an .info')) break;
      }
      await relay.close();
      relay = await runRelay(lab, `${lying},${lab.urls.healthy}`);
      for (const file of [INFO, MOD, ZIP]) {
        const { status, body } = await read(`${relay.url}/${file}`);
        assert.deepEqual([status, sum(body)], [200, sum(healthy(`/${file}`).body)], file);
      }
    });
  }

  it('what only trickles is given up, also where nobody else is left', async () => {
    relay = await runRelay(lab, lab.urls['slow-drip']);
    const started = performance.now();
    assert.equal((await read(`${relay.url}/${ZIP}`)).status, 504);
    assert.equal((await read(`${relay.url}/${LIST}`)).status, 504);
    assert.ok(performance.now() - started < 15_000);
  });

  it('a small file has to be whole in time, however fast it flows', async () => {
    const url = await listen((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(300, 0x20)), 50);
      response.once('close', () => clearInterval(timer));
    });
    relay = await runRelay(lab, url, { limits: { ...RELAY_LIMITS, lastFirstByte: 500 } });
    const started = performance.now();
    assert.ok((await read(`${relay.url}/${MOD}`)).status >= 500);
    assert.ok(performance.now() - started < 5_000);
  });

  it('a mirror that is slow, beside one that is dead, is waited for as go alone would', async () => {
    const slow = await listen((request, response) => {
      const { status, headers, body } = healthy(request.url);
      setTimeout(() => response.writeHead(status, headers).end(body), 1_500);
    });
    const limits = { firstByte: 700, lastFirstByte: 5_000, stall: 3_000, hedge: 300 };
    relay = await runRelay(lab, `${slow},${lab.urls.refused}`, { limits });
    assert.equal((await read(`${relay.url}/${INFO}`)).status, 200);
  });

  it('a thousand requests of all kinds, broken off or not: as many connections as there were at a time, and none leaked', async () => {
    const url = await listen((request, response) => {
      const { status, headers, body } = healthy(request.url);
      const wait = request.url?.endsWith('.info') ? 0 : 5;
      setTimeout(() => response.writeHead(status, headers).end(body), wait);
    });
    const running = await runRelay(lab, url);
    relay = running;
    const files = [INFO, MOD, ZIP, LIST, 'example.test/none/@v/list'];
    let asked = 0;
    const worker = async () => {
      while (asked < 1_000) {
        const at = asked++;
        const gone = new AbortController();
        const asking = fetch(`${running.url}/${files[at % files.length]}`, {
          method: at % 7 === 0 ? 'HEAD' : 'GET',
          signal: gone.signal,
        });
        if (at % 5 === 0) setTimeout(() => gone.abort(), at % 4);
        await asking.then((response) => response.arrayBuffer()).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    assert.ok(connections < 120, `${connections} connections for a thousand requests`);
    await running.close();
    relay = null;
    await until(() => open.size === 0, 'every connection to the entry is ended');
  });

  it('after a sleep no connection of before is trusted', async () => {
    relay = await runRelay(lab, await listen((request, response) => void response.end(healthy(request.url).body)));
    for (const _ of [1, 2]) assert.equal((await read(`${relay.url}/${INFO}`)).status, 200);
    assert.equal(connections, 1);
    const { now } = Date;
    try {
      Date.now = () => now() + 8 * 3_600_000;
      assert.equal((await read(`${relay.url}/${INFO}`)).status, 200);
    } finally {
      Date.now = now;
    }
    assert.equal(connections, 2);
  });

  it('over plain http no credentials are sent, and a redirect costs no connection each time', async () => {
    const seen: (string | undefined)[] = [];
    const url = await listen((request, response) => {
      seen.push(request.headers.authorization);
      const { port } = new URL(url);
      if (request.headers.host?.startsWith('127.'))
        response.writeHead(302, { location: `http://localhost:${port}${request.url}` }).end('moved');
      else response.end(healthy(request.url).body);
    });
    relay = await runRelay(lab, url, { credentials: [['Authorization', 'Basic c2VjcmV0']] });
    for (const _ of [1, 2, 3]) assert.equal((await read(`${relay.url}/${INFO}`)).status, 200);
    assert.deepEqual(seen, Array(6).fill(undefined));
    assert.equal(connections, 2);
  });

  describe('file:// entries', () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-files-'));
      for (const file of [INFO, MOD, ZIP]) {
        await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
        await writeFile(path.join(folder, file), healthy(`/${file}`).body);
      }
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('are served, large archives too; what is missing goes on to the next', async () => {
      const list = `${pathToFileURL(folder).href},${lab.urls.healthy}`;
      const publics = (url: string) => url === lab.urls.healthy;
      relay = await runRelay(lab, list, { isPublic: publics });
      const run = await runGo(['mod', 'download', '-json', 'example.test/a@v1.0.0'], { goproxy: relay.goproxy });
      assert.equal(run.code, 0, run.stdout + run.stderr);
      assert.deepEqual(lab.requests('healthy'), []);
      assert.equal((await read(`${relay.url}/example.test/b/@v/list`)).status, 200);
      const archive = Buffer.alloc(9 << 20, 7);
      archive.write('PK\u0003\u0004', 0, 'latin1');
      await writeFile(path.join(folder, 'example.test/a/@v/v9.0.0.zip'), archive);
      const { status, body } = await read(`${relay.url}/example.test/a/@v/v9.0.0.zip`);
      assert.deepEqual([status, sum(body)], [200, sum(archive)]);
    });

    it('a folder in the place of a file is an error, and no absence', async () => {
      await mkdir(path.join(folder, 'example.test/a/@v/v8.0.0.info'), { recursive: true });
      relay = await runRelay(lab, pathToFileURL(folder).href);
      assert.ok((await read(`${relay.url}/example.test/a/@v/v8.0.0.info`)).status >= 500);
    });
  });
});
