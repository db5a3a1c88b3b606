/** Folders that stand in for modules: the missing ones, and those that only this machine has. Pure. */

import type { GraphExamination, GraphFinding } from '../graphExamination.ts';
import { asksNobody } from './judgeMode.ts';

export function judgeReplacements(examination: GraphExamination): readonly GraphFinding[] {
  // Without modules nothing is replaced; from vendor/ nothing is read beyond it.
  if (asksNobody(examination)) return [];
  return examination.folderReplacements
    .filter(({ exists, isInside }) => !exists || !isInside)
    .map(({ module, target, folder, file, exists }) => ({
      code: 'not-found',
      detail: exists ? 'replace-outside' : 'replace-missing',
      severity: exists ? 'info' : 'error',
      module,
      facts: { target, folder, file },
    }));
}
