/** A triage as the surfaces show it: with what go's own words mean, and the entry of the list to go on with. */
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { Source } from '../../integrity/triage/source.ts';
import type { Triage } from '../../integrity/triage/triage.ts';
import { readOutput } from '../reading/readOutput.ts';

export interface ChecksumExamination extends Triage {
  /** The number of the first entry of the user's own list that sends the true archive; null where none is known. */
  readonly goodEntry: number | null;
}

export function checksumExamination(triage: Triage, own: GoproxyList | null): ChecksumExamination {
  return { ...triage, sources: triage.sources.map(withCause), goodEntry: goodEntry(triage, own) };
}

function withCause(row: Source): Source {
  const [found] = row.words === null ? [] : readOutput(row.words);
  return found === undefined ? row : { ...row, code: found.code, detail: found.detail };
}

function goodEntry({ sources, verdict }: Triage, own: GoproxyList | null): number | null {
  const { zip } = verdict.truth;
  const good = new Set(
    sources.filter((one) => one.source === 'mirror' && zip !== null && one.zip === zip).map(({ name }) => name),
  );
  return own?.entries.find((entry) => entry.kind === 'url' && good.has(entry.value))?.index ?? null;
}
