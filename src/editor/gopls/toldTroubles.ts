/** What has changed since it was told last. Our own diagnostics lead back to where they came from: the same again is no news. */
import type { Place } from '../../doctor/incident/incident.ts';
import type { TextFailure } from '../../failures/textFailure.ts';

/** What was found beside gopls' words, or where it is silent. */
export interface GoplsTrouble {
  /** Of the module. */
  readonly folder: string;
  readonly failures: readonly TextFailure[];
  readonly places: ReadonlyMap<TextFailure, Place>;
}

/** All that is found at a time, by the module's folder; no folder is without a failure. */
export type Found = ReadonlyMap<string, ReadonlyMap<TextFailure, Place>>;

export class ToldTroubles {
  /** Of each folder, as text to compare. */
  readonly #told = new Map<string, string>();

  /** Returns what is new or different, and the folders that have nothing any more; both count as told then. */
  news(found: Found): { readonly found: readonly GoplsTrouble[]; readonly gone: readonly string[] } {
    const news: GoplsTrouble[] = [];
    for (const [folder, places] of found) {
      const text = JSON.stringify([...places]);
      if (this.#told.get(folder) === text) continue;
      this.#told.set(folder, text);
      news.push({ folder, failures: [...places.keys()], places });
    }
    const gone = [...this.#told.keys()].filter((folder) => !found.has(folder));
    for (const folder of gone) this.#told.delete(folder);
    return { found: news, gone };
  }
}
