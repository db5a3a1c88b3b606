/** Versions that their authors took back, and modules that they gave up. Pure. */
import type { ListedModule } from '../../../gocmd/list/listedModule.ts';
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';
import { asksNobody } from './judgeMode.ts';

/** Findings of each kind: go says the same of each when it is asked for it. */
const MOST = 5;

/** Of a module that others require nobody here can go away. */
export function judgeWithdrawn(examination: GraphExamination): readonly GraphFinding[] {
  if (asksNobody(examination)) return [];
  const modules = (examination.modules ?? []).filter(({ isMain, replace }) => !isMain && replace === null);
  return [...modules.flatMap(retraction).slice(0, MOST), ...modules.flatMap(deprecation).slice(0, MOST)];
}

/** None where the required version stands. */
export function retraction({ path: module, version, retracted: reason, isIndirect }: ListedModule): GraphFinding[] {
  if (reason === null || version === null) return [];
  const severity = isIndirect ? 'info' : 'warning';
  return [{ code: 'withdrawn', detail: 'retracted', severity, module, facts: { module, version, reason } }];
}

/** None where the author does not advise against the module. */
export function deprecation({ path: module, deprecated: reason, isIndirect }: ListedModule): GraphFinding[] {
  if (reason === null || isIndirect) return [];
  return [{ code: 'withdrawn', detail: 'deprecated', severity: 'info', module, facts: { module, reason } }];
}
