/** Questions to a name server and its answers on the wire: dns-packet's format, with a guard against what hostile servers send. */
import { isIP } from 'node:net';
import dnsPacket from 'dns-packet';
import { addressKind } from './addressKind.ts';
import type { Answer, AnswerOutcome } from './namesEvidence.ts';

export interface WireQuestion {
  readonly id: number;
  /** Without its final dot. */
  readonly name: string;
  readonly type: 'A' | 'AAAA';
}

/** `foreign`: not an answer to this question, so that go passes it over. */
export type WireAnswer =
  | 'foreign'
  | (Pick<Answer, 'outcome' | 'addresses' | 'aliases' | 'problem'> & { readonly truncated: boolean });

/** What Go offers to take over UDP, and the longest packet that it then reads. */
export const UDP_LIMIT = 1232;

/** No host has more addresses than this; what follows them is not read. */
const MOST_RECORDS = 256;

/** As deep as any chain of aliases goes that a server would follow. */
const MOST_ALIASES = 16;

const HEADER = 12;

export function encodeQuestion({ id, name, type }: WireQuestion): Buffer {
  return dnsPacket.encode({
    type: 'query',
    id,
    flags: dnsPacket.RECURSION_DESIRED,
    questions: [{ type, name }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: UDP_LIMIT,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
}

/** Reads what came for `question`. Any bytes in; the work is bounded by the limits above. */
export function readAnswer(bytes: Buffer, question: WireQuestion): WireAnswer {
  const head = decode(bytes, 0);
  if (head === null || !isFor(head, question)) return 'foreign';
  const truncated = head.flag_tc;
  const records = Math.min(MOST_RECORDS, bytes.readUInt16BE(6));
  const code = OUTCOMES[bytes.readUInt16BE(2) & 15] ?? 'server-failure';
  const packet = decode(bytes, records);
  if (packet === null) {
    // A name that does not exist is one whatever stands behind it.
    return { ...NOTHING, truncated, outcome: code === 'no-such-name' ? code : 'malformed', problem: 'records' };
  }
  if (code !== 'no-addresses') return { ...NOTHING, truncated, outcome: code };
  const answers = packet.answers ?? [];
  const found = answers.flatMap((answer) => (answer.type === question.type ? [String(answer.data)] : []));
  const addresses = [...new Set(found)].filter((one) => isIP(one) !== 0);
  if (addresses.length < new Set(found).size)
    return { ...NOTHING, truncated, outcome: 'malformed', problem: 'records' };
  const { aliases, loops } = aliasesOf(answers, question.name);
  const isLame = answers.length === 0 && !head.flag_aa && !head.flag_ra && bytes.readUInt16BE(10) === 0;
  return {
    outcome: addresses.length > 0 ? 'addresses' : isLame ? 'lame' : 'no-addresses',
    addresses: addresses.map((address) => ({ address, kind: addressKind(address) })),
    aliases,
    problem: loops && addresses.length === 0 ? 'cname-loop' : null,
    truncated,
  };
}

const NOTHING = { addresses: [], aliases: [], problem: null } as const;

/** RCODE to outcome; a success is looked into further. */
const OUTCOMES: Readonly<Record<number, AnswerOutcome>> = { 0: 'no-addresses', 3: 'no-such-name', 5: 'refused' };

/** Decodes the question and the first `records` answers; the other sections can only hold work. null where it cannot be read. */
function decode(bytes: Buffer, records: number): dnsPacket.DecodedPacket | null {
  if (bytes.length < HEADER || bytes.readUInt16BE(4) !== 1) return null;
  const guarded = Buffer.from(bytes);
  guarded.writeUInt16BE(records, 6);
  guarded.writeUInt32BE(0, 8);
  try {
    return dnsPacket.decode(guarded);
  } catch {
    return null;
  }
}

function isFor(packet: dnsPacket.DecodedPacket, { id, name, type }: WireQuestion): boolean {
  const [asked] = packet.questions ?? [];
  return packet.flag_qr && packet.id === id && asked?.type === type && asked.name.toLowerCase() === name.toLowerCase();
}

function aliasesOf(answers: readonly dnsPacket.Answer[], name: string): { aliases: readonly string[]; loops: boolean } {
  const next = new Map(
    answers.flatMap((one) => (one.type === 'CNAME' ? [[one.name.toLowerCase(), one.data.toLowerCase()] as const] : [])),
  );
  const aliases: string[] = [];
  let at = name.toLowerCase();
  for (let to = next.get(at); to !== undefined; to = next.get(at)) {
    if (to === name.toLowerCase() || aliases.includes(to)) return { aliases, loops: true };
    if (aliases.length === MOST_ALIASES) return { aliases, loops: false };
    aliases.push(to);
    at = to;
  }
  return { aliases, loops: false };
}
