/** How far a call is, as a number: protocols want one that grows with every step that is told. */
import { CHECKS, type Progress } from '../doctor/check.ts';

/** What the number leads to. */
export const PROGRESS_TOTAL = CHECKS.length;

/** Returns what counts one call's steps: null for a step that leads no further, as checks run side by side. */
export function progressMeter(): (step: Progress) => number | null {
  let reached = 0;
  return (step) => {
    const progress = CHECKS.indexOf(step.check) + ('answered' in step ? step.answered / (step.of + 1) : 0);
    if (progress <= reached) return null;
    reached = progress;
    return progress;
  };
}
