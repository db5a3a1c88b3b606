/** The little world inside a namespace: addresses, name server, web servers and odd ones, told by each scenario who is who. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { promisify } from 'node:util';
import type { LabModules } from '../../test/lab/content/modules.ts';
import { makeSumdb, type Sumdb } from '../../test/lab/content/sumdb.ts';
import type { FaultName } from '../../test/lab/faults.ts';
import type { Lab } from '../../test/lab/lab.ts';
import { type DnsRecord, startDns } from '../../test/lab/servers/dnsServer.ts';
import { healthy } from './behaviours.ts';
import { type CertificateShop, type Identity, openCertificateShop } from './certificateShop.ts';
import { buildStock } from './moduleStock.ts';
import type { Behaviour, OddAddress, Scenario } from './scenario.ts';

export interface Stage {
  readonly modules: LabModules;
  readonly sumdb: Sumdb;
  /** Readable by everybody. */
  readonly caFile: string;
  /** The scenario's hosts from now on; all of them healthy where `mild` is true. */
  set(scenario: Scenario, mild: boolean): Promise<void>;
  /** Ends the name server and removes the files; the other servers do not keep the process. */
  stop(): Promise<void>;
}

/** The name server that resolv.conf names: as a router at home would be. */
export const NAME_SERVER = '192.168.1.1';

const WEB = '203.0.113.10';
const WEB_H2 = '203.0.113.20';
const ADDRESSES: Readonly<Record<string, string>> = {
  'forward-proxy': '203.0.113.31',
  raw: '203.0.113.32',
  refused: '203.0.113.33',
  'tls-no-names': '203.0.113.41',
  'tls-not-yet': '203.0.113.42',
  'tls-self-signed': '203.0.113.43',
  'tls-client-only': '203.0.113.44',
  'tls-wrong-name': '203.0.113.45',
  'tls-wants-client': '203.0.113.46',
  'tls-expired': '203.0.113.47',
  'black-hole': '198.51.100.7',
  'no-route': '198.51.100.8',
  prohibited: '198.51.100.9',
  'no-network': '192.0.2.1',
};
const FIRST_LAB_ADDRESS = 100;

/** Builds it. `names` are all host names that ever answer. */
export async function setStage(lab: Lab, names: readonly string[]): Promise<Stage> {
  await makeAddresses();
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-record-'));
  const shop = await openCertificateShop(folder);
  const caFile = '/home/ca.pem';
  await writeFile(caFile, (await readFile(shop.caFile, 'utf8')) + (await readFile(lab.caFile, 'utf8')));
  await chmod(caFile, 0o644);
  const modules = await buildStock();
  const sumdb = makeSumdb(modules.all);
  const dns = await startDns({ address: NAME_SERVER, port: 53 });

  const behaviours = new Map<string, Behaviour>();
  const answer = (host: string, request: http.IncomingMessage, response: http.ServerResponse) => {
    const behaviour = behaviours.get(host.replace(/:\d+$/, ''));
    const target = request.url ?? '';
    const reply = behaviour?.({ target, request, response, modules, sumdb });
    if (reply === null) return;
    if (reply === undefined) response.writeHead(421).end();
    else response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length }).end(reply.body);
  };
  const web = await shop.issue('web', `subjectAltName = ${names.map((name) => `DNS:${name}`).join(',')}`);
  await openWeb(web, answer);
  await openFlawedTls(shop);

  let scene: Scenario | null = null;
  const onSocket = (socket: net.Socket) => {
    socket.on('error', () => socket.destroy());
    if (scene?.socket === undefined) socket.destroy();
    else scene.socket(socket, lab);
  };
  for (const port of [80, 443]) await listen(net.createServer(onSocket), port, address('raw'));
  for (const port of [3128, 1080]) await listen(net.createServer(onSocket), port, address('forward-proxy'));
  const labAddress = labFronts(lab);

  return {
    modules,
    sumdb,
    caFile,
    stop: async () => {
      await dns.stop();
      await rm(folder, { recursive: true, force: true });
    },
    set: async (scenario, mild) => {
      scene = scenario;
      for (const name of behaviours.keys()) dns.set(name, 'nxdomain');
      behaviours.clear();
      for (const [name, what] of Object.entries(scenario.hosts ?? {})) {
        behaviours.set(name, typeof what === 'function' && !mild ? what : healthy);
        dns.set(name, await recordOf(what, scenario, mild, labAddress));
      }
    },
  };
}

async function recordOf(
  what: Behaviour | OddAddress | { readonly dns: DnsRecord },
  scenario: Scenario,
  mild: boolean,
  labAddress: (fault: FaultName) => Promise<string>,
): Promise<DnsRecord> {
  if (mild || typeof what === 'function') return { a: [scenario.h2 ? WEB_H2 : WEB] };
  if (typeof what === 'object') return what.dns;
  if (what.startsWith('lab:')) return { a: [await labAddress(what.slice(4) as FaultName)] };
  return { a: [address(what)] };
}

async function makeAddresses(): Promise<void> {
  const ip = (...args: string[]) => promisify(execFile)('ip', args);
  const last = FIRST_LAB_ADDRESS + 60;
  const own = [NAME_SERVER, WEB, WEB_H2, ...Object.values(ADDRESSES).filter((one) => one.startsWith('203.'))];
  for (let index = FIRST_LAB_ADDRESS; index < last; index += 1) own.push(`203.0.113.${index}`);
  for (const one of own) await ip('addr', 'add', `${one}/32`, 'dev', 'lo');
  await ip('link', 'add', 'out', 'type', 'veth', 'peer', 'name', 'nowhere');
  await ip('addr', 'add', '198.51.100.1/24', 'dev', 'out');
  for (const end of ['out', 'nowhere']) await ip('link', 'set', end, 'up');
  // Packets to a neighbour that does not answer end in "no route to host": this one is there and says nothing.
  await ip('neigh', 'add', address('black-hole'), 'lladdr', '02:00:00:00:00:01', 'dev', 'out');
  await ip('route', 'add', 'unreachable', `${address('no-route')}/32`);
  await ip('route', 'add', 'prohibit', `${address('prohibited')}/32`);
}

type Answer = (host: string, request: http.IncomingMessage, response: http.ServerResponse) => void;

async function openWeb(identity: Identity, answer: Answer): Promise<void> {
  const onRequest = (request: http.IncomingMessage, response: http.ServerResponse) =>
    answer(request.headers.host ?? '', request, response);
  for (const ip of [WEB, WEB_H2]) {
    for (const port of [80, 3000, 8081]) await listen(http.createServer(onRequest), port, ip);
  }
  for (const port of [443, 8443]) {
    await listen(https.createServer({ ...identity, ALPNProtocols: ['http/1.1'] }, onRequest), port, WEB);
    const h2 = http2.createSecureServer({ ...identity, allowHTTP1: true }, (request, response) =>
      // The two pairs of classes agree in all that behaviours use.
      answer(
        request.authority || (request.headers.host ?? ''),
        request as unknown as http.IncomingMessage,
        response as unknown as http.ServerResponse,
      ),
    );
    h2.on('sessionError', () => undefined);
    await listen(h2, port, WEB_H2);
  }
}

async function openFlawedTls(shop: CertificateShop): Promise<void> {
  const names = 'subjectAltName = DNS:goproxy.corp.example,DNS:go.corp.example';
  const flawed: Partial<Record<OddAddress, Identity>> = {
    'tls-no-names': await shop.issue('goproxy.corp.example', ''),
    'tls-not-yet': await shop.issue('goproxy.corp.example', names, '20400101', '20410101'),
    'tls-expired': await shop.issue('goproxy.corp.example', names, '20230201', '20240201'),
    'tls-self-signed': await shop.selfSigned('goproxy.corp.example', 'DNS:goproxy.corp.example'),
    'tls-client-only': await shop.issue('goproxy.corp.example', `${names}\nextendedKeyUsage = clientAuth`),
    'tls-wrong-name': await shop.issue('www.corp.example', 'subjectAltName = DNS:www.corp.example,DNS:corp.example'),
  };
  for (const [name, identity] of Object.entries(flawed)) await listen(tls.createServer(identity), 443, address(name));
  const strict = { ...(await shop.issue('goproxy.corp.example', names)), requestCert: true, rejectUnauthorized: true };
  await listen(tls.createServer(strict), 443, address('tls-wants-client'));
}

/** The lab's fault servers at addresses and ports such as real ones have. */
function labFronts(lab: Lab): (fault: FaultName) => Promise<string> {
  const fronts = new Map<FaultName, string>();
  return async (fault) => {
    const known = fronts.get(fault);
    if (known !== undefined) return known;
    const ip = `203.0.113.${FIRST_LAB_ADDRESS + fronts.size}`;
    fronts.set(fault, ip);
    const port = Number(new URL(lab.urls[fault]).port);
    for (const outer of [80, 443])
      await listen(
        net.createServer((socket) => passOn(socket, port)),
        outer,
        ip,
      );
    return ip;
  };
}

/** Connects a socket with a port of the lab; a reset stays a reset. */
export function passOn(socket: net.Socket, port: number): void {
  const inner = net.connect(port, '127.0.0.1').unref();
  inner.on('error', () => socket.resetAndDestroy());
  socket.on('error', () => inner.destroy());
  inner.pipe(socket);
  socket.pipe(inner);
}

function address(name: string): string {
  return ADDRESSES[name] ?? '203.0.113.33';
}

async function listen(server: net.Server, port: number, host: string): Promise<void> {
  server.on('tlsClientError', () => undefined);
  // The process is to end when the last scenario has, whatever is still open then.
  server.on('connection', (socket) => socket.unref());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  server.unref();
}
