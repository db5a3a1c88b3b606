/** Who may stand in for whom: public mirrors at the head of the list, and never past a private entry. */
import assert from 'node:assert/strict';
import type { UrlEntry } from '../../../src/goproxy/list/list.ts';
import { leadingMirrors } from '../../../src/goproxy/list/mirrorRun.ts';
import { listOf } from '../doctor/question.ts';

const isPublic = ({ host }: UrlEntry) => host.startsWith('public');

describe('the mirrors at the head of a list', () => {
  const rows: readonly (readonly [list: string, run: readonly number[]])[] = [
    ['public-a.test,public-b.test,direct', [0, 1]],
    ['public-a.test|public-b.test|public-c.test', [0, 1, 2]],
    ['public-a.test,direct,public-b.test', [0]],
    ['public-a.test,private.test,public-b.test', [0]],
    ['public-a.test,public-b.test,private.test|public-c.test,direct', [0, 1]],
    ['private.test|public-a.test', []],
    ['private.test,public-a.test', []],
    ['file:///tree,public-a.test', []],
    ['direct', []],
    ['off', []],
  ];
  for (const [list, run] of rows) {
    it(`of ${list}: ${run.join(', ') || 'none'}`, () => {
      assert.deepEqual(
        leadingMirrors(listOf(list), isPublic).map(({ index }) => index),
        run,
      );
    });
  }
});
