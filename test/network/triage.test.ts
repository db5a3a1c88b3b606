/**
 * Every way in which the hashes of one version disagree, by the table in triage/rows.ts: what the real go says of it, beside what the
 * triage finds; the remedies carried out, the same run of go successful, and every byte back. In a namespace where only the lab is.
 */
import assert from 'node:assert/strict';
import { NAME_SERVER } from '../../scripts/record/stage.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import type { TriageSeen, TriagesSeen } from './triage/driver.ts';
import type { TriageRow } from './triage/row.ts';
import { TRIAGE_ROWS } from './triage/rows.ts';

const DRIVER = new URL('./triage/driver.ts', import.meta.url);
const LIMIT = 120_000;

describe('triage beside the real go', function () {
  this.timeout(LIMIT);
  let seen: TriagesSeen = {};
  before(async function () {
    if (!canMakeNamespaces()) this.skip();
    const options = { timeoutMs: LIMIT, resolvConf: `nameserver ${NAME_SERVER}\noptions timeout:1 attempts:2\n` };
    seen = (await labInNamespace(DRIVER, [...TRIAGE_ROWS.keys()], options)) as TriagesSeen;
  });

  for (const [number, row] of TRIAGE_ROWS.entries()) it(row.words, () => check(row, seen[number]));
});

function check(row: TriageRow, seen: TriagesSeen[number] | undefined): void {
  assert.ok(seen !== undefined, 'it was not played');
  if ('error' in seen) assert.fail(seen.error);
  const told = `${JSON.stringify(seen, null, 2)}\n`;
  checkGo(row, seen, told);
  const { found } = seen;
  const { culprit, odd, truth } = found.verdict;
  assert.deepEqual([found.code, culprit, odd, truth.basis], [row.code, row.culprit, row.odd, row.basis], told);
  assert.match(found.sentence, row.sentence);
  assert.deepEqual(found.files, row.differing ?? [], told);
  assert.deepEqual(found.remedies, row.remedies, told);
  assert.deepEqual(
    seen.done.filter((what) => /fault|not offered/.test(what)),
    [],
    told,
  );
  if (row.pressed.length > 0) assert.equal(seen.second?.code, 0, `the same run of go: ${told}`);
  assert.deepEqual(seen.notRestored, [], told);
  assert.deepEqual(seen.left, [], 'left behind');
}

function checkGo(row: TriageRow, { first }: TriageSeen, told: string): void {
  assert.equal(first.code === 0, row.goSucceeds === true, told);
  const said = first.output.replace(/^go: (?:downloading|finding) .*\n/gm, '');
  assert.match(said, row.go);
}
