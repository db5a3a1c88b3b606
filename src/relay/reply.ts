/** What go is told: the answer of an entry, or an error that says who was asked. An outage is never “not found”. */
import { redact } from '../base/redact.ts';
import type { LoopbackReply } from '../net/loopback/loopbackServer.ts';
import type { Outcome, Tried } from './race.ts';

/** Makes the text of an error: the entries' own words, and what was tried. */
export type Explain = (tried: readonly Tried[]) => string;

const TEXT = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };

export function replyTo(outcome: Outcome, explain: Explain): LoopbackReply {
  switch (outcome.kind) {
    case 'served': {
      const { contentType, length, body } = outcome.answer;
      const fields = {
        'Content-Type': contentType ?? 'application/octet-stream',
        ...(length === null ? {} : { 'Content-Length': String(length) }),
      };
      return { status: 200, fields, body };
    }
    case 'not-found':
      return textReply(outcome.answer.status, redact(outcome.answer.words) || explain(outcome.tried));
    case 'failed':
      return textReply(statusOf(outcome.tried), explain(outcome.tried), retryAfterOf(outcome.tried));
  }
}

function textReply(status: number, text: string, fields: Readonly<Record<string, string>> = {}): LoopbackReply {
  const body = Buffer.from(`${text}\n`);
  return { status, fields: { ...TEXT, 'Content-Length': String(body.length), ...fields }, body };
}

/** The last failure's own status where it has one that says failure; 504 where the entry was silent, else 502. */
function statusOf(tried: readonly Tried[]): number {
  const failed = tried.flatMap(({ result }) => (result.kind === 'failed' ? [result] : []));
  const status = failed.findLast((one) => one.status !== null && one.status >= 400)?.status;
  if (status !== undefined && status !== null && status !== 404 && status !== 410) return status;
  return failed.some(({ failure }) => ['stall', 'connect-timeout', 'response-timeout'].includes(failure.code))
    ? 504
    : 502;
}

function retryAfterOf(tried: readonly Tried[]): Readonly<Record<string, string>> {
  const wanted = tried.flatMap(({ result }) =>
    result.kind === 'failed' && result.retryAfter ? [result.retryAfter] : [],
  );
  return wanted.length === 0 ? {} : { 'Retry-After': String(Math.ceil(Math.max(...wanted) / 1000)) };
}
