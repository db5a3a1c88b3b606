/** A version asked of one mirror: its go.mod and its archive, once each, into files. */
import { open, writeFile } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import { classifyEvidence } from '../../failures/classifyEvidence.ts';
import type { UrlEntry } from '../../goproxy/list/list.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import { checkContent } from '../../goproxy/protocol/content.ts';
import { type ProtocolRequest, requestUrl, versionRequest } from '../../goproxy/protocol/protocol.ts';
import type { CredentialFields, Exchange, GetOptions, Session } from '../../net/exchange.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashZip } from '../hash/zipHash.ts';
import { ArchiveWriter } from './archiveWriter.ts';
import { type Fetched, withoutFiles } from './fetched.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

export interface MirrorQuestion {
  readonly entry: UrlEntry;
  readonly subject: TriageModule;
  /** ms for both files. */
  readonly deadline: number;
  readonly credentials: CredentialFields;
  /** Where the files are written to, without their endings: a path of its own in a temporary folder. */
  readonly base: string;
  /** Told of the archive as it comes. */
  readonly onBytes: (bytes: number) => void;
}

/** golang.org/x/mod/zip: MaxGoMod, MaxZipFile. */
const MAX_MOD = 16 << 20;
const MAX_ZIP = 500 * 2 ** 20;
/** Enough to tell a page from an archive. */
const START = 4096;

/** Rejects only when aborted. */
export async function askMirror(
  session: Session,
  question: MirrorQuestion,
  { clock }: { readonly clock: Clock },
  signal: AbortSignal,
): Promise<Fetched> {
  const { entry, subject, deadline, credentials, base } = question;
  const none = sourceRow('mirror', entry.value);
  const end = clock.monotonic() + deadline;
  const get: Get = (request, options) => {
    const left = Math.max(1, end - clock.monotonic());
    return session.get(requestUrl(entry.url, request.path), { deadline: left, signal, credentials, ...options });
  };
  const mod = versionRequest('mod', subject.module, subject.version);
  const zip = versionRequest('zip', subject.module, subject.version);
  if (mod === null || zip === null) return withoutFiles({ ...none, code: 'not-found', detail: 'bad-path' });
  const goMod = await get(mod, { maxBody: MAX_MOD });
  const refused = failureOf(mod, goMod, goMod.body);
  if (refused !== null) return withoutFiles({ ...none, ...refused });
  if (!goMod.bodyComplete) return withoutFiles({ ...none, detail: 'too-large' });
  const known = { ...none, mod: hashGoMod(goMod.body) };
  try {
    await writeFile(`${base}.mod`, goMod.body);
    const missing = await fetchArchive(zip, get, question, signal);
    if (missing !== null) return { row: { ...known, ...missing }, content: null, goMod: `${base}.mod` };
  } catch (error) {
    signal.throwIfAborted();
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return withoutFiles({ ...known, code: 'disk' });
  }
  return hashed(known, question, signal);
}

type Get = (
  request: ProtocolRequest,
  options: Pick<GetOptions, 'maxBody' | 'sink'> & Partial<Pick<GetOptions, 'signal'>>,
) => Promise<Exchange>;

/** Returns why there is none, or null. Rejects where the file cannot be written, with its errno. */
async function fetchArchive(
  request: ProtocolRequest,
  get: Get,
  { base, onBytes }: MirrorQuestion,
  signal: AbortSignal,
): Promise<Pick<Source, 'code' | 'detail'> | null> {
  const writer = new ArchiveWriter(`${base}.zip`, onBytes);
  try {
    const either = AbortSignal.any([signal, writer.failed]);
    const exchange = await get(request, { maxBody: MAX_ZIP, sink: writer.take, signal: either });
    writer.failed.throwIfAborted();
    const failure = failureOf(request, exchange, await startOf(`${base}.zip`, exchange));
    return failure ?? (exchange.bodyComplete ? null : { code: null, detail: 'too-large' });
  } finally {
    writer.close();
  }
}

async function hashed(known: Source, { subject, base }: MirrorQuestion, signal: AbortSignal): Promise<Fetched> {
  const hash = await hashZip(`${base}.zip`, `${subject.module}@${subject.version}`, signal);
  const goMod = `${base}.mod`;
  if (!hash.ok) return { row: { ...known, code: 'bad-content', detail: hash.error }, content: null, goMod };
  return { row: { ...known, zip: hash.value.h1 }, content: { kind: 'zip', path: `${base}.zip` }, goMod };
}

/** Of an answer that is none the body is kept as it is; of an archive its first bytes tell whether it is one. */
async function startOf(file: string, { status, body }: Exchange): Promise<Uint8Array> {
  if (status !== 200) return body;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START), 0, START, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** `start`: the body, or as much of it as is at hand. */
function failureOf(
  request: ProtocolRequest,
  { body, ...exchange }: Exchange,
  start: Uint8Array,
): Pick<Source, 'code' | 'detail'> | null {
  const answered = exchange.status === 200 && exchange.fault === null;
  const isWhole = exchange.bodyComplete && (request.kind !== 'zip' || start.length < START);
  const problem = answered ? checkContent(request, start, isWhole, exchange.contentType) : null;
  const evidence: RequestEvidence = { request, exchange, problem, version: null, time: null, words: null };
  const found = classifyEvidence(evidence);
  return found === null ? null : { code: found.code, detail: found.detail };
}
