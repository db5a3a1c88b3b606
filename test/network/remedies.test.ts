/**
 * Every code of the catalogue, by the table in remedies/rows.ts: the real go fails, its words or the examination tell the code,
 * the remedy is offered first of those that do something, it is carried out, and the same command succeeds; undo restores
 * every byte. Or the table says why not. In namespaces where only the lab's hosts exist.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { goMirror } from '../../scripts/record/goVersions.ts';
import { NAME_SERVER } from '../../scripts/record/stage.ts';
import { CATALOGUE } from '../../src/failures/catalogue.ts';
import { FAILURE_CODES } from '../../src/failures/code.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import type { RowsInput, RowsSeen } from './remedies/driver.ts';
import { isPlayed, type Played } from './remedies/row.ts';
import { ROWS } from './remedies/rows.ts';

const DRIVER = new URL('./remedies/driver.ts', import.meta.url);
const ROOT = path.join(import.meta.dirname, '..', '..');
const LIMIT = 120_000;
const STAGES = 2;
/** An action of these changes something. */
const PRESSED = /^(?!.*(?: advice| explain| triage| report)$)/;

describe('remedies for every code', () => {
  it('every code has a row', () => {
    const codes = new Set(ROWS.map(({ code }) => code));
    assert.deepEqual(
      FAILURE_CODES.filter((code) => !codes.has(code)),
      [],
    );
  });

  for (const row of ROWS) {
    if (isPlayed(row)) continue;
    it(`${row.code}: ${row.reason}`, () => {
      if (row.shownBy === null) return;
      const [file, words] = row.shownBy;
      assert.ok(readFileSync(path.join(ROOT, file), 'utf8').includes(words), file);
    });
  }

  describe('with the real go', function () {
    this.timeout(LIMIT);
    let seen: RowsSeen = {};
    before(async function () {
      if (!canMakeNamespaces()) this.skip();
      seen = await playAll();
    });

    for (const [number, row] of ROWS.entries())
      if (isPlayed(row)) it(`${row.code}: ${row.words}`, () => check(row, seen[number]));
  });
});

/** On as many stages side by side as there are processors to be had everywhere. */
async function playAll(): Promise<RowsSeen> {
  const mirror = await goMirror();
  const numbers = ROWS.flatMap((row, number) => (isPlayed(row) ? [number] : []));
  const parts = Array.from({ length: STAGES }, (_, part) => numbers.filter((_, index) => index % STAGES === part));
  const played = await Promise.all(
    parts.map((part) => {
      const input: RowsInput = { mirror, numbers: part };
      const options = { timeoutMs: LIMIT, resolvConf: `nameserver ${NAME_SERVER}\noptions timeout:1 attempts:2\n` };
      return labInNamespace(DRIVER, input, options) as Promise<RowsSeen>;
    }),
  );
  return Object.assign({}, ...played);
}

function check(row: Played, seen: RowsSeen[number] | undefined): void {
  assert.ok(seen !== undefined, 'it was not played');
  if ('error' in seen) assert.fail(seen.error);
  const told = `${JSON.stringify(seen, null, 2)}\n`;
  if (row.by !== 'looking') assert.notEqual(seen.first.code, 0, `go did not fail: ${told}`);
  const [finding] = seen.findings.filter((one) => row.by !== 'looking' || one.startsWith(`${row.code}/`));
  const detail = row.detail ?? /\/(.*) /.exec(finding ?? '')?.[1];
  assert.equal(finding, `${row.code}/${detail} ${row.entry}`, told);
  assert.ok(CATALOGUE[row.code].remedies.includes(row.remedy));
  const offered = seen.remedies.filter((one) => PRESSED.test(one));
  const own = seen.remedies.find((one) => one.startsWith(`${row.remedy} `));
  assert.ok(own !== undefined, `not offered: ${told}`);
  if (row.behind === undefined && PRESSED.test(own)) assert.equal(offered[0], own, told);
  assert.equal(seen.second?.code, 0, `the same command: ${told}`);
  assert.deepEqual(seen.notRestored, [], told);
  const isChange = /(?: set| go)$/.test(own);
  assert.equal(seen.changes > 0, isChange, told);
}
