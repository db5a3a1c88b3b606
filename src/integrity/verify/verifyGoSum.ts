/** All versions that a go.sum names, as far as the module cache has them. */
import { type GoSum, parseGoSum } from '../gosum/goSum.ts';
import type { VerifiedModule } from './verifiedModule.ts';
import { type SumsOfVersion, verifyCached } from './verifyCached.ts';

export interface VerifiedGoSum {
  /** In go.sum's order. */
  readonly results: readonly VerifiedModule[];
  /** Numbers of lines that stop go: no line of a go.sum. */
  readonly malformed: readonly number[];
}

/** Versions hashed at a time: archives are held in memory. */
const AT_ONCE = 4;

/** `onProgress` is told how many are done, of how many. Rejects with the signal's reason when aborted, and with nothing else. */
export async function verifyGoSum(
  text: string,
  modCache: string,
  signal: AbortSignal,
  onProgress: (done: number, all: number) => void,
): Promise<VerifiedGoSum> {
  const goSum = parseGoSum(text);
  const versions = versionsOf(goSum);
  const results: VerifiedModule[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < versions.length) {
      const at = next++;
      const one = versions[at];
      if (one !== undefined) results[at] = await verifyCached(modCache, one, signal);
      onProgress(++done, versions.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const malformed = goSum.faults.filter(({ reason }) => reason === 'malformed' || reason === 'conflict-marker');
  return { results, malformed: malformed.map(({ line }) => line) };
}

function versionsOf({ lines }: GoSum): SumsOfVersion[] {
  const versions = new Map<string, { module: string; version: string; zip: string[]; mod: string[] }>();
  for (const { module, version, isGoMod, hash } of lines) {
    const key = `${module} ${version}`;
    const one = versions.get(key) ?? { module, version, zip: [], mod: [] };
    versions.set(key, one);
    (isGoMod ? one.mod : one.zip).push(hash);
  }
  return [...versions.values()];
}
