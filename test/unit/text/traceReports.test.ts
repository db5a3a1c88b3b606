/** A trace as a user reads it, once a renderer: golden files in testdata/. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import type { TerminalStyle } from '../../../src/text/report/examination/terminalReport.ts';
import { jsonTrace } from '../../../src/text/report/requests/jsonTrace.ts';
import { traceMarkdown } from '../../../src/text/report/requests/traceMarkdown.ts';
import { traceText } from '../../../src/text/report/requests/traceText.ts';
import { noTraceSentence } from '../../../src/text/words/verdict/traceText.ts';
import { assertGolden } from './golden.ts';
import { TRACES } from './traces.ts';

const PLAIN: TerminalStyle = { color: false, unicode: true, width: 100 };

describe('a trace in words', () => {
  for (const [name, report] of Object.entries(TRACES)) {
    it(name, () => {
      // As the console writes it: redaction is the last step.
      assertGolden(`trace-${name}.txt`, redact(traceText(report, PLAIN)));
      assertGolden(`trace-${name}.md`, redact(traceMarkdown(report)));
    });
  }

  it('in JSON', () => {
    for (const name of ['served', 'hung-in-body']) {
      const report = TRACES[name];
      assert.ok(report !== undefined);
      assertGolden(`trace-${name}.json`, `${JSON.stringify(redactJson(jsonTrace(report)), null, 2)}\n`);
    }
  });

  it('without Unicode, and in colour', () => {
    const { hung } = TRACES;
    assert.ok(hung !== undefined);
    assertGolden('trace-hung.ascii.txt', traceText(hung, { ...PLAIN, unicode: false }));
    assertGolden('trace-hung.color.txt', traceText(hung, { ...PLAIN, color: true }));
    for (const [name, report] of Object.entries(TRACES)) {
      if (name === 'hostile') continue;
      assert.match(traceText(report, { ...PLAIN, unicode: false }), /^[\n\x20-\x7e]*$/, name);
    }
  });

  it('says why there is none', () => {
    const codes = ['no-go', 'not-go', 'hangs', 'floods', 'not-started', 'failed', 'no-folder'] as const;
    const sentences = codes.map((code) => noTraceSentence({ code, detail: 'ENOENT' }));
    assert.equal(new Set(sentences).size, codes.length);
    for (const sentence of sentences) assert.match(sentence, /^[A-Z].*\.$/);
  });
});
