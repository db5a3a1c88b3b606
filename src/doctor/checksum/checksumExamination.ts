/** A triage as the surfaces show it: with what go's own words mean, and what can be done. Pure. */
import type { FailureCode } from '../../failures/code.ts';
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { Source } from '../../integrity/triage/source.ts';
import type { Triage } from '../../integrity/triage/triage.ts';
import type { TriageQuestion } from '../../integrity/triage/triageQuestion.ts';
import { proposeRemedies } from '../../remedies/proposeRemedies.ts';
import type { Remedy } from '../../remedies/remedy.ts';
import type { RemedyContext, TriageFacts } from '../../remedies/remedyContext.ts';
import { readOutput } from '../reading/readOutput.ts';

export interface ChecksumExamination extends Triage {
  /** Null where the sources agree, and where nothing could be found out. */
  readonly code: FailureCode | null;
  /** The best first. */
  readonly remedies: readonly Remedy[];
}

/** What it was made of. */
export interface ExaminedChecksum {
  readonly question: TriageQuestion;
  /** The list in force; null where there is none that can be parsed. */
  readonly own: GoproxyList | null;
  /** Of the settings; see remedyContext.ts. */
  readonly context: Omit<RemedyContext, 'list' | 'better' | 'examined'>;
}

export function checksumExamination(triage: Triage, examined: ExaminedChecksum): ChecksumExamination {
  const sources = triage.sources.map(withCause);
  const code = codeOf(triage);
  const remedies = code === null ? [] : remediesFor(code, { ...triage, sources }, examined);
  return { ...triage, sources, code, remedies };
}

function withCause(row: Source): Source {
  const [found] = row.words === null ? [] : readOutput(row.words);
  return found === undefined ? row : { ...row, code: found.code, detail: found.detail };
}

function codeOf({ sources, verdict }: Triage): FailureCode | null {
  if (sources.some(({ code }) => code === 'sumdb-forked')) return 'sumdb-forked';
  if (verdict.agree || !verdict.compared) return null;
  return verdict.culprit === 'cache' ? 'cache-damaged' : 'checksum-mismatch';
}

function remediesFor(
  code: FailureCode,
  { subject, sources, verdict }: Triage,
  { question, own, context }: ExaminedChecksum,
): readonly Remedy[] {
  const isOdd = (row: Source) => verdict.odd.includes(row.name);
  const entryOf = (wanted: (row: Source) => boolean) => {
    const names = new Set(sources.filter(wanted).map(({ name }) => name));
    return own?.entries.find(({ kind, value }) => names.has(kind === 'direct' ? 'direct' : value))?.index ?? null;
  };
  const entry = entryOf((row) => isOdd(row) && (row.source === 'mirror' || row.source === 'direct'));
  const better = entryOf((row) => sendsTruth(row, verdict.truth));
  const forked = sources.find((row) => row.code === 'sumdb-forked');
  const failure = {
    code,
    detail: null,
    entry: forked === undefined ? entry : null,
    host: forked?.name ?? null,
    ...subject,
  };
  const source = better === null ? null : (own?.entries[better]?.value ?? null);
  const triage = factsOf({ sources, verdict }, { question, source });
  return proposeRemedies({ ...failure, triage }, { ...context, list: own, better, examined: true });
}

/** Reports whether an entry of the list sends the archive and the go.mod that are held for right. */
function sendsTruth({ source, zip, mod }: Source, truth: Triage['verdict']['truth']): boolean {
  if (source !== 'mirror' && source !== 'direct') return false;
  return truth.zip !== null && zip === truth.zip && (truth.mod === null || mod === truth.mod);
}

function factsOf(
  { sources, verdict }: Pick<Triage, 'sources' | 'verdict'>,
  { question, source }: { readonly question: TriageQuestion; readonly source: string | null },
): TriageFacts {
  const { truth, odd } = verdict;
  const wrong = sources.filter(({ name }) => odd.includes(name));
  const database = sources.find(({ proof }) => proof !== null);
  // Where nothing is held for right, everybody is asked to look.
  const isKnown = truth.basis !== 'none';
  const senders = isKnown ? wrong : sources;
  return {
    odd: new Set(wrong.flatMap(({ source: kind }) => (kind === 'sumdb' ? [] : [kind]))),
    expected: isKnown ? { zip: truth.zip, mod: truth.mod } : null,
    proof:
      database === undefined || database.proof === null || truth.basis !== 'database'
        ? null
        : { database: database.name, ...database.proof },
    sent: senders.flatMap(({ source: kind, name, zip, mod }) =>
      (kind === 'mirror' || kind === 'direct') && (zip ?? mod) !== null ? [{ name, zip, mod }] : [],
    ),
    sums: question.sums.flatMap(({ name, path }) => (odd.includes(name) ? [path] : [])),
    source,
  };
}
