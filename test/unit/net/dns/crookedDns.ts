/** A name server on loopback whose answers are whatever bytes a function makes: for what no decent server sends. */
import dgram from 'node:dgram';
import dnsPacket from 'dns-packet';
import { listen } from '../../../lab/servers/listener.ts';

export type Respond = (
  query: dnsPacket.DecodedPacket,
  bytes: Buffer,
  transport: 'udp' | 'tcp',
) => Buffer | null | Promise<Buffer | null>;

export interface CrookedDns {
  readonly address: string;
  readonly port: number;
  /** How many questions came. */
  readonly asked: () => number;
  stop(): Promise<void>;
}

/** null is silence. Over TCP the length goes before the bytes by itself. */
export async function startCrookedDns(respond: Respond, address = '127.0.0.1', port = 0): Promise<CrookedDns> {
  let asked = 0;
  const tcp = await listen(
    (socket) => {
      let unread = Buffer.alloc(0);
      socket.on('data', async (bytes) => {
        unread = Buffer.concat([unread, bytes]);
        // The C library asks for both families at once.
        for (const query of takeQueries()) {
          asked += 1;
          const reply = await respond(dnsPacket.decode(query), query, 'tcp');
          if (reply === null) continue;
          const size = Buffer.alloc(2);
          size.writeUInt16BE(Math.min(reply.length, 0xffff));
          socket.write(Buffer.concat([size, reply]));
        }
      });
      function takeQueries(): readonly Buffer[] {
        const queries: Buffer[] = [];
        for (let end = endOf(unread); unread.length >= end; end = endOf(unread)) {
          queries.push(unread.subarray(2, end));
          unread = unread.subarray(end);
        }
        return queries;
      }
    },
    address,
    port,
  );
  const udp = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(tcp.port, address, resolve));
  let open = true;
  udp.on('message', async (bytes, sender) => {
    asked += 1;
    const reply = await respond(dnsPacket.decode(bytes), bytes, 'udp');
    if (reply !== null && open) udp.send(reply, sender.port, sender.address);
  });
  return {
    address,
    port: tcp.port,
    asked: () => asked,
    stop: async () => {
      open = false;
      await tcp.stop();
      await new Promise<void>((resolve) => udp.close(() => resolve()));
    },
  };
}

/** Where the message ends that begins with its length; beyond the bytes where that is not there yet. */
function endOf(bytes: Buffer): number {
  return 2 + (bytes.length < 2 ? 0 : bytes.readUInt16BE(0));
}

/** A proper answer to the question; `change` may spoil it. */
export function reply(query: dnsPacket.DecodedPacket, change: Partial<dnsPacket.Packet> = {}): Buffer {
  const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE;
  return dnsPacket.encode({ type: 'response', id: query.id ?? 0, flags, questions: query.questions ?? [], ...change });
}

/** Address records of the name that was asked for. */
export function addresses(query: dnsPacket.DecodedPacket, ...list: string[]): dnsPacket.Answer[] {
  const { name = '', type } = query.questions?.[0] ?? {};
  return type === 'A' || type === 'AAAA' ? list.map((data) => ({ type, name, ttl: 0, data })) : [];
}
