/** In which order the entries of a list may be asked for one request, and when it may go on from one to the next. Pure. */
import type { GoproxyList, UrlEntry } from '../goproxy/list/list.ts';
import { type IsPublic, mayStandIn } from '../goproxy/list/mirrorRun.ts';

export interface Step {
  readonly entry: UrlEntry;
  /** Whether the next entry may be asked because this one failed: the user's own `|`, or two public mirrors. “Not found” always goes on. */
  readonly passesErrors: boolean;
  /** A private entry with `,`: a path goes no further because it failed, and it is never left out. */
  readonly isBarrier: boolean;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** What ends the list, which stays go's own business. */
  readonly tail: 'direct' | 'off' | null;
  /** Whether an error may leave the relay for the tail. */
  readonly tailPassesErrors: boolean;
}

/** `isHeld`: the user wants nobody to be asked in another's place; what `|` allows is go's own rule, and stays. */
export function planOf(list: GoproxyList, isPublic: IsPublic, isHeld = false): Plan {
  const entries = list.entries.filter((entry): entry is UrlEntry => entry.kind === 'url');
  const end = list.entries.find(({ kind }) => kind === 'direct' || kind === 'off');
  const steps = entries.map((entry, at): Step => {
    const next = entries[at + 1];
    const mayPass = !isHeld && next !== undefined && mayStandIn(entry, next, isPublic);
    const passesErrors = entry.separator === '|' || mayPass;
    return { entry, passesErrors, isBarrier: entry.separator !== '|' && !isPublic(entry) };
  });
  const tail = end === undefined ? null : (end.kind as 'direct' | 'off');
  return { steps, tail, tailPassesErrors: steps.every(({ isBarrier }) => !isBarrier) };
}

/** Returns who would be asked first now; null where that is being left alone, and its failure leads to nobody. */
export function firstStep(steps: readonly Step[], leftAlone: (step: Step) => unknown): Step | null {
  for (const step of steps) {
    if (step.isBarrier || leftAlone(step) === null) return step;
    if (!step.passesErrors) return null;
  }
  return null;
}

/** Where go reaches a list of the relay. */
export function relayUrl(port: number, token: string): string {
  return `http://127.0.0.1:${port}/${token}`;
}

/** Returns the GOPROXY value that sends go to the relay at `url` and on to the list's own tail. */
export function relayedList(url: string, { tail, tailPassesErrors }: Pick<Plan, 'tail' | 'tailPassesErrors'>): string {
  return tail === null ? url : `${url}${tailPassesErrors ? '|' : ','}${tail}`;
}
