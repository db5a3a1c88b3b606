/** Many requests, large archives, clients that read slowly or not at all: nothing is lost, and nothing piles up. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RELAY_LIMITS } from '../../../src/relay/relay.ts';
import { moduleAnswer } from '../../lab/content/moduleAnswer.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { makeCertificates } from '../../lab/servers/certificates.ts';
import { until } from '../../support/until.ts';
import { type RunningRelay, runRelay } from './runningRelay.ts';

const BASE = 'example.test/a/@v/v1.0.0';
const FILES = [`${BASE}.info`, `${BASE}.mod`, `${BASE}.zip`, 'example.test/a/@v/list'];
const REQUESTS = 5_000;
const AT_ONCE = 32;

const LENGTH = 100 << 20;
const PIECE = Buffer.alloc(64 << 10, 'PK\u0003\u0004');
/** A large answer beside it. */
const VERSIONS = Array.from({ length: 50_000 }, (_, at) => `v1.0.${at}\n`).join('');
/** Held before anything is passed on, and what the sockets of this machine take on the way: far less than the archive. */
const MOST = 32 << 20;

describe('relay: load', function () {
  this.timeout(60_000);
  let lab: Lab;
  let relay: RunningRelay | null = null;
  let folder: string;
  before(async () => {
    lab = await startLab();
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-relay-load-'));
  });
  afterEach(async () => {
    await relay?.close();
    relay = null;
    lab.reset();
  });
  after(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('five thousand small requests, 32 at a time: none is lost, none has other bytes', async () => {
    const running = await runRelay(lab, `${lab.urls.healthy},${lab.urls['healthy-tls']}`);
    relay = running;
    const sums = FILES.map((file) => sum(moduleAnswer(lab.modules, `/${file}`).body));
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const wrong: string[] = [];
    let next = 0;
    const worker = async () => {
      while (next < REQUESTS) {
        const at = next++ % FILES.length;
        const told = await read(`${running.url}/${FILES[at]}`, agent);
        if (told !== `200 ${sums[at]}`) wrong.push(`${FILES[at]}: ${told}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    agent.destroy();
    assert.deepEqual(wrong, []);
    assert.equal(running.answers.length, REQUESTS);
  });

  /** An archive of 100 MB, as fast as it is taken. */
  interface Source {
    readonly url: string;
    /** Bytes that were taken of it. */
    readonly taken: () => number;
    /** Whether nobody takes any more of it. */
    readonly isOver: () => boolean;
    stop(): void;
  }

  const SOURCES: Readonly<Record<string, () => Promise<Source>>> = {
    'HTTP/1.1': async () => {
      let taken = 0;
      let open = 0;
      const server = createServer((socket) => {
        open += 1;
        socket.on('error', () => undefined);
        socket.once('close', () => {
          open -= 1;
        });
        socket.once('data', (head: Buffer) => {
          if (!head.toString('latin1').includes('.zip ')) {
            socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${VERSIONS.length}\r\n\r\n${VERSIONS}`);
            return;
          }
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n`);
          const give = () => {
            while (taken < LENGTH && !socket.writableNeedDrain && !socket.destroyed) {
              taken += PIECE.length;
              socket.write(PIECE);
            }
          };
          socket.on('drain', give);
          give();
        });
      });
      return {
        url: await listening(server, 'http'),
        taken: () => taken,
        isOver: () => open === 0,
        stop: () => server.close(),
      };
    },
    'HTTP/2': async () => {
      const certificates = makeCertificates('http://127.0.0.1:1/');
      await writeFile(path.join(folder, 'root.pem'), certificates.rootPem);
      let taken = 0;
      const open: ServerHttp2Stream[] = [];
      const server = createSecureServer({ ...certificates.servers.good });
      server.on('session', (session) => session.on('error', () => undefined));
      server.on('stream', (stream, { ':path': asked = '' }) => {
        if (!asked.endsWith('.zip')) {
          stream.respond({ ':status': 200 });
          stream.end(VERSIONS);
          return;
        }
        open.push(stream);
        stream.on('error', () => undefined);
        stream.respond({ ':status': 200, 'content-length': String(LENGTH) });
        const give = () => {
          while (taken < LENGTH && !stream.writableNeedDrain && !stream.destroyed) {
            taken += PIECE.length;
            stream.write(PIECE);
          }
        };
        stream.on('drain', give);
        give();
      });
      return {
        url: await listening(server, 'https'),
        taken: () => taken,
        // By the other side: Node itself lets go of it later, where nobody has read the request to its end.
        isOver: () => open.every(({ closed }) => closed),
        stop: () => server.close(),
      };
    },
  };

  for (const [protocol, open] of Object.entries(SOURCES)) {
    it(`${protocol}: a client that does not read stops the entry too, is no fault of it, and takes it along when it goes`, async () => {
      const source = await open();
      const limits = { ...RELAY_LIMITS, stall: 300 };
      relay = await runRelay({ ...lab, caFile: path.join(folder, 'root.pem') }, source.url, { limits });
      try {
        const response = await answerOf(`${relay.url}/${BASE}.zip`);
        let before = -1;
        // Nothing is taken for longer than an entry may be silent.
        await until(async () => {
          const isStill = source.taken() === before;
          before = source.taken();
          await new Promise((resolve) => setTimeout(resolve, 3 * limits.stall));
          return isStill && source.taken() === before;
        }, 'the entry is stopped');
        assert.ok(source.taken() < MOST, `${source.taken()} bytes`);
        assert.equal(source.isOver(), false);
        // Others go on meanwhile, also where they share its connection.
        const list = await (await fetch(`${relay.url}/example.test/a/@v/list`)).text();
        assert.equal(list, VERSIONS);
        // It goes on where somebody reads again.
        let read = 0;
        response.on('data', (piece: Buffer) => {
          read += piece.length;
          if (read > LENGTH / 2) response.destroy();
        });
        await until(() => response.destroyed, 'half of it is read');
        await until(source.isOver, 'the entry is let go');
        assert.ok(source.taken() < LENGTH, `${source.taken()} bytes`);
        assert.equal(relay.circuits.view()[0]?.state, 'closed');
      } finally {
        source.stop();
      }
    });
  }

  it('a client that goes before there is an answer takes its request along, after the grace', async () => {
    const limits = { ...RELAY_LIMITS, lastFirstByte: 400, stall: 400 };
    let open = 0;
    const server = createServer((socket) => {
      open += 1;
      socket.on('error', () => undefined).resume();
      socket.once('close', () => {
        open -= 1;
      });
    });
    try {
      relay = await runRelay(lab, await listening(server, 'http'), { limits });
      const asking = get(`${relay.url}/${BASE}.info`).on('error', () => undefined);
      await until(() => open === 1, 'the entry is asked');
      asking.destroy();
      await until(() => open === 0, 'the entry is let go', 3_000);
    } finally {
      server.close();
    }
  });
});

async function listening(server: Server, scheme: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answerOf(url: string, agent?: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, resolve).once('error', reject);
  });
}

async function read(url: string, agent: Agent): Promise<string> {
  const response = await answerOf(url, agent).catch((error: Error) => error);
  if (response instanceof Error) return response.message;
  const pieces: Buffer[] = [];
  try {
    for await (const piece of response) pieces.push(piece as Buffer);
  } catch (error) {
    return String(error);
  }
  return `${response.statusCode} ${sum(Buffer.concat(pieces))}`;
}

function sum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
