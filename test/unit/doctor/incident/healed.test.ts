/** What an examination shows to be healed, and what only the command itself can show. */
import assert from 'node:assert/strict';
import { isHealed } from '../../../../src/doctor/incident/healed.ts';
import type { CommandFinding } from '../../../../src/doctor/incident/incident.ts';
import { FAILURE_CODES, type FailureCode } from '../../../../src/failures/code.ts';
import { SAMPLE } from '../question.ts';
import { always } from '../runList.ts';
import { examinationOf } from './examinationOf.ts';
import { failureOf } from './failureOf.ts';

const A = 'a.example';

function findingOf(code: FailureCode, entry: number | null = 0, module: string | null = null): CommandFinding {
  const failure = failureOf({ code, module });
  return {
    code,
    detail: null,
    severity: 'error',
    entry,
    module,
    remedies: [],
    failure,
    layer: null,
    facts: {},
    place: null,
  };
}

describe('isHealed', () => {
  const rows: readonly (readonly [
    name: string,
    list: string,
    script: Parameters<typeof examinationOf>[1],
    entry: number | null,
    healed: boolean,
  ])[] = [
    ['the entry serves', 'a.example,b.example', {}, 0, true],
    ['the list serves, of no entry in particular', 'a.example', {}, null, true],
    ['the list has no such entry any more', 'a.example', {}, 3, true],
    ['the entry was not asked', 'a.example,direct', {}, 1, true],
    ['the list fails', 'a.example,b.example', { [A]: always(500) }, 0, false],
    ['the list fails elsewhere', 'a.example,b.example', { [A]: always(500) }, 1, false],
    ['the list hangs', 'a.example,b.example', { [A]: always('silent') }, 0, false],
    ['the entry ails, and is passed over', 'a.example|b.example', { [A]: always('refused') }, 0, false],
    ['the entry ails behind the one that serves', 'b.example|a.example', { [A]: always('refused') }, 1, true],
    ['the entry is slow', 'a.example,b.example', { [A]: always({ ms: 2500 }) }, 0, true],
    ['the entry does not have this module', 'a.example,b.example', { [A]: always(404) }, 0, true],
  ];
  for (const [name, list, script, entry, healed] of rows) {
    it(`a refused connection: ${name}: ${healed}`, async () => {
      assert.equal(isHealed(findingOf('refused', entry), await examinationOf(list, script)), healed);
    });
  }

  it('tells trouble with one module by that module only', async () => {
    const well = await examinationOf('a.example');
    for (const code of ['server-error', 'http-denied', 'bad-content'] as const) {
      assert.equal(isHealed(findingOf(code, 0, SAMPLE.module), well), true, code);
      assert.equal(isHealed(findingOf(code, 0, 'other.test/x'), well), false, code);
      assert.equal(isHealed(findingOf(code, 0, null), well), false, code);
    }
    const ill = await examinationOf('a.example', { [A]: always(500) });
    assert.equal(isHealed(findingOf('server-error', 0, SAMPLE.module), ill), false);
  });

  it('leaves all else to the command, whatever the list does', async () => {
    const well = await examinationOf('a.example');
    const healed = FAILURE_CODES.filter((code) => isHealed(findingOf(code, 0, 'other.test/x'), well));
    assert.deepEqual(healed, [
      'dns',
      'connect-timeout',
      'refused',
      'reset',
      'response-timeout',
      'tls',
      'forward-proxy',
      'rate-limited',
      'goproxy-invalid',
      'stall',
      'captive-portal',
    ]);
  });
});
