/** Triage: the same version from every source, side by side, and who is wrong. */
import { type Result, success } from '../../base/result.ts';
import { inScratchFolder } from '../../gocmd/trace/scratchFolder.ts';
import { askSources, type TriagePorts } from './askSources.ts';
import { compareSources, type Difference } from './difference.ts';
import type { Fetched } from './fetched.ts';
import { isTrue, judge, type TriageVerdict } from './judge.ts';
import type { Source, TriageModule } from './source.ts';
import type { TriageProgress, TriageQuestion } from './triageQuestion.ts';

export interface Triage {
  readonly subject: TriageModule;
  readonly sources: readonly Source[];
  readonly verdict: TriageVerdict;
  /** Null where nothing that differs was at hand twice. */
  readonly difference: Difference | null;
}

/** Fails with the errno word where there is no temporary folder. Rejects only when aborted. */
export async function triage(
  question: TriageQuestion,
  ports: TriagePorts,
  signal: AbortSignal,
  onProgress: (progress: TriageProgress) => void = () => undefined,
): Promise<Result<Triage, string>> {
  const done = await inScratchFolder(async (folder, cwd) => {
    const fetched = await askSources(question, ports, { folder, cwd }, signal, onProgress);
    return success(await conclude(fetched, question.subject, signal));
  });
  signal.throwIfAborted();
  return done.ok ? done.value : done;
}

/** Judges the rows, then what has no hash of its own by the files that are held for right. */
async function conclude(fetched: readonly Fetched[], subject: TriageModule, signal: AbortSignal): Promise<Triage> {
  const rows = fetched.map(({ row }) => row);
  const { truth } = judge(rows);
  const right = fetched.find(({ row, content }) => content !== null && row.zip !== null && isTrue(row, truth));
  const isKnown = truth.zip !== null || new Set(rows.flatMap(({ zip }) => zip ?? [])).size === 1;
  const compared: Fetched[] = [];
  for (const one of fetched) {
    const isHeld = one.row.source === 'vendor' && right !== undefined && isKnown;
    const found = isHeld ? await compareSources(right, one, subject, signal) : null;
    const detail = found === null ? one.row.detail : found.files.length > 0 ? 'changed' : 'same';
    compared.push({ ...one, row: { ...one.row, detail } });
  }
  const sources = compared.map(({ row }) => row);
  return {
    subject,
    sources,
    verdict: judge(sources),
    difference: await differenceOf(compared, right, subject, signal),
  };
}

/** Between the files that are held for right (else the first at hand) and the first others. */
async function differenceOf(
  fetched: readonly Fetched[],
  right: Fetched | undefined,
  subject: TriageModule,
  signal: AbortSignal,
): Promise<Difference | null> {
  const from = right ?? fetched.find(({ content, goMod }) => (content ?? goMod) !== null);
  if (from === undefined) return null;
  const others = (one: Fetched) =>
    one.row.detail === 'changed' ||
    (one.content !== null && one.row.zip !== null && from.row.zip !== null && one.row.zip !== from.row.zip) ||
    (one.goMod !== null && one.row.mod !== null && from.row.mod !== null && one.row.mod !== from.row.mod);
  const to = fetched.find(others);
  return to === undefined ? null : compareSources(from, to, subject, signal);
}
