/** Which entries a request may visit, and what leaves the relay for the list's tail. */
import assert from 'node:assert/strict';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { planOf, relayedList } from '../../../src/relay/steps.ts';

/** Hosts that begin with `pub` are public mirrors. */
function plan(text: string, isHeld = false) {
  const parsed = parseList(text);
  assert.ok(parsed.ok, text);
  return planOf(parsed.value, ({ host }) => host.startsWith('pub'), isHeld);
}

/** `host` alone, `host>` where errors go on, `host#` for a barrier. */
function words(text: string, isHeld = false): string {
  const { steps } = plan(text, isHeld);
  return steps
    .map(({ entry, passesErrors, isBarrier }) => `${entry.host}${passesErrors ? '>' : ''}${isBarrier ? '#' : ''}`)
    .join(' ');
}

const ROWS: readonly (readonly [list: string, steps: string, goproxy: string])[] = [
  ['https://pub1,https://pub2,direct', 'pub1> pub2', 'R|direct'],
  ['https://pub1|https://pub2|direct', 'pub1> pub2>', 'R|direct'],
  ['https://pub1,https://pub2', 'pub1> pub2', 'R'],
  ['https://pub1,off', 'pub1', 'R|off'],
  ['https://corp,https://pub1,direct', 'corp# pub1', 'R,direct'],
  ['https://corp|https://pub1,direct', 'corp> pub1', 'R|direct'],
  ['https://pub1,https://corp,direct', 'pub1 corp#', 'R,direct'],
  ['https://pub1,https://corp|direct', 'pub1 corp>', 'R|direct'],
  ['https://corp1,https://corp2,off', 'corp1# corp2#', 'R,off'],
  ['https://corp1|https://corp2,https://pub1,https://pub2', 'corp1> corp2# pub1> pub2', 'R'],
  ['https://pub1,direct,https://pub2', 'pub1', 'R|direct'],
  ['file:///srv/proxy,https://pub1,direct', '# pub1', 'R,direct'],
];

describe('relay: the steps of a list', () => {
  for (const [list, steps, goproxy] of ROWS) {
    it(`${list} → ${goproxy}`, () => {
      assert.equal(words(list), steps);
      assert.equal(relayedList('R', plan(list)), goproxy);
    });
  }

  it('held by the user: no error goes on but where “|” says so, and the barriers and the tail are the same', () => {
    assert.equal(words('https://pub1,https://pub2|https://pub3,https://corp,direct', true), 'pub1 pub2> pub3 corp#');
    for (const [list, , goproxy] of ROWS) {
      assert.equal(relayedList('R', plan(list, true)), goproxy);
      const barriers = (isHeld: boolean) => plan(list, isHeld).steps.map(({ isBarrier }) => isBarrier);
      assert.deepEqual(barriers(true), barriers(false));
    }
  });
});
