/** What the go.sum files of a module say of a version. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { lookUp, parseGoSum } from '../gosum/goSum.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

/** A graph of some thousand modules stays below this. */
const LIMIT = 16 << 20;

/**
 * Returns a row for go.sum and one for go.work.sum, as far as they are there. Lines that contradict each other (a bad merge) give a row
 * each, as go takes the first that differs for a mismatch.
 */
export async function readGoSums(folder: string, { module, version }: TriageModule, files: Files): Promise<Source[]> {
  const rows: Source[] = [];
  for (const name of ['go.sum', 'go.work.sum']) {
    const text = await files.readText(path.join(folder, name), LIMIT);
    if (text === null) continue;
    const found = lookUp(parseGoSum(text), module, version);
    const [zip, mod] = [found.zip.filter(isKnown), found.mod.filter(isKnown)];
    if (zip.length === 0 && mod.length === 0) {
      // Most versions do not stand in the sums of the workspace.
      if (name === 'go.sum') rows.push(row(name, null, null, 'absent'));
      continue;
    }
    for (let at = 0; at < Math.max(zip.length, mod.length); at++) rows.push(row(name, zip[at], mod[at], null));
  }
  return rows;
}

/** Others are of algorithms that go passes over. */
function isKnown(hash: string): boolean {
  return hash.startsWith('h1:');
}

function row(name: string, zip: string | null = null, mod: string | null = null, detail: string | null): Source {
  return { ...sourceRow('go.sum', name), zip, mod, detail };
}
