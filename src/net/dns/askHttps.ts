/** One question to a name server over HTTPS (RFC 8484), without a forward proxy and without following redirects. */
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { type Allowance, timeUp, within } from '../allowance.ts';
import { errorCode } from '../fault.ts';
import { encodeQuestion, readAnswer, type WireQuestion } from './message.ts';
import type { Answer } from './namesEvidence.ts';

const MEDIA_TYPE = 'application/dns-message';
const LIMIT = 0xffff;

export interface HttpsAsking {
  readonly url: URL;
  readonly trust: SecureContext;
  /** How the server's own name is looked up, where it has one. */
  readonly lookup: LookupFunction;
}

/** Resolves at the latest when the allowance ends; rejects with the signal's reason only. */
export async function askHttps(
  { url, trust, lookup }: HttpsAsking,
  question: Omit<WireQuestion, 'id'>,
  allowance: Allowance,
): Promise<Answer> {
  const started = performance.now();
  // 0 lets caches on the way know the question again.
  const full = { ...question, id: 0 };
  const told = await within<Told>(allowance, (settle) => {
    const body = encodeQuestion(full);
    const headers = { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE, 'content-length': body.length };
    const options = { method: 'POST', headers, secureContext: trust, lookup, agent: false as const };
    const asking = request(url, options, (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const type = response.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
      if (response.statusCode !== 200 || type !== MEDIA_TYPE) {
        settle({ ...FAILED, outcome: 'server-failure', problem: `http-${response.statusCode ?? 0}` });
        return;
      }
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > LIMIT) settle({ ...FAILED, outcome: 'malformed', problem: 'too-long' });
        else pieces.push(piece);
      });
      response.on('error', (error) => settle({ ...FAILED, outcome: 'unreachable', problem: reasonOf(error) }));
      response.on('end', () => {
        const heard = readAnswer(Buffer.concat(pieces), full);
        settle(heard === 'foreign' ? { ...FAILED, outcome: 'malformed', problem: 'records' } : heard);
      });
    });
    asking.on('error', (error) => settle({ ...FAILED, outcome: 'unreachable', problem: reasonOf(error) }));
    asking.end(body);
    return () => asking.destroy();
  });
  const { outcome, addresses, aliases, problem } = told === timeUp ? { ...FAILED, outcome: 'silent' as const } : told;
  return { outcome, addresses, aliases, problem, transport: 'https', ms: performance.now() - started };
}

type Told = Pick<Answer, 'outcome' | 'addresses' | 'aliases' | 'problem'>;

const FAILED = { addresses: [], aliases: [], problem: null } as const;

function reasonOf(error: Error): string {
  return errorCode(error).toLowerCase() || 'unknown';
}
