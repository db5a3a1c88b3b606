/** Asks one mirror for files of well-known content, and hashes what arrives. */
import type { Clock } from '../../base/clock.ts';
import { goFields } from '../../goproxy/golang/goSpace.ts';
import type { SampleModule } from '../../goproxy/module/sample.ts';
import { isPseudoVersion } from '../../goproxy/module/version.ts';
import { askEntry, type EntryQuestions } from '../../goproxy/probe/entryClient.ts';
import type { RequestEvidence } from '../../goproxy/probe/evidence.ts';
import { type ProtocolRequest, requestUrl } from '../../goproxy/protocol/protocol.ts';
import { bytesInMemory } from '../../goproxy/zip/archiveBytes.ts';
import type { Session } from '../../net/exchange.ts';
import { hashGoMod } from '../hash/goModHash.ts';
import { hashArchive } from '../hash/zipHash.ts';
import type { ArrivedSums, Measurement } from './measureQuestion.ts';

/** Rejects only when aborted. */
export async function measureMirror(
  session: Session,
  questions: EntryQuestions,
  { clock }: { readonly clock: Clock },
  signal: AbortSignal,
): Promise<Omit<Measurement, 'done'>> {
  const bodies = new Map<string, Uint8Array>();
  const kept: Session = {
    async get(url, options) {
      const exchange = await session.get(url, options);
      if (exchange.status === 200 && exchange.bodyComplete) bodies.set(url, exchange.body);
      return exchange;
    },
    close: () => session.close(),
  };
  const evidence = await askEntry(kept, questions, clock, signal);
  const arrived = evidence.flatMap(({ request, problem }) => {
    const body = bodies.get(requestUrl(questions.entry.url, request.path));
    return body === undefined || problem !== null ? [] : [{ request: request as ProtocolRequest, body }];
  });
  const sums: ArrivedSums[] = [];
  for (const { request, body } of arrived) {
    const sum = await sumOf(request, body, signal);
    if (sum !== null) sums.push(sum);
  }
  return { evidence, sums, unlisted: unlisted(arrived, questions.requests) };
}

async function sumOf(
  { kind, module, version }: ProtocolRequest,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<ArrivedSums | null> {
  if (module === null || version === null) return null;
  if (kind === 'mod') return { module, version, mod: hashGoMod(body), zip: null };
  if (kind !== 'zip') return null;
  const hash = await hashArchive(bytesInMemory(body), `${module}@${version}`, signal);
  return { module, version, mod: null, zip: hash.ok ? hash.value.h1 : null };
}

/** No list names pseudo-versions. */
function unlisted(
  arrived: readonly { readonly request: ProtocolRequest; readonly body: Uint8Array }[],
  asked: readonly ProtocolRequest[],
): string[] {
  return arrived.flatMap(({ request: { kind, module }, body }) => {
    if (kind !== 'list' || module === null) return [];
    const listed = new Set(
      new TextDecoder()
        .decode(body)
        .split('\n')
        .map((line) => goFields(line, 1)[0]),
    );
    const wanted = asked.filter((one): one is ProtocolRequest & SampleModule => one.module === module && isTag(one));
    return wanted.every(({ version }) => listed.has(version)) ? [] : [module];
  });
}

function isTag({ version }: Pick<RequestEvidence['request'], 'version'>): boolean {
  return version !== null && !isPseudoVersion(version);
}
