/** Mirrors side by side as a user reads them, once a renderer: golden files in testdata/. */
import assert from 'node:assert/strict';
import { redact, redactJson } from '../../../src/base/redact.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { compareMarkdown } from '../../../src/text/report/compare/compareMarkdown.ts';
import { compareText } from '../../../src/text/report/compare/compareText.ts';
import { jsonComparison } from '../../../src/text/report/compare/jsonComparison.ts';
import type { TerminalStyle } from '../../../src/text/report/examination/terminalReport.ts';
import { compareProgressText, conclusion } from '../../../src/text/words/command/compareText.ts';
import { comparisonOf, goodMeasurement, withEvidence, withSum } from '../doctor/compare/measured.ts';
import { evidenceOf, faulty, status } from '../failures/evidence.ts';
import { assertGolden } from './golden.ts';

const PLAIN: TerminalStyle = { color: false, unicode: true, width: 100 };
const GOOD = goodMeasurement({ answer: 41, ms: 640 });
const ARCH = { module: 'golang.org/x/arch', version: 'v0.8.0' };
const own = parseList('https://me:s3cr3t@corp.example/go,https://mirror-b.example,direct');
const SUPPORTED = evidenceOf('sumdb-supported', { path: 'sumdb/sum.golang.org/supported' });

const MIXED = comparisonOf(
  {
    'https://me:s3cr3t@corp.example/go': GOOD,
    'goproxy.cn': {
      ...goodMeasurement({ answer: 12 }),
      evidence: [...goodMeasurement({ answer: 12 }).evidence, SUPPORTED],
    },
    'https://mirror-b.example': withEvidence(GOOD, evidenceOf('zip', { ...ARCH, ...faulty('out-of-time', 'body') })),
    aliyun: goodMeasurement({ answer: 30, newest: 'v0.30.0' }),
    'https://odd.example': withSum(goodMeasurement({ answer: 1 }), 'zip', 'h1:other'),
    'https://shut.example': { ...GOOD, evidence: [evidenceOf('info', status(403))], sums: [] },
    'https://dead.example': {
      ...GOOD,
      evidence: [evidenceOf('info', faulty('connect-timeout', 'connect'))].map((one) => ({
        ...one,
        exchange: { ...one.exchange, phases: { lookup: 3, connect: null, tls: null, firstByte: null, body: null } },
      })),
      sums: [],
    },
    'https://late.example': { evidence: [], sums: [], unlisted: [], done: false },
  },
  { own: own.ok ? own.value : null, sumdb: 'sum.golang.org' },
);

const NONE = comparisonOf({ 'https://odd.example': withSum(GOOD, 'mod', 'h1:other') });

describe('mirrors side by side, in words', () => {
  it('for a terminal and as Markdown, the best first', () => {
    assertGolden('compare.txt', redact(compareText(MIXED, PLAIN)));
    assertGolden('compare.md', redact(compareMarkdown(MIXED)));
    assertGolden('compare-none.txt', redact(compareText(NONE, PLAIN)));
  });

  it('in JSON', () => {
    assertGolden('compare.json', `${JSON.stringify(redactJson(jsonComparison(MIXED)), null, 2)}\n`);
  });

  it('without Unicode, in colour, and in a narrow window', () => {
    assert.match(compareText(MIXED, { ...PLAIN, unicode: false }), /^[\n\x20-\x7e]*$/);
    assertGolden('compare.color.txt', redact(compareText(MIXED, { ...PLAIN, color: true })));
    const said = compareText(MIXED, { ...PLAIN, width: 50 }).split('\n\n')[1] ?? '';
    assert.match(
      said.replace(/\s+/g, ' '),
      /sends other bytes of golang\.org\/x\/arch@v0\.8\.0 than the checksum database/,
    );
  });

  it('names the command that puts the best one first, where it is not', () => {
    const list = parseList('https://a.example,https://b.example');
    assert.ok(list.ok);
    const commandOf = (best: string, more: Parameters<typeof comparisonOf>[1]) => {
      const others = { 'https://a.example': withSum(GOOD, 'zip', 'h1:other') };
      return conclusion(comparisonOf({ ...others, [best]: GOOD }, more)).command;
    };
    assert.equal(commandOf('https://b.example', { own: list.value }), 'goproxy-doctor use --first 1');
    const here = { own: list.value, scope: 'workspace' } as const;
    assert.equal(commandOf('https://b.example', here), 'goproxy-doctor use --first 1 --scope workspace');
    assert.equal(commandOf('aliyun', here), 'goproxy-doctor use aliyun --scope workspace');
    assert.equal(commandOf('https://a.example', here), null, 'it is first');
    assert.equal(commandOf('https://c.example', here), null, 'there is none for it');
  });

  it('tells how far it has come', () => {
    assert.equal(compareProgressText(MIXED), 'Asking the mirrors: 7 of 8 done…');
  });
});
