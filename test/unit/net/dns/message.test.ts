/** Answers on the wire: what is read of good ones, and that no bytes whatever hang, throw or run away. */
import assert from 'node:assert/strict';
import dnsPacket from 'dns-packet';
import fc from 'fast-check';
import { encodeQuestion, readAnswer, type WireQuestion } from '../../../../src/net/dns/message.ts';
import { reply } from './crookedDns.ts';

const QUESTION: WireQuestion = { id: 77, name: 'host.test', type: 'A' };
const QUERY = dnsPacket.decode(encodeQuestion(QUESTION));
const RA = dnsPacket.RECURSION_AVAILABLE;

/** The outcome, what was found, and the problem. */
function read(bytes: Buffer): string {
  const answer = readAnswer(bytes, QUESTION);
  if (answer === 'foreign') return answer;
  const { outcome, addresses, aliases, problem, truncated } = answer;
  const found = addresses.map(({ address, kind }) => `${address}/${kind}`);
  return [outcome, ...found, ...aliases, problem, truncated ? 'truncated' : null]
    .filter((one) => one !== null)
    .join(' ');
}

const a = (data: string, name = 'host.test') => ({ type: 'A' as const, name, ttl: 1, data });
const cname = (name: string, data: string) => ({ type: 'CNAME' as const, name, ttl: 1, data });

/** A header of our answer with `count` answers, the question, and raw bytes behind it. */
function raw(count: number, ...tail: number[]): Buffer {
  const head = reply(QUERY);
  head.writeUInt16BE(count, 6);
  return Buffer.concat([head, Buffer.from(tail)]);
}

describe('net/dns/message', () => {
  const rows: readonly (readonly [name: string, bytes: () => Buffer, told: string])[] = [
    [
      'addresses',
      () => reply(QUERY, { answers: [a('127.0.0.1'), a('10.1.2.3')] }),
      'addresses 127.0.0.1/loopback 10.1.2.3/private',
    ],
    [
      'an alias',
      () => reply(QUERY, { answers: [cname('HOST.test', 'edge.test'), a('1.1.1.1', 'edge.test')] }),
      'addresses 1.1.1.1/public edge.test',
    ],
    [
      'the other family only',
      () => reply(QUERY, { answers: [{ type: 'AAAA', name: 'host.test', ttl: 1, data: '::1' }] }),
      'no-addresses',
    ],
    ['nothing', () => reply(QUERY), 'no-addresses'],
    ['no such name', () => reply(QUERY, { flags: RA | 3 }), 'no-such-name'],
    ['server failure', () => reply(QUERY, { flags: RA | 2 }), 'server-failure'],
    ['not implemented', () => reply(QUERY, { flags: RA | 4 }), 'server-failure'],
    ['refused', () => reply(QUERY, { flags: RA | 5 }), 'refused'],
    ['a lame referral', () => reply(QUERY, { flags: 0 }), 'lame'],
    ['authoritative without recursion', () => reply(QUERY, { flags: dnsPacket.AUTHORITATIVE_ANSWER }), 'no-addresses'],
    ['truncated', () => reply(QUERY, { flags: RA | dnsPacket.TRUNCATED_RESPONSE }), 'no-addresses truncated'],
    ['another id', () => reply({ ...QUERY, id: 78 }), 'foreign'],
    ['another name', () => reply(QUERY, { questions: [{ type: 'A', name: 'other.test' }] }), 'foreign'],
    ['another type', () => reply(QUERY, { questions: [{ type: 'AAAA', name: 'host.test' }] }), 'foreign'],
    ['no question', () => reply(QUERY, { questions: [] }), 'foreign'],
    ['a question', () => encodeQuestion(QUESTION), 'foreign'],
    ['nothing at all', () => Buffer.alloc(0), 'foreign'],
    ['text', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), 'foreign'],
    ['fewer records than promised', () => raw(2), 'malformed records'],
    ['half a record', () => raw(1, 0xc0, 12, 0, 1, 0, 1, 0, 0), 'malformed records'],
    ['half an address', () => raw(1, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0), 'malformed records'],
    [
      'a name that points at itself',
      () => raw(1, 0xc0, reply(QUERY).length, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 1, 1, 1),
      'malformed records',
    ],
    [
      'a name that points ahead',
      () => raw(1, 0xc0, 0xff, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 1, 1, 1),
      'malformed records',
    ],
    [
      'aliases in a circle',
      () => reply(QUERY, { answers: [cname('host.test', 'b.test'), cname('b.test', 'host.test')] }),
      'no-addresses b.test cname-loop',
    ],
    [
      'an alias of itself',
      () => reply(QUERY, { answers: [cname('host.test', 'host.test')] }),
      'no-addresses cname-loop',
    ],
  ];
  for (const [name, bytes, told] of rows) {
    it(`reads ${name}`, () => assert.equal(read(bytes()), told));
  }

  it('takes the first 256 of 10,000 records, and of a chain of aliases the first 16', () => {
    const many = reply(QUERY, {
      answers: Array.from({ length: 10_000 }, (_, index) => a(`9.9.${index >> 8}.${index & 255}`)),
    });
    const answer = readAnswer(many, QUESTION);
    assert.ok(answer !== 'foreign' && answer.outcome === 'addresses' && answer.addresses.length === 256);
    const names = Array.from({ length: 40 }, (_, index) => (index === 0 ? 'host.test' : `n${index}.test`));
    const chain = readAnswer(
      reply(QUERY, { answers: names.slice(1).map((to, index) => cname(names[index] ?? '', to)) }),
      QUESTION,
    );
    assert.ok(chain !== 'foreign' && chain.aliases.length === 16 && chain.problem === null);
  });

  it('does a bounded amount of work for 64 KB of pointers to pointers', () => {
    const pointers = Buffer.alloc(16_000);
    const base = reply(QUERY).length;
    for (let at = 0; at < pointers.length; at += 2) pointers.writeUInt16BE(0xc000 + Math.max(12, base + at - 2), at);
    const record = Buffer.from([0xff, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 1, 1, 1, 1]);
    const bytes = Buffer.concat([reply(QUERY), pointers, ...Array.from({ length: 3000 }, () => record)]);
    bytes.writeUInt16BE(0xffff, 6);
    assert.match(read(bytes), /^malformed|^addresses/);
  });

  it('is total, for any bytes and for good answers with bytes changed', () => {
    const good = reply(QUERY, { answers: [cname('host.test', 'edge.test'), a('1.1.1.1', 'edge.test')] });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => typeof read(Buffer.from(bytes)) === 'string'));
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(changes, fc.nat(good.length), (list, length) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of list) bytes[at] = byte;
        return typeof read(bytes.subarray(0, length)) === 'string';
      }),
      { numRuns: 2000 },
    );
  });
});
