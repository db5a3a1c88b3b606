/** Versions whose go.mod in the module cache is none. Pure. */
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';
import { asksNobody } from './judgeMode.ts';

/** A network's login page stood before all that was asked then: more than these need not be named. */
const MOST = 5;

export function judgeModuleCache(examination: GraphExamination): readonly GraphFinding[] {
  if (asksNobody(examination)) return [];
  const { poisoned } = examination;
  return poisoned.slice(0, MOST).map(({ module, version, file, problem }) => {
    const facts = { module, version, file, problem };
    return { code: 'cache-damaged', detail: 'mod', severity: 'error', module, facts };
  });
}
