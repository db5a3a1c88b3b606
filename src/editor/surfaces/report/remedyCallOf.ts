/** The remedy behind a letter of a report. */
import type { Examination } from '../../../doctor/examination.ts';
import { lettered } from '../../../text/report/examination/document.ts';
import { spokenFinding } from '../../../text/words/verdict/verdictText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';

/** Null where no remedy has that letter. */
export function remedyCallOf(examination: Examination, letter: string): RemedyCall | null {
  const spoken = spokenFinding(examination);
  const chosen = lettered(spoken?.remedies ?? []).find((one) => one.letter === letter);
  if (spoken === null || chosen === undefined) return null;
  return { remedy: chosen.remedy, code: spoken.code, incident: null, finding: null };
}
