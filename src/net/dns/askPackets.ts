/** One question to one name server: over UDP, and over TCP where the answer was too long, as Go asks. */
import { createSocket } from 'node:dgram';
import { connect, isIP } from 'node:net';
import { type Allowance, timeUp, within } from '../allowance.ts';
import { errorCode } from '../fault.ts';
import { encodeQuestion, readAnswer, UDP_LIMIT, type WireAnswer, type WireQuestion } from './message.ts';
import type { Answer } from './namesEvidence.ts';

export interface PacketServer {
  readonly address: string;
  readonly port: number;
}

/** A packet that got lost must not make a server look dead; Go's own patience is several seconds. */
const ASK_AGAIN = [400, 1000];

/** The longest message over TCP, with its two bytes of length. */
const TCP_LIMIT = 2 + 0xffff;

type Heard = Exclude<WireAnswer, 'foreign'>;
/** `foreign`: something came, and nothing that belongs to the question. */
type Told = Heard | { readonly unreachable: string } | 'foreign';

/** Resolves at the latest when the allowance ends; rejects with the signal's reason only. */
export async function askPackets(
  server: PacketServer,
  question: Omit<WireQuestion, 'id'>,
  allowance: Allowance,
  tcpOnly = false,
): Promise<Answer> {
  const started = performance.now();
  const full = { ...question, id: Math.floor(Math.random() * 0x10000) };
  const finish = (told: Told | typeof timeUp, transport: 'udp' | 'tcp') =>
    answerOf(told, transport, performance.now() - started);
  if (!tcpOnly) {
    const told = await overUdp(server, full, allowance);
    if (!isTruncated(told)) return finish(told, 'udp');
  }
  return finish(await overTcp(server, full, allowance), 'tcp');
}

function isTruncated(told: Told | typeof timeUp): boolean {
  return typeof told === 'object' && 'truncated' in told && told.truncated;
}

function answerOf(told: Told | typeof timeUp, transport: 'udp' | 'tcp', ms: number): Answer {
  const none = { addresses: [], aliases: [], problem: null, transport, ms };
  if (told === timeUp) return { ...none, outcome: 'silent' };
  if (told === 'foreign') return { ...none, outcome: 'silent', problem: 'foreign' };
  if ('unreachable' in told) return { ...none, outcome: 'unreachable', problem: told.unreachable };
  const { outcome, addresses, aliases, problem } = told;
  return { outcome, addresses, aliases, problem, transport, ms };
}

async function overUdp(
  { address, port }: PacketServer,
  question: WireQuestion,
  allowance: Allowance,
): Promise<Told | typeof timeUp> {
  const bytes = encodeQuestion(question);
  let foreign = false;
  const told = await within<Told>(allowance, (settle) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
    const timers: NodeJS.Timeout[] = [];
    const fail = (error: Error | null) => {
      if (error !== null) settle({ unreachable: reasonOf(error) });
    };
    // A connected socket hears of a port that nobody listens on, and nothing from strangers.
    socket.on('error', fail);
    socket.on('message', (packet) => {
      // Go reads no further either: what was longer is then cut in the middle of a record.
      const heard = readAnswer(packet.subarray(0, UDP_LIMIT), question);
      if (heard === 'foreign') foreign = true;
      else settle(heard);
    });
    let open = true;
    const send = () => {
      if (open) socket.send(bytes, fail);
    };
    // A callback would be called without a connection too, and take the error's event away.
    socket.on('connect', () => {
      send();
      for (const delay of ASK_AGAIN) timers.push(setTimeout(send, delay));
    });
    socket.connect(port, address);
    return () => {
      open = false;
      for (const timer of timers) clearTimeout(timer);
      socket.close();
    };
  });
  return told === timeUp && foreign ? 'foreign' : told;
}

function overTcp(
  { address, port }: PacketServer,
  question: WireQuestion,
  allowance: Allowance,
): Promise<Told | typeof timeUp> {
  const bytes = encodeQuestion(question);
  return within<Told>(allowance, (settle) => {
    const socket = connect({ host: address, port, autoSelectFamily: false, noDelay: true });
    const pieces: Buffer[] = [];
    let length = 0;
    socket.on('error', (error) => settle({ unreachable: reasonOf(error) }));
    socket.on('close', () => settle({ unreachable: 'closed' }));
    socket.on('connect', () => {
      const size = Buffer.alloc(2);
      size.writeUInt16BE(bytes.length);
      socket.write(Buffer.concat([size, bytes]));
    });
    socket.on('data', (piece) => {
      pieces.push(piece);
      length += piece.length;
      if (length < 2) return;
      // Joined once the whole is there: not again with every small piece.
      const wanted =
        2 + (pieces[0] !== undefined && pieces[0].length >= 2 ? pieces[0] : Buffer.concat(pieces)).readUInt16BE(0);
      if (length < Math.min(wanted, TCP_LIMIT)) return;
      const heard = readAnswer(Buffer.concat(pieces).subarray(2, wanted), question);
      settle(heard === 'foreign' ? MALFORMED : heard);
    });
    return () => socket.destroy();
  });
}

/** On a connection of our own nobody else's answer can arrive: Go takes it for an invalid one. */
const MALFORMED: Heard = { outcome: 'malformed', addresses: [], aliases: [], problem: 'records', truncated: false };

function reasonOf(error: Error): string {
  return errorCode(error).toLowerCase() || 'unknown';
}
