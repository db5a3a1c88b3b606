/** Versions that their authors took back, and modules that they gave up. Pure. */
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';
import { asksNobody } from './judgeMode.ts';

/** Findings of each kind: go says the same of each when it is asked for it. */
const MOST = 5;

/** Of a module that others require nobody here can go away. */
export function judgeWithdrawn(examination: GraphExamination): readonly GraphFinding[] {
  if (asksNobody(examination)) return [];
  const modules = (examination.modules ?? []).filter(({ isMain, replace }) => !isMain && replace === null);
  const retracted = modules.flatMap(({ path: module, version, retracted: reason, isIndirect }): GraphFinding[] => {
    if (reason === null || version === null) return [];
    const severity = isIndirect ? 'info' : 'warning';
    return [{ code: 'withdrawn', detail: 'retracted', severity, module, facts: { module, version, reason } }];
  });
  const deprecated = modules.flatMap(({ path: module, deprecated: reason, isIndirect }): GraphFinding[] => {
    if (reason === null || isIndirect) return [];
    return [{ code: 'withdrawn', detail: 'deprecated', severity: 'info', module, facts: { module, reason } }];
  });
  return [...retracted.slice(0, MOST), ...deprecated.slice(0, MOST)];
}
