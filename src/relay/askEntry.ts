/** Asks one entry for one file. */
import type { UrlEntry } from '../goproxy/list/list.ts';
import { looksLikeHtml } from '../goproxy/protocol/html.ts';
import type { ServedRequest } from '../goproxy/protocol/parseRequest.ts';
import { requestUrl } from '../goproxy/protocol/protocol.ts';
import type { CredentialFields } from '../net/exchange.ts';
import type { Arrival } from '../net/upstream/arrival.ts';
import { collect } from '../net/upstream/collect.ts';
import { unpack } from '../net/upstream/unpack.ts';
import type { Upstream } from '../net/upstream/upstream.ts';
import type { Attempted } from './attempt.ts';
import { Judge } from './judge.ts';
import { openArchive } from './openArchive.ts';

export interface EntryQuestion {
  readonly entry: UrlEntry;
  readonly request: ServedRequest;
  readonly credentials: CredentialFields;
  /** ms until the head. */
  readonly deadline: number;
  /** ms of silence in the body. */
  readonly stall: number;
  /** See UpstreamRequest. */
  readonly doubt?: number;
  /** Told of the head: also where somebody else was faster and the body is not wanted any more. */
  readonly onHead: () => void;
}

/** golang.org/x/mod/zip: MaxGoMod. Lists and records are far smaller. */
const MAX_SMALL = 16 << 20;
/** A small file is whole in so many times what its head may take: one that only trickles would keep go for ever. */
const SMALL_TIME = 2;
/** Of a refusal's own words; go shows 648 bytes. */
const MAX_WORDS = 4096;

/**
 * Rejects only when aborted, and not at once: who was overtaken is given the time to show whether it is silent, which the next request
 * wants to know.
 */
export async function askEntry(question: EntryQuestion, upstream: Upstream, signal: AbortSignal): Promise<Attempted> {
  const { deadline, stall } = question;
  const life = new AbortController();
  const release = endWith(life, signal, Math.max(deadline, stall) + GRACE);
  try {
    return await judged(question, upstream, life.signal, signal);
  } finally {
    release();
  }
}

/** `signal` ends it; `givenUp` says that nobody wants the answer itself any more. */
async function judged(
  question: EntryQuestion,
  upstream: Upstream,
  signal: AbortSignal,
  givenUp: AbortSignal,
): Promise<Attempted> {
  const { entry, request, credentials, deadline, stall, doubt, onHead } = question;
  const started = performance.now();
  const isZip = request.kind === 'zip';
  // Archives are packed already, and only bytes as they are can be asked for in part.
  const fields = [['Accept-Encoding', isZip ? 'identity' : 'gzip']] as const;
  const url = requestUrl(entry.url, request.path);
  const asked = { method: 'GET', credentials, deadline, stall, signal, ...(doubt && { doubt }) } as const;
  const came = await upstream.ask(url, { ...asked, fields });
  if ('body' in came) onHead();
  const judge = new Judge(request, url, started);
  if (!('body' in came)) return judge.fault(came, null);
  if (came.status !== 200) return judge.refusal(came, await wordsOf(came, deadline));
  if (!isZip) return judge.whole(came, await collect(came, MAX_SMALL, SMALL_TIME * deadline));
  const archive = unpack(came);
  return judge.archive(archive, await openArchive(archive, givenUp), (offset, validator) => {
    const range = [...fields, ['Range', `bytes=${offset}-`], ['If-Range', validator]] as const;
    return upstream.ask(url, { ...asked, fields: range });
  });
}

/** ms beyond its own limits that an entry may take to break. */
const GRACE = 200;

/** Ends `life` so many ms after `signal`. Returns what lets go of both. */
function endWith(life: AbortController, signal: AbortSignal, ms: number): () => void {
  let timer: NodeJS.Timeout | null = null;
  const overtaken = () => {
    timer = setTimeout(() => life.abort(signal.reason), ms);
    timer.unref();
  };
  if (signal.aborted) overtaken();
  else signal.addEventListener('abort', overtaken, { once: true });
  return () => {
    signal.removeEventListener('abort', overtaken);
    if (timer !== null) clearTimeout(timer);
  };
}

/** The server's own words, where they are plain text that go would show (formatErrorDetail in cmd/go/internal/web/api.go). */
async function wordsOf(arrival: Arrival, ms: number): Promise<string> {
  if (!/^text\/plain\s*(?:;|$)/i.test(arrival.headers.get('content-type') ?? '')) {
    arrival.body.destroy();
    return '';
  }
  const bytes = await collect(arrival, MAX_WORDS, ms);
  // A page stays a page, whatever it calls itself.
  return bytes instanceof Uint8Array && !looksLikeHtml(bytes) ? Buffer.from(bytes).toString('utf8').trim() : '';
}
