/** What the rows of findings meet beside the lab: servers, names and routes that exist in one namespace only. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DecodedPacket, RECURSION_AVAILABLE, TRUNCATED_RESPONSE } from 'dns-packet';
import { moduleAnswer } from '../../lab/content/moduleAnswer.ts';
import type { LabHost } from '../../lab/labHost.ts';
import { startDns } from '../../lab/servers/dnsServer.ts';
import type { Places } from '../../support/filledFiles.ts';
import { addresses, reply, startCrookedDns } from '../../unit/net/dns/crookedDns.ts';
import { makeAuthority, selfSigned } from '../fixtures/certificates.ts';

const DAY = 86_400_000;
/** ms of a name server that is slow, and still faster than what makes an entry slow. */
const SLOW = 1_100;
/** Entries of a netrc of 10 MB. */
const LONG = 260_000;
const PLAIN = { 'content-type': 'text/plain' };

/** 192.0.2.9 is a neighbour that never answers; the two addresses of 198.51.100 are forbidden and unreachable. */
const NETWORK = [
  'link add v0 type veth peer name v1',
  'link set v0 up',
  'link set v1 up',
  'addr add 192.0.2.1/24 dev v0',
  'addr add 10.66.0.1/32 dev v0',
  '-6 addr add 2001:db8::1/64 dev v0 nodad',
  'neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev v0',
  '-6 neigh add 2001:db8::9 lladdr 02:00:00:00:00:09 dev v0',
  'route add prohibit 198.51.100.1',
  'route add unreachable 198.51.100.2',
];

const FAR = '192.0.2.1';
/** Addresses of servers that do not listen on 127.0.0.1. */
const ELSEWHERE: Readonly<Record<string, string>> = { inside: '10.66.0.1', far: FAR };

const NAMES: Readonly<Record<string, readonly [a: readonly string[], aaaa?: readonly string[]]>> = {
  'one-refuses.lab.test': [['192.0.2.1', '127.0.0.1']],
  'all-silent.test': [['192.0.2.9']],
  'silent-ipv6.lab.test': [['127.0.0.1'], ['2001:db8::9']],
  'no-route.test': [['203.0.113.1']],
  'forbidden.test': [['198.51.100.1']],
  'login.portal.test': [['127.0.0.1']],
  'proxy.wide.corp.test': [['127.0.0.9']],
  'forged.golab.org': [['10.66.66.66']],
  'inside.golab.org': [['10.66.0.1']],
  'git.golab.org': [['10.66.66.66']],
  'pinned.lab.test': [['127.0.0.9']],
  'proxy.far.corp.test': [['127.0.0.1']],
  'far-ipv6.lab.test': [['127.0.0.1'], ['2400:cb00::1']],
  'goproxy.cn': [['127.0.0.1']],
};

export interface World {
  readonly places: Places;
  stop(): Promise<void>;
}

export async function makeWorld({ lab, dns }: LabHost, folder: string): Promise<World> {
  for (const line of NETWORK) execFileSync('ip', line.split(' '));
  for (const [name, [a, aaaa = []]] of Object.entries(NAMES)) dns.set(name, { a, aaaa });
  dns.set('broken.test', 'servfail');
  dns.set('mute.test', 'silent');
  const outside = { a: ['8.8.4.4'] };
  const records = Object.fromEntries(['forged', 'inside', 'git'].map((name) => [`${name}.golab.org`, outside]));
  const servers = [
    await startDns({ address: '127.0.0.62', port: 53, records }),
    await startCrookedDns((query) => reply(query, { flags: 5 }), '127.0.0.63', 53),
    await startCrookedDns(() => null, '127.0.0.64', 53),
    await startCrookedDns((query) => delay(SLOW, ofMirror(query)), '127.0.0.66', 53),
    await startCrookedDns((query) => (isIpv6(query) ? null : ofMirror(query)), '127.0.0.67', 53),
    await startCrookedDns((query) => reply(query, { flags: 3 }), '127.0.0.68', 53),
    await startCrookedDns(spoilt, '127.0.0.69', 53),
  ];
  const root = makeAuthority({ commonName: 'Findings Root' });
  const zscaler = makeAuthority({ commonName: 'Zscaler Root CA', organization: 'Zscaler Inc.' });
  const answer: http.RequestListener = (request, response) => {
    const { status = 200, headers = {}, body } = moduleAnswer(lab.modules, request.url ?? '');
    response.writeHead(status, headers).end(body);
  };
  // What it says of its issuer leads to this machine.
  const intermediate = root.delegate({ commonName: 'Findings Intermediate' });
  const distant = intermediate.issue({ names: [FAR], issuersAt: lab.urls.healthy });
  const legacy = {
    ...root.issue(),
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  } as const;
  const roots = join(folder, 'roots.pem');
  await writeFile(roots, (await readFile(lab.caFile, 'utf8')) + root.pem);
  const listening: Readonly<Record<string, net.Server>> = {
    intercepted: https.createServer(zscaler.issue(), answer),
    early: https.createServer(root.issue({ from: 1, until: 2 }), answer),
    alone: https.createServer(selfSigned(), answer),
    old: https.createServer(legacy, answer),
    behind: http.createServer((request, response) => {
      response.setHeader('date', new Date(Date.now() - 3 * 3_600_000).toUTCString());
      answer(request, response);
    }),
    yesterday: http.createServer((request, response) => {
      response.setHeader('date', new Date(Date.now() - 1.5 * DAY).toUTCString());
      answer(request, response);
    }),
    portal: http.createServer((request, response) => login(request, response)),
    far: https.createServer(distant, answer),
    guarded: https.createServer(root.issue(), (_, response) => response.writeHead(401).end('who is it?\n')),
    filter: net.createServer((socket) => filter(socket, Number(new URL(lab.urls['healthy-tls']).port))),
    picky: https.createServer({ ...root.issue(), ciphers: 'AES128-SHA', maxVersion: 'TLSv1.2' }, answer),
    legal: http.createServer((_, response) => response.writeHead(451, PLAIN).end('not in this country\n')),
    onward: http.createServer((request, response) =>
      response.writeHead(302, { location: `http://mirror.lab.test${request.url}` }).end(),
    ),
    mirror: http.createServer(answer),
    inside: http.createServer(answer),
  };
  const long = 'machine other.test login u password Zq7\n'.repeat(LONG);
  const places: Record<string, string> = { roots, long, ca: lab.caFile, path: process.env.PATH ?? '' };
  for (const [name, server] of Object.entries(listening)) {
    server.listen(name === 'mirror' || name === 'inside' ? 80 : 0, ELSEWHERE[name] ?? '127.0.0.1');
    await once(server, 'listening');
    places[name] = `${(server.address() as AddressInfo).port}`;
  }
  for (const [name, url] of Object.entries(lab.urls)) {
    places[`url:${name}`] = url;
    places[`port:${name}`] = new URL(url).port;
  }
  for (const [name, url] of Object.entries(lab.forwardProxies)) places[`proxy:${name}`] = url;
  return {
    places,
    stop: async () => {
      for (const server of Object.values(listening)) {
        server.close();
        if (server instanceof http.Server) server.closeAllConnections();
      }
      for (const server of servers) await server.stop();
    },
  };
}

/** What no decent server sends. */
function spoilt(query: DecodedPacket, _bytes: Buffer, transport: 'udp' | 'tcp'): Buffer | null {
  const { name = '' } = query.questions?.[0] ?? {};
  if (name.startsWith('crowd.') || name.startsWith('long.')) {
    if (transport === 'udp') return reply(query, { flags: RECURSION_AVAILABLE | TRUNCATED_RESPONSE });
    if (name.startsWith('long.')) return null;
    return reply(query, { answers: addresses(query, ...Array(120).fill(isIpv6(query) ? '::1' : '127.0.0.1')) });
  }
  if (name.startsWith('circle.')) return reply(query, { answers: [{ type: 'CNAME', name, data: name }] });
  const bytes = reply(query);
  // Five records, of which none is there.
  bytes.writeUInt16BE(5, 6);
  return bytes;
}

function ofMirror(query: DecodedPacket): Buffer {
  return reply(query, { answers: isIpv6(query) ? [] : addresses(query, '127.0.0.1') });
}

function isIpv6({ questions }: DecodedPacket): boolean {
  return questions?.[0]?.type === 'AAAA';
}

/** A login page elsewhere for everything. */
function login(request: http.IncomingMessage, response: http.ServerResponse): void {
  const { host = '', port } = new URL(`http://${request.headers.host}`);
  if (host.startsWith('login.')) {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Log in</title></html>');
  } else {
    response.writeHead(302, { location: `http://login.portal.test:${port}/login?to=x` }).end();
  }
}

/** Cuts connections that ask for a name with `blocked` in it; what is asked of the address otherwise is let through. */
function filter(socket: net.Socket, port: number): void {
  socket.on('error', () => undefined);
  socket.once('data', (hello) => {
    if (hello.includes('blocked')) {
      socket.resetAndDestroy();
      return;
    }
    const onward = net.connect(port, '127.0.0.1', () => {
      onward.write(hello);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
}
