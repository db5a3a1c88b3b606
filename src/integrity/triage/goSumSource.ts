/** What the go.sum files that go reads say of a version. */
import type { Files } from '../../base/files.ts';
import { lookUp, parseGoSum } from '../gosum/goSum.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

/** One that go reads: the module's own, the workspace's, those of the workspace's other modules. */
export interface SumFile {
  /** `go.sum` for the module's own. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/** A graph of some thousand modules stays below this. */
const LIMIT = 16 << 20;

/**
 * Returns rows for each file that says something; for the first one, which is the module's own, in any case. Lines that contradict each
 * other (a bad merge) give a row each, as go takes the first that differs for a mismatch; conflict markers are on all rows of a file.
 */
export async function readGoSums(
  sums: readonly SumFile[],
  { module, version }: TriageModule,
  files: Files,
): Promise<Source[]> {
  const rows: Source[] = [];
  for (const [at, { name, path }] of sums.entries()) {
    const text = await files.readText(path, LIMIT);
    if (text === null) continue;
    const parsed = parseGoSum(text);
    const isTorn = parsed.faults.some(({ reason }) => reason === 'conflict-marker');
    const found = lookUp(parsed, module, version);
    const [zip, mod] = [found.zip.filter(isKnown), found.mod.filter(isKnown)];
    const count = Math.max(zip.length, mod.length);
    const detail = isTorn ? 'conflict' : null;
    for (let line = 0; line < count; line++) {
      rows.push({ ...sourceRow('go.sum', name), zip: zip[line] ?? null, mod: mod[line] ?? null, detail });
    }
    // Most versions do not stand in the sums of the workspace.
    if (count === 0 && (at === 0 || isTorn)) rows.push({ ...sourceRow('go.sum', name), detail: detail ?? 'absent' });
  }
  return rows;
}

/** Others are of algorithms that go passes over. */
function isKnown(hash: string): boolean {
  return hash.startsWith('h1:');
}
