/** From whom bytes are, and for which lists they may stand in. Pure. */

import { redact } from '../../base/redact.ts';
import type { IsPublic } from '../../goproxy/list/mirrorRun.ts';
import type { Step } from '../steps.ts';

/** Who vouches for a file beside its hash: any public mirror, or one entry. */
export interface Origin {
  readonly name: string;
  readonly step: Step;
}

const PUBLIC = 'public';

/**
 * What a private entry withholds must not come from elsewhere: a list is served from the cache only up to and with its first entry that is a
 * barrier. What came from one public mirror may have come from any; what came from a private entry is for lists that ask that very entry. An
 * .info is the word of one entry, whatever that is.
 */
export class Origins {
  readonly #isPublic: IsPublic;
  readonly #files: readonly Origin[];
  readonly #infos: readonly Origin[];

  constructor(steps: readonly Step[], isPublic: IsPublic) {
    this.#isPublic = isPublic;
    const barrier = steps.findIndex((step) => step.isBarrier);
    const asked = steps.slice(0, barrier < 0 ? undefined : barrier + 1);
    this.#infos = asked.map((step) => ({ name: nameOf(step), step }));
    const files = new Map<string, Origin>();
    for (const step of asked) {
      const name = this.of('zip', step);
      if (!files.has(name)) files.set(name, { name, step });
    }
    this.#files = [...files.values()];
  }

  /** Returns those whose files may be given, in the list's order. */
  readable(kind: 'info' | 'mod' | 'zip'): readonly Origin[] {
    return kind === 'info' ? this.#infos : this.#files;
  }

  of(kind: 'info' | 'mod' | 'zip', step: Step): string {
    return kind !== 'info' && this.isPublic(step) ? PUBLIC : nameOf(step);
  }

  isPublic({ entry }: Step): boolean {
    return this.#isPublic(entry);
  }
}

/** Without its secrets: they may change, and open nothing here. */
function nameOf({ entry }: Step): string {
  return redact(entry.url);
}
