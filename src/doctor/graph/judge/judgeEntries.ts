/** file:// entries of GOPROXY that lead nowhere. Pure. */
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';

/** go takes a missing file for "not found" and asks the next entry: only where none follows does anything fail. */
export function judgeEntries({ list, missingFolders }: GraphExamination): readonly GraphFinding[] {
  const entries = list?.entries ?? [];
  return [...missingFolders].map(([index, folder]) => {
    const next = entries[index + 1];
    const isLast = next === undefined || next.kind === 'off';
    const facts = { entry: String(index), folder };
    return { code: 'not-found', detail: 'no-folder', severity: isLast ? 'error' : 'info', module: null, facts };
  });
}
