/** What came of one module, from what go said of it in the throw-away cache and in the real one. Pure. */
import { classifyText } from '../../failures/text/classifyText.ts';
import type { ImportedModule } from './importQuestion.ts';
import type { Refusal } from './prove/judgeStaged.ts';
import type { InCache } from './take/takeTried.ts';
import type { TriedModule } from './take/tryStaged.ts';

/** `taken` is null where the real cache was not shown the module. */
export function importedModule({ checked, proof, refusal, words }: TriedModule, taken: InCache | null): ImportedModule {
  const { module, version, hasZip, zip } = checked;
  const plain = { module, version, hasZip, sum: zip };
  const error = taken === null ? words : taken.error;
  if (taken?.error === null)
    return { ...plain, ok: true, code: null, detail: null, proof, words: null, before: taken.before };
  const told = (error === null ? null : classified(error)) ?? refusal ?? { code: 'unclassified', detail: null };
  // go has taken the same bytes in the throw-away cache: other ones are what the real one holds already.
  const isCache = taken !== null && told.code === 'checksum-mismatch';
  const why = isCache ? ({ code: 'cache-damaged', detail: 'cache' } as const) : told;
  return { ...plain, ok: false, ...why, proof: null, words: error, before: null };
}

function classified(words: string): Refusal | null {
  const told = classifyText(words, { module: null, version: null, isGo: true });
  return told === null ? null : { code: told.failure.code, detail: told.failure.detail };
}
