/** One word for an examination. */
import assert from 'node:assert/strict';
import { assess } from '../../../src/doctor/assess.ts';
import { faulty } from '../failures/evidence.ts';
import type { Script } from './fakeProber.ts';
import { listOf } from './question.ts';
import { always, runList } from './runList.ts';

const A = 'a.example';
const B = 'b.example';
const lost = always(faulty('resolver-unreachable', 'lookup'));
const noRoute = always(faulty('no-route', 'connect'));

const ROWS: readonly (readonly [list: string, script: Script, state: string])[] = [
  ['a.example,b.example', {}, 'healthy'],
  ['a.example,b.example', { [B]: always('refused') }, 'healthy'],
  ['a.example,b.example', { [A]: always(404) }, 'healthy'],
  ['a.example|b.example', { [A]: always(500) }, 'degraded'],
  ['a.example|direct', { [A]: always(500) }, 'degraded'],
  ['a.example', { [A]: always({ ms: 2500 }) }, 'degraded'],
  ['a.example,b.example', { [A]: always(500) }, 'failing'],
  ['a.example|b.example', { [A]: always('silent') }, 'failing'],
  ['off', {}, 'off'],
  ['direct', {}, 'off'],
  ['a.example,off', { [A]: always(404) }, 'failing'],
  ['a.example,b.example', { [A]: lost, [B]: noRoute }, 'unknown'],
  ['a.example,b.example', { [A]: lost }, 'failing'],
];

describe('assess', () => {
  for (const [list, script, state] of ROWS) {
    it(`${list} ${Object.keys(script).join(' ')}: ${state}`, async () => {
      const { value } = await runList(list, script);
      assert.equal(assess({ list: listOf(list), ...value }), state);
    });
  }
});
