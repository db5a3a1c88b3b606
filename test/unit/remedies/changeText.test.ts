/** The words about changes: one line each, no secret, no control character. */
import assert from 'node:assert/strict';
import { wantedList } from '../../../src/goproxy/list/wantedList.ts';
import type { Change, ChangeFault } from '../../../src/remedies/change/change.ts';
import {
  changeFaultText,
  changeText,
  undoneText,
  usedText,
  wantedFaultText,
} from '../../../src/text/words/remedy/changeText.ts';

const SECRET = 'https://user:geheim@mirror.test/\u001b[31m\nx';
const CHANGE: Change = {
  id: '0000000001-00000000',
  at: 1_000_000,
  label: { remedy: 'use-goproxy', subject: SECRET },
  kind: 'go-env',
  files: ['/home/me/.config/go/env'],
  values: [{ path: ['GOPROXY'], before: SECRET, after: SECRET }],
};
const FAULTS: readonly ChangeFault[] = [
  { code: 'syntax', file: '/w/\u001bsettings.json', line: 3 },
  { code: 'syntax', file: '/w/settings.json', line: null },
  { code: 'read-only', file: '/w/settings.json' },
  { code: 'unsaved', file: '/w/settings.json' },
  { code: 'unwritable', file: '/w/settings.json', detail: 'ENOSPC' },
  { code: 'busy' },
  { code: 'changed-meanwhile', file: '/e', path: ['GOPROXY'], before: SECRET, after: SECRET, current: SECRET },
  { code: 'changed-meanwhile', file: '/w/go.mod', path: [], before: SECRET, after: SECRET, current: SECRET },
  { code: 'no-go' },
  { code: 'no-env-file' },
  { code: 'go-failed', detail: `go: reading ${SECRET}`, change: null },
  { code: 'nothing-to-undo' },
  { code: 'not-allowed', file: '/etc/passwd' },
  { code: 'aborted' },
];

describe('words about changes', () => {
  const assertFit = (text: string) => {
    assert.match(text, /^[A-Z“{/].*[^ ]$/u);
    assert.doesNotMatch(text, /geheim|\p{Cc}/u);
  };

  it('are one line for every fault', () => {
    for (const fault of FAULTS) assertFit(changeFaultText(fault));
    assert.match(changeFaultText(FAULTS[0] as ChangeFault), /line 3/);
  });

  it('say what was done, and what was taken back', () => {
    assertFit(usedText(CHANGE, SECRET, null));
    for (const line of usedText(CHANGE, SECRET, SECRET).split('\n')) assertFit(line);
    assertFit(changeText(CHANGE, CHANGE.at));
    for (const [merged, interrupted] of [
      [false, false],
      [true, false],
      [false, true],
    ] as const)
      assertFit(undoneText({ change: CHANGE, files: CHANGE.files, merged, interrupted }));
    const away = { ...CHANGE, values: [{ path: ['GOPROXY'], before: null, after: 'x' }] };
    assert.match(undoneText({ change: away, files: [], merged: false, interrupted: false }), /no longer set/);
  });

  it('tell the age of a change', () => {
    const ages = [-5_000, 59_000, 61_000, 3 * 3_600_000, 72 * 3_600_000].map((ms) =>
      changeText(CHANGE, CHANGE.at + ms),
    );
    const told = ages.map((text) => /\(([^()]*)\)$/.exec(text)?.[1]);
    assert.deepEqual(told, ['just now', 'just now', '1 min ago', '3 h ago', '3 days ago']);
  });

  it('name the entry at fault, and the mend', () => {
    const faultText = (list: string) => {
      const wanted = wantedList(list, '');
      assert.ok(!wanted.ok);
      return wantedFaultText(wanted.error);
    };
    const secret = faultText('https://a.test,ftp://user:geheim@b.test');
    assertFit(secret);
    assert.match(secret, /b\.test/);
    assert.match(faultText('htps://b.test'), /b\.test.*https:\/\/b\.test/);
  });
});
