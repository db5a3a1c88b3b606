/** What a triage found, as a user reads it: golden files in testdata/, and what no report may hold. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import {
  type ChecksumDocument,
  checksumDocument,
  remedyOf,
} from '../../../src/text/report/checksum/checksumDocument.ts';
import { checksumHtml } from '../../../src/text/report/checksum/checksumHtml.ts';
import { checksumMarkdown } from '../../../src/text/report/checksum/checksumMarkdown.ts';
import { checksumText } from '../../../src/text/report/checksum/checksumText.ts';
import { jsonChecksum } from '../../../src/text/report/checksum/jsonChecksum.ts';
import { mismatchText } from '../../../src/text/report/checksum/mismatchText.ts';
import type { TerminalStyle } from '../../../src/text/report/examination/terminalReport.ts';
import { editLines } from '../../../src/text/words/remedy/editLines.ts';
import { CHECKSUM_CASES, checksumCase, hash } from './checksums.ts';
import { assertGolden } from './golden.ts';

const PLAIN: TerminalStyle = { color: false, unicode: true, width: 100 };

/** As the panel does: redaction is the last step before the page is made. */
const html = (name: string) =>
  `${checksumHtml(redactJson(checksumDocument(checksumCase(name))) as ChecksumDocument)}\n`;

describe('checksum reports', () => {
  for (const name of Object.keys(CHECKSUM_CASES)) {
    it(name, () => {
      const examination = checksumCase(name);
      assertGolden(`checksum-${name}.txt`, redact(checksumText(examination, PLAIN)));
      assertGolden(`checksum-${name}.md`, redact(checksumMarkdown(examination)));
    });
  }

  it('in HTML and in JSON', () => {
    for (const name of ['mirror', 'hostile', 'forked']) assertGolden(`checksum-${name}.html`, html(name));
    for (const name of ['mirror', 'private']) {
      const document = redactJson(jsonChecksum(checksumCase(name)));
      assertGolden(`checksum-${name}.json`, `${JSON.stringify(document, null, 2)}\n`);
    }
  });

  it('ASCII is ASCII, and a narrow window holds the sentence', () => {
    for (const name of Object.keys(CHECKSUM_CASES)) {
      if (name === 'hostile') continue;
      assert.match(checksumText(checksumCase(name), { ...PLAIN, unicode: false }), /^[\n\x20-\x7e]*$/, name);
    }
    const [, , verdict = ''] = checksumText(checksumCase('mirror'), { ...PLAIN, width: 40 }).split('\n');
    assert.ok(verdict.length <= 40, verdict);
  });

  it('never advises to check less, and never tells a secret', () => {
    for (const name of Object.keys(CHECKSUM_CASES)) {
      const examination = checksumCase(name);
      const texts = [
        checksumText(examination, PLAIN),
        checksumMarkdown(examination),
        html(name),
        JSON.stringify(jsonChecksum(examination)),
      ].map(redact);
      for (const text of texts) {
        assert.doesNotMatch(text, /GOSUMDB|GONOSUM|GOINSECURE|GOFLAGS|insecure/i, name);
        assert.doesNotMatch(text, /s3cr3t|t0k3n/, name);
      }
    }
  });

  it('what is written to an operator and to an author has the hashes and the proof, and no secret', () => {
    for (const [name, letter] of [
      ['mirror', 'b'],
      ['hostile', 'b'],
      ['tag-moved', 'b'],
      ['private', 'a'],
    ] as const) {
      const remedy = remedyOf(checksumCase(name), letter);
      assert.ok(remedy?.action.kind === 'report', name);
      const text = mismatchText(remedy.action.report);
      assertGolden(`mismatch-${name}.txt`, text);
      assert.doesNotMatch(text, /s3cr3t|t0k3n|\u001b/);
    }
  });

  it('a change of go.sum line by line, whatever the lines hold', () => {
    const [before, after] = [
      `a v1 ${hash('x')}\nb v1 ${hash('b')}\r\n`,
      `a v1 ${hash('z')}\nb v1 ${hash('b')}\n\u001b[2J\n`,
    ];
    const edit = { path: '/w/go.sum', before: Buffer.from(before), after: Buffer.from(after) };
    assert.deepEqual(editLines(edit).split('\n'), [
      '/w/go.sum',
      `- a v1 ${hash('x')}`,
      `+ a v1 ${hash('z')}`,
      '+ \\u{1b}[2J',
    ]);
  });
});
