/** The go.sum files in force, as they are on disk. */
import type { Files } from '../../base/files.ts';
import type { SumText } from '../../integrity/gosum/expectedSums.ts';
import { MAX_GO_SUM } from '../../integrity/gosum/goSum.ts';
import type { SumPlace } from './sumPlaces.ts';

export interface ReadSumFiles {
  /** In the places' order; one that cannot be read is empty. */
  readonly texts: readonly SumText[];
  readonly isAnyThere: boolean;
}

export async function readSumFiles(places: readonly SumPlace[], files: Files): Promise<ReadSumFiles> {
  const texts: SumText[] = [];
  let isAnyThere = false;
  for (const { name, place } of places) {
    const text = await files.readText(place, MAX_GO_SUM);
    if (text !== null) isAnyThere = true;
    texts.push({ name, text: text ?? '' });
  }
  return { texts, isAnyThere };
}
