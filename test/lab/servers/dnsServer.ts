/** A name server on loopback, UDP and TCP on the same port, with a table of names that may misbehave. */
import dgram from 'node:dgram';
import type net from 'node:net';
import dnsPacket from 'dns-packet';
import { type Listener, listen } from './listener.ts';

/** What is said of a name: its addresses (a forged one is just an address), or one of the ways to fail. */
export type DnsRecord =
  | { readonly a?: readonly string[]; readonly aaaa?: readonly string[] }
  | 'nxdomain'
  | 'servfail'
  | 'silent';

export interface DnsQuery {
  readonly name: string;
  /** `A`, `AAAA` … */
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
}

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  readonly queries: readonly DnsQuery[];
  /** Adds or replaces a name's record. `*.lab.test` stands for every name below lab.test that has no record of its own. */
  set(name: string, record: DnsRecord): void;
  stop(): Promise<void>;
}

export interface DnsOptions {
  readonly records?: Readonly<Record<string, DnsRecord>>;
  /** A loopback address; 127.0.0.1 unless told. */
  readonly address?: string;
  /** 53 in a namespace of its own; any free port unless told. */
  readonly port?: number;
}

/** A port free for TCP may be taken for UDP: so often another is tried. */
const PORT_ATTEMPTS = 10;

/** Starts the server. Names without a record get NXDOMAIN; nothing is ever asked of another server. */
export async function startDns(options: DnsOptions = {}): Promise<DnsServer> {
  const { address = '127.0.0.1', port: wantedPort = 0 } = options;
  const records = new Map(Object.entries(options.records ?? {}));
  const queries: DnsQuery[] = [];
  const answer = (query: Buffer, transport: 'udp' | 'tcp') => respond(query, transport, records, queries);

  const [tcp, udp] = await bindBoth(address, wantedPort, (socket) => serveTcp(socket, answer));
  udp.on('message', (query, sender) => {
    const reply = answer(query, 'udp');
    if (reply !== null) udp.send(reply, sender.port, sender.address);
  });
  return {
    address,
    port: tcp.port,
    queries,
    set: (name, record) => records.set(name, record),
    stop: async () => {
      await tcp.stop();
      await new Promise<void>((resolve) => udp.close(() => resolve()));
    },
  };
}

async function bindBoth(
  address: string,
  port: number,
  onConnection: (socket: net.Socket) => void,
): Promise<[Listener, dgram.Socket]> {
  for (let attempt = 1; ; attempt += 1) {
    const tcp = await listen(onConnection, address, port);
    try {
      return [tcp, await bindUdp(address, tcp.port)];
    } catch (error) {
      await tcp.stop();
      if (port !== 0 || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function bindUdp(address: string, port: number): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, address, () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** Messages over TCP have two bytes of length before them. */
function serveTcp(socket: net.Socket, answer: (query: Buffer, transport: 'tcp') => Buffer | null): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = answer(pending.subarray(2, end), 'tcp');
      pending = pending.subarray(end);
      if (reply === null) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([length, reply]));
    }
  });
}

function respond(
  bytes: Buffer,
  transport: 'udp' | 'tcp',
  records: ReadonlyMap<string, DnsRecord>,
  queries: DnsQuery[],
): Buffer | null {
  const query = decode(bytes);
  const question = query?.questions?.[0];
  if (query === null || question === undefined) return null;
  const name = question.name.toLowerCase().replace(/\.$/, '');
  queries.push({ name, type: question.type, transport });
  const record = records.get(name) ?? wildcard(name, records) ?? 'nxdomain';
  if (record === 'silent') return null;
  const rcode = record === 'nxdomain' ? 3 : record === 'servfail' ? 2 : 0;
  const answers = typeof record === 'string' ? [] : addressRecords(question, record);
  // Recursion available: without it Go takes an empty answer for a lame server's.
  const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE | rcode;
  return dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags, questions: [question], answers });
}

function decode(bytes: Buffer): dnsPacket.DecodedPacket | null {
  try {
    return dnsPacket.decode(bytes);
  } catch {
    return null;
  }
}

/** Looks for `*.PARENT` of each parent, nearest first. */
function wildcard(name: string, records: ReadonlyMap<string, DnsRecord>): DnsRecord | undefined {
  const labels = name.split('.');
  const candidates = labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
  return candidates.map((candidate) => records.get(candidate)).find((record) => record !== undefined);
}

function addressRecords(question: dnsPacket.Question, record: Exclude<DnsRecord, string>): dnsPacket.Answer[] {
  const { type, name } = question;
  if (type === 'A') return (record.a ?? []).map((data) => ({ type: 'A', name, ttl: 0, data }));
  if (type === 'AAAA') return (record.aaaa ?? []).map((data) => ({ type: 'AAAA', name, ttl: 0, data }));
  return [];
}
