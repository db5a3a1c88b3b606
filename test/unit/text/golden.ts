/** Golden files: what a renderer makes is held against testdata/. UPDATE_GOLDEN=1 writes them anew: read the difference. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'testdata');

export function assertGolden(name: string, text: string): void {
  const file = path.join(FOLDER, name);
  if ((process.env.UPDATE_GOLDEN ?? '') !== '') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'), `${name} (UPDATE_GOLDEN=1 rewrites it)`);
}
