/** What the Go environment and the module graph will make fail, and what is worth a line. Pure. */
import type { GraphExamination, GraphFinding } from './graphExamination.ts';
import { judgeEntries } from './judge/judgeEntries.ts';
import { judgeExposure } from './judge/judgeExposure.ts';
import { judgeMode } from './judge/judgeMode.ts';
import { judgeModuleCache } from './judge/judgeModuleCache.ts';
import { judgeReplacements } from './judge/judgeReplacements.ts';
import { judgeSettings } from './judge/judgeSettings.ts';
import { judgeToolchain } from './judge/judgeToolchain.ts';
import { judgeWithdrawn } from './judge/judgeWithdrawn.ts';

const ORDER = ['error', 'warning', 'info'] as const;

/** Returns the findings, the worst first; none where everything is in order. */
export function graphFindings(examination: GraphExamination): readonly GraphFinding[] {
  const findings = [
    ...judgeMode(examination),
    ...judgeSettings(examination),
    ...judgeToolchain(examination),
    ...judgeEntries(examination),
    ...judgeModuleCache(examination),
    ...judgeWithdrawn(examination),
    ...judgeReplacements(examination),
    ...judgeExposure(examination),
  ];
  return findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
