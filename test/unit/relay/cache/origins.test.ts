/** Whose files are given in whose place: never past an entry that may withhold something. */
import assert from 'node:assert/strict';
import { parseList, type UrlEntry } from '../../../../src/goproxy/list/list.ts';
import { Origins } from '../../../../src/relay/cache/origins.ts';
import { planOf } from '../../../../src/relay/steps.ts';

/** Hosts that begin with `pub` are public mirrors. */
function originsOf(text: string) {
  const parsed = parseList(text);
  assert.ok(parsed.ok, text);
  const isPublic = ({ host }: UrlEntry) => host.startsWith('pub');
  const { steps } = planOf(parsed.value, isPublic);
  return { steps, origins: new Origins(steps, isPublic) };
}

/** By list: whose archives are given, then whose .info; each `name` or `name→host` of the entry that is named for it. */
const ROWS: readonly (readonly [list: string, files: string, infos: string])[] = [
  ['https://pub1,https://pub2,direct', 'public→pub1', 'https://pub1 https://pub2'],
  ['https://corp,https://pub1,direct', 'https://corp', 'https://corp'],
  ['https://corp|https://pub1,direct', 'https://corp public→pub1', 'https://corp https://pub1'],
  ['https://pub1,https://corp,https://pub2', 'public→pub1 https://corp', 'https://pub1 https://corp'],
  ['https://corp1|https://corp2,https://pub1', 'https://corp1 https://corp2', 'https://corp1 https://corp2'],
  ['https://user:secret@corp', 'https://***@corp', 'https://***@corp'],
];

describe('relay: in whose place the cache is read', () => {
  for (const [list, files, infos] of ROWS) {
    it(list, () => {
      const { origins } = originsOf(list);
      const told = (kind: 'info' | 'zip') =>
        origins
          .readable(kind)
          .map(({ name, step }) => (name === 'public' ? `${name}→${step.entry.host}` : name))
          .join(' ');
      assert.equal(told('zip'), files);
      assert.equal(told('info'), infos);
    });
  }

  it('what is kept is found again by the same list, but what came from behind a barrier', () => {
    const { steps, origins } = originsOf('https://pub1,https://corp,https://pub2,https://corp2');
    const isFound = (kind: 'info' | 'mod') =>
      steps.map((step) => origins.readable(kind).some(({ name }) => name === origins.of(kind, step)));
    assert.deepEqual(isFound('info'), [true, true, false, false]);
    assert.deepEqual(isFound('mod'), [true, true, true, false]);
  });
});
