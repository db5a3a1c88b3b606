/** HTTP/1.1 exchanges that go wrong on the wire, after the request was read. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createGzip } from 'node:zlib';
import type { Answer } from '../content/moduleAnswer.ts';
import { isSumdb } from './answering.ts';
import type { ExchangeHandler } from './service.ts';

/** Between two bytes of a slow drip. */
const DRIP_INTERVAL_MS = 200;
/** Decoded size of the gzip bomb: far beyond every cap of ours, and still bearable for the go command, which reads it all. */
const BOMB_BYTES = 128 << 20;
const BOMB_CHUNK = Buffer.alloc(1 << 20, 0x20);
/** The endless body flows at 16 MB/s: the go command keeps all of it in memory. */
const FLOOD_CHUNK = Buffer.alloc(64 << 10, 0x20);
const FLOOD_INTERVAL_MS = 4;
const HEADER_COUNT = 100_000;

/** Sends the status line and the headers, then nothing. */
export const headersThenSilent: ExchangeHandler = ({ response }, answer) => {
  writeHead(response, answer, answer.body.length);
  response.flushHeaders();
};

/** Sends half of the body, then nothing, and leaves the connection open. */
export const bodyStall: ExchangeHandler = ({ response }, answer) => {
  writeHead(response, answer, answer.body.length);
  response.write(firstHalf(answer));
};

/** Sends one byte of the body every 200 ms. */
export const slowDrip: ExchangeHandler = ({ response }, answer) => {
  writeHead(response, answer, answer.body.length);
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(answer.body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= answer.body.length) {
      clearInterval(timer);
      response.end();
    }
  }, DRIP_INTERVAL_MS);
  response.on('close', () => clearInterval(timer));
};

/** Sends half of the body, then RST. */
export const resetMidBody: ExchangeHandler = ({ request, response }, answer) => {
  writeHead(response, answer, answer.body.length);
  response.write(firstHalf(answer), () => request.socket.resetAndDestroy());
};

/** Promises the whole zip, sends half of it and closes. Other answers are whole. */
export const shortZip: ExchangeHandler = ({ request, response }, answer) => {
  writeHead(response, answer, answer.body.length);
  if (answer.headers['content-type'] !== 'application/zip') response.end(answer.body);
  else response.write(firstHalf(answer), () => request.socket.end());
};

/** 302 to itself, without end; an absolute Location, so that go's error names the host. */
export const redirectLoop: ExchangeHandler = ({ request, response }) => {
  response.writeHead(302, { location: `http://${request.headers.host}${request.url}` });
  response.end();
};

/** Silent below `/sumdb/`, healthy elsewhere. */
export const silentSumdb: ExchangeHandler = ({ request, response }, answer) => {
  if (isSumdb(request.url ?? '')) return;
  writeHead(response, answer, answer.body.length);
  response.end(answer.body);
};

/** 200 with a small gzip body that grows to 128 MB of spaces, whatever encoding was asked for. */
export const gzipBomb: ExchangeHandler = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  const gzip = createGzip({ level: 1 });
  gzip.on('error', () => response.destroy());
  response.on('close', () => gzip.destroy());
  gzip.pipe(response);
  let left = BOMB_BYTES;
  const fill = () => {
    while (left > 0 && !gzip.destroyed) {
      left -= BOMB_CHUNK.length;
      if (!gzip.write(BOMB_CHUNK)) return;
    }
    if (!gzip.destroyed) gzip.end();
  };
  gzip.on('drain', fill);
  fill();
};

/** 200 with a chunked body of spaces that never ends. */
export const endlessBody: ExchangeHandler = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => {
    // Memory of the lab stays bounded: nothing is added to what the client has not taken yet.
    if (!response.writableNeedDrain) response.write(FLOOD_CHUNK);
  }, FLOOD_INTERVAL_MS);
  response.on('close', () => clearInterval(timer));
};

/** A healthy answer behind 100,000 header lines (about 1.4 MB). */
export const manyHeaders: ExchangeHandler = ({ request }, answer) => {
  const lines = Array.from({ length: HEADER_COUNT }, (_, index) => `x-lab-${index}: y\r\n`).join('');
  rawAnswer(request.socket, `${answer.status} lab`, lines, answer.body);
};

/** 403 whose reason phrase holds escape sequences and whose body holds HTML and Markdown; for all but .info escape sequences too. */
export const terminalEscapes: ExchangeHandler = ({ request }) => {
  const escapes = '\u001b]0;owned\u0007\u001b[31mred\u001b[2J';
  const markup =
    '<img src=x onerror=alert(1)> **bold** [click](command:workbench.action.quit) `code` | cell | &lt;b&gt;';
  // go drops a body with characters that are not graphic: one answer shows the markup, the others the escapes.
  const body = request.url?.includes('.info') ? `${markup}\n` : `${markup} ${escapes}\n`;
  rawAnswer(request.socket, `403 Forbidden ${escapes}`, 'content-type: text/plain\r\n', Buffer.from(body));
};

/** Writes an answer past Node's own checks of header values, and closes. */
function rawAnswer(socket: Socket, status: string, headerLines: string, body: Buffer): void {
  socket.write(
    `HTTP/1.1 ${status}\r\n${headerLines}content-length: ${body.length}\r\nconnection: close\r\n\r\n`,
    'latin1',
  );
  socket.end(body);
}

function writeHead(response: ServerResponse, answer: Answer, length: number): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
}

function firstHalf(answer: Answer): Buffer {
  return answer.body.subarray(0, answer.body.length >> 1);
}
