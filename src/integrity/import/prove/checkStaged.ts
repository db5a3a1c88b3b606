/** A staged module, hashed by ourselves and held against go.sum and what its source tells of it: who has to vouch for it. */
import { readFile } from 'node:fs/promises';
import type { GoSum } from '../../gosum/goSum.ts';
import { lookUp } from '../../gosum/goSum.ts';
import { hashGoMod } from '../../hash/goModHash.ts';
import { hashZip } from '../../hash/zipHash.ts';
import { type StagedModule, stagedBase } from '../stage/stagedModule.ts';

export interface CheckedModule extends StagedModule {
  /** `h1:…`; null where there is no archive, or none that can be read. */
  readonly zip: string | null;
  readonly mod: string | null;
  /** A ZipFault, or `expected` where it is not what its source tells; null for none. */
  readonly fault: string | null;
  /** By go's rule: the first hash that go.sum holds decides. */
  readonly inGoSum: 'same' | 'differs' | 'unknown';
}

/** Rejects only when aborted. */
export async function checkStaged(
  staged: StagedModule,
  stage: string,
  goSum: GoSum | null,
  signal: AbortSignal,
): Promise<CheckedModule> {
  const base = stagedBase(stage, staged) ?? stage;
  const goMod = await readFile(`${base}.mod`, { signal }).catch(() => null);
  signal.throwIfAborted();
  const mod = goMod === null ? null : hashGoMod(goMod);
  const hashed = staged.hasZip ? await hashZip(`${base}.zip`, `${staged.module}@${staged.version}`, signal) : null;
  const zip = hashed?.ok === true ? hashed.value.h1 : null;
  const isExpected = staged.expected === null || (staged.expected.zip === zip && staged.expected.mod === mod);
  const fault = hashed?.ok === false ? hashed.error : isExpected ? null : 'expected';
  return { ...staged, zip, mod, fault, inGoSum: standing(staged, { zip, mod }, goSum) };
}

function standing(
  { module, version, hasZip }: StagedModule,
  { zip, mod }: Pick<CheckedModule, 'zip' | 'mod'>,
  goSum: GoSum | null,
): CheckedModule['inGoSum'] {
  if (goSum === null) return 'unknown';
  const known = lookUp(goSum, module, version);
  const first = (hashes: readonly string[]) => hashes.find((hash) => hash.startsWith('h1:'));
  const wanted = [[first(known.mod), mod], ...(hasZip ? [[first(known.zip), zip]] : [])] as const;
  if (wanted.some(([told, own]) => told !== undefined && told !== own)) return 'differs';
  return wanted.every(([told]) => told !== undefined) ? 'same' : 'unknown';
}
