/** Asks what `direct` would ask for a module: its go-import page, then the repository behind it (go-command.md §2.14). */
import type { Clock } from '../../base/clock.ts';
import type { Exchange, Session } from '../../net/exchange.ts';
import { moduleRequest, requestUrl, versionRequest } from '../protocol/protocol.ts';
import type { DirectProblem, DirectRequest, RequestEvidence } from './evidence.ts';
import { findGoImport } from './goImport.ts';

/** Hosts whose repositories go knows without asking (vcsPaths in cmd/go/internal/vcs/vcs.go): the path elements of a root. */
const KNOWN_ROOTS: Readonly<Record<string, number>> = { 'github.com': 3, 'bitbucket.org': 3 };

const VCS_SUFFIX = /^(.+?\.git)(?:\/|$)/;

const MAX_PAGE_BYTES = 256 << 10;

export interface DirectQuestions {
  readonly module: string;
  readonly version: string | null;
  readonly deadline: number;
}

/** Returns one or two pieces of evidence; the second is the repository's, where the first named one that git reads over https. */
export async function askDirect(
  session: Session,
  { module, version, deadline }: DirectQuestions,
  clock: Clock,
  signal: AbortSignal,
): Promise<RequestEvidence[]> {
  const end = clock.monotonic() + deadline;
  const seen: RequestEvidence[] = [];
  let repository = knownRepository(module);
  if (repository === null) {
    const page = await get(`${module}?go-get=1`, 'go-get');
    // go reads the page of an error answer as well.
    const found = page.exchange.fault === null ? findGoImport(new TextDecoder().decode(page.body), module) : null;
    seen.push(evidence(page, found === null && page.exchange.status === 200 ? 'no-go-import' : null));
    if (found?.vcs === 'mod') {
      // A module proxy in the repository's place: go asks it as it would ask an entry.
      const request = version === null ? moduleRequest('list', module) : versionRequest('info', module, version);
      const url = request === null ? '' : requestUrl(found.url, request.path);
      if (url.startsWith('https://')) seen.push(evidence(await get(url.slice('https://'.length), 'repository'), null));
      return seen;
    }
    if (found?.vcs !== 'git' || !found.url.startsWith('https://')) return seen;
    repository = found.url.slice('https://'.length);
  }
  const answer = await get(`${repository}/info/refs?service=git-upload-pack`, 'repository');
  const isGit = /^[0-9a-f]{4}# service=git-upload-pack/.test(
    new TextDecoder('latin1').decode(answer.body.subarray(0, 64)),
  );
  seen.push(evidence(answer, answer.exchange.status === 200 && !isGit ? 'not-a-repository' : null));
  return seen;

  async function get(path: string, kind: DirectRequest['kind']) {
    const options = { deadline: Math.max(1, end - clock.monotonic()), maxBody: MAX_PAGE_BYTES, signal };
    const exchange = await session.get(`https://${path}`, options);
    return { request: { kind, path, module, version }, exchange, body: exchange.body };
  }

  function evidence(
    { request, exchange }: { request: DirectRequest; exchange: Exchange },
    problem: DirectProblem | null,
  ): RequestEvidence {
    const { body: _read, ...rest } = exchange;
    return {
      request,
      exchange: rest,
      problem: exchange.fault === null ? problem : null,
      version: null,
      time: null,
      words: null,
    };
  }
}

function knownRepository(module: string): string | null {
  const suffixed = VCS_SUFFIX.exec(module)?.[1];
  if (suffixed !== undefined) return suffixed;
  const elements = module.split('/');
  const depth = KNOWN_ROOTS[elements[0] ?? ''];
  return depth === undefined || elements.length < depth ? null : elements.slice(0, depth).join('/');
}
