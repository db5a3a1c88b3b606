/** The go.sum files in force, as they are now: read anew only where they have changed. */
import { stat } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import { type ExpectedSums, readSums } from '../../integrity/gosum/expectedSums.ts';
import { MAX_GO_SUM } from '../../integrity/gosum/goSum.ts';

export interface GoSumsPorts {
  readonly clock: Clock;
  readonly files: Files;
  /** Returns the paths of the files in force, the one that go writes first. */
  places(): Promise<readonly string[]>;
}

/** ms for which the places stay: a go.work that comes or goes is noticed then, a line in a file at once. */
const SETTLED = 5_000;

type Versions = ReadonlyMap<string, ExpectedSums>;

export class GoSums {
  readonly #ports: GoSumsPorts;
  #places: { readonly found: Promise<readonly string[]>; readonly at: number } | null = null;
  #read: { readonly stamp: string; readonly versions: Promise<Versions> } | null = null;

  constructor(ports: GoSumsPorts) {
    this.#ports = ports;
  }

  /** Null where they say nothing of the version. */
  async of(module: string, version: string): Promise<ExpectedSums | null> {
    const places = await this.#found();
    const stamp = (await Promise.all(places.map(stampOf))).join('\n');
    if (this.#read?.stamp !== stamp) this.#read = { stamp, versions: this.#readNow(places) };
    return (await this.#read.versions).get(`${module} ${version}`) ?? null;
  }

  #found(): Promise<readonly string[]> {
    const now = this.#ports.clock.monotonic();
    if (this.#places === null || now - this.#places.at > SETTLED) {
      this.#places = { found: this.#ports.places().catch(() => []), at: now };
    }
    return this.#places.found;
  }

  async #readNow(places: readonly string[]): Promise<Versions> {
    const read = async (name: string) => ({ name, text: (await this.#ports.files.readText(name, MAX_GO_SUM)) ?? '' });
    const { versions } = readSums(await Promise.all(places.map(read)));
    return new Map(versions.map((one) => [`${one.module} ${one.version}`, one]));
  }
}

async function stampOf(file: string): Promise<string> {
  return stat(file).then(
    ({ mtimeMs, size, ino }) => `${file} ${mtimeMs} ${size} ${ino}`,
    () => file,
  );
}
