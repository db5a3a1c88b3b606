/** file:// entries of GOPROXY that lead nowhere, or hold a version in part only. Pure. */
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';

/** go takes a missing file for "not found" and asks the next entry: only where none follows does anything fail. */
export function judgeEntries({ list, missingFolders, incomplete }: GraphExamination): readonly GraphFinding[] {
  const entries = list?.entries ?? [];
  const isLast = (index: number) => entries[index + 1] === undefined || entries[index + 1]?.kind === 'off';
  const missing = [...missingFolders].map(([index, folder]): GraphFinding => {
    const facts = { entry: String(index), folder };
    return { code: 'not-found', detail: 'no-folder', severity: isLast(index) ? 'error' : 'info', module: null, facts };
  });
  const halves = [...new Set(incomplete.map(({ entry }) => entry))].flatMap((index): GraphFinding[] => {
    const own = incomplete.filter(({ entry }) => entry === index);
    const [first] = own;
    if (first === undefined) return [];
    const { folder, module, version, lacks } = first;
    const facts = { entry: String(index), folder, version, lacks, count: String(own.length) };
    // What is in the module cache already go does not ask for.
    return [{ code: 'not-found', detail: 'incomplete', severity: isLast(index) ? 'warning' : 'info', module, facts }];
  });
  return [...missing, ...halves];
}
