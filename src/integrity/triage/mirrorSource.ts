/** A version asked of one mirror: its go.mod and its archive, once each. */
import { writeFile } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import { classifyEvidence } from '../../failures/classifyEvidence.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import { checkContent } from '../../goproxy/protocol/content.ts';
import { type ProtocolRequest, requestUrl, versionRequest } from '../../goproxy/protocol/protocol.ts';
import type { CredentialFields, Exchange, Session } from '../../net/exchange.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip } from '../hash/zipHash.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

export interface MirrorQuestion {
  readonly entry: UrlEntry;
  readonly subject: TriageModule;
  /** ms for both files. */
  readonly deadline: number;
  readonly credentials: CredentialFields;
  /** Where the archive is written to: a path of its own in a temporary folder. */
  readonly file: string;
}

/** A row, and the archive behind it where one arrived whole. */
export interface Fetched {
  readonly row: Source;
  readonly file: string | null;
}

const MAX_MOD = 16 << 20;
const MAX_ZIP = 64 << 20;

/** Rejects only when aborted. */
export async function askMirror(
  session: Session,
  { entry, subject, deadline, credentials, file }: MirrorQuestion,
  { clock }: { readonly clock: Clock },
  signal: AbortSignal,
): Promise<Fetched> {
  const end = clock.monotonic() + deadline;
  const get = async (kind: 'mod' | 'zip', maxBody: number) => {
    const request = versionRequest(kind, subject.module, subject.version);
    if (request === null) return null;
    const left = Math.max(1, end - clock.monotonic());
    return judge(
      request,
      await session.get(requestUrl(entry.url, request.path), { deadline: left, maxBody, signal, credentials }),
    );
  };
  const none = sourceRow('mirror', entry.value);
  const mod = await get('mod', MAX_MOD);
  if (mod === null) return { row: { ...none, code: 'not-found', detail: 'bad-path' }, file: null };
  if (mod.failure !== null) return { row: { ...none, ...mod.failure }, file: null };
  const known = { ...none, mod: hashGoMod(mod.body) };
  const zip = await get('zip', MAX_ZIP);
  if (zip === null) return { row: known, file: null };
  if (zip.failure !== null) return { row: { ...known, ...zip.failure }, file: null };
  if (!zip.whole) return { row: { ...known, detail: 'too-large' }, file: null };
  return hashed(zip.body, known, { subject, file }, signal);
}

async function hashed(
  body: Uint8Array,
  known: Source,
  { subject, file }: Pick<MirrorQuestion, 'subject' | 'file'>,
  signal: AbortSignal,
): Promise<Fetched> {
  try {
    await writeFile(file, body, { signal });
  } catch {
    signal.throwIfAborted();
    return { row: { ...known, code: 'disk', detail: null }, file: null };
  }
  const hash = await hashZip(file, `${subject.module}@${subject.version}`, signal);
  if (!hash.ok) return { row: { ...known, code: 'bad-content', detail: hash.error }, file: null };
  return { row: { ...known, zip: hash.value.h1 }, file };
}

interface Answer {
  readonly body: Uint8Array;
  readonly whole: boolean;
  readonly failure: Pick<Source, 'code' | 'detail'> | null;
}

function judge(request: ProtocolRequest, exchange: Exchange): Answer {
  const { body, ...rest } = exchange;
  const answered = exchange.status === 200 && exchange.fault === null;
  const problem = answered ? checkContent(request, body, exchange.bodyComplete, exchange.contentType) : null;
  const evidence: RequestEvidence = { request, exchange: rest, problem, version: null, words: null };
  const found = classifyEvidence(evidence);
  const failure = found === null ? null : { code: found.code, detail: found.detail };
  return { body, whole: exchange.bodyComplete, failure };
}
