/** What answers make of a mirror: its grade, the failure, its figures. */
import assert from 'node:assert/strict';
import { bestOf } from '../../../../src/doctor/compare/comparison.ts';
import type { Measurement } from '../../../../src/integrity/measure/measureQuestion.ts';
import { evidenceOf, faulty, status } from '../../failures/evidence.ts';
import { comparisonOf, goodMeasurement, withEvidence, withSum } from './measured.ts';

const GOOD = goodMeasurement();
const ARCH = { module: 'golang.org/x/arch', version: 'v0.8.0' };

/** Of the second of two mirrors, the first being right. */
function judged(measurement: Measurement) {
  const { mirrors } = comparisonOf({ 'https://good.example': GOOD, 'https://odd.example': measurement });
  const [, odd] = mirrors;
  assert.ok(odd !== undefined);
  return odd;
}

function words(measurement: Measurement): string {
  const { grade, failure, about, action } = judged(measurement);
  return [grade, failure === null ? '' : `${failure.code}/${failure.detail}`, about ?? '', action].join(' ');
}

const portal: Measurement = {
  ...GOOD,
  evidence: GOOD.evidence.slice(0, 5).map((one) => ({ ...one, problem: 'html' })),
  sums: [],
};

const ROWS: readonly (readonly [name: string, Measurement, expected: string])[] = [
  ['all is right', GOOD, 'right   serves'],
  ['a page for everything', portal, 'wrong captive-portal/html  stops'],
  [
    '.info is no JSON',
    withEvidence(GOOD, evidenceOf('info', { problem: 'not-json' })),
    'wrong bad-content/not-json golang.org/x/text@v0.14.0 stops',
  ],
  [
    'other bytes in the archive',
    withSum(GOOD, 'zip', 'h1:other'),
    'wrong checksum-mismatch/sumdb golang.org/x/arch@v0.8.0 stops',
  ],
  ['another go.mod', withSum(GOOD, 'mod', 'h1:other'), 'wrong checksum-mismatch/sumdb golang.org/x/text@v0.14.0 stops'],
  [
    'a broken archive',
    withEvidence(GOOD, evidenceOf('zip', { ...ARCH, problem: 'corrupt-entry' })),
    'wrong bad-content/corrupt-entry golang.org/x/arch@v0.8.0 stops',
  ],
  [
    'denied',
    withEvidence(GOOD, evidenceOf('info', status(403))),
    'wrong http-denied/403 golang.org/x/text@v0.14.0 stops',
  ],
  [
    'silence',
    { ...GOOD, evidence: [evidenceOf('info', faulty('no-headers', 'first-byte'))], sums: [] },
    'wrong stall/no-headers golang.org/x/text@v0.14.0 hangs',
  ],
  [
    'no such module, as the protocol says it',
    withEvidence(GOOD, evidenceOf('info', status(404))),
    'lacking not-found/404 golang.org/x/text@v0.14.0 stops',
  ],
  [
    'no such module, as a web server says it',
    withEvidence(GOOD, evidenceOf('info', status(404, 'text/html'))),
    'wrong not-found/html-page golang.org/x/text@v0.14.0 stops',
  ],
  [
    'the archive did not come in time',
    withEvidence(GOOD, evidenceOf('zip', { ...ARCH, ...faulty('out-of-time', 'body') })),
    'lacking slow/unfinished golang.org/x/arch@v0.8.0 serves',
  ],
  [
    'the list is denied',
    withEvidence(GOOD, evidenceOf('list', { version: null, ...status(403) })),
    'lacking http-denied/403 golang.org/x/text serves',
  ],
  [
    'the list is a page',
    withEvidence(GOOD, evidenceOf('list', { version: null, problem: 'html' })),
    'wrong bad-content/html golang.org/x/text serves',
  ],
  [
    'the list never ends',
    withEvidence(GOOD, evidenceOf('list', { version: null, ...faulty('body-stalled', 'body') })),
    'wrong stall/body-stalled golang.org/x/text serves',
  ],
  ['the list lacks the version', { ...GOOD, unlisted: ['golang.org/x/text'] }, 'lacking bad-content/old-list  serves'],
  ['the list is old', goodMeasurement({ newest: 'v0.30.0' }), 'lacking bad-content/old-list  serves'],
  ['the list is empty', goodMeasurement({ newest: null }), 'lacking bad-content/old-list  serves'],
  ['nothing yet', { evidence: [], sums: [], unlisted: [], done: false }, 'right   unreached'],
];

describe('a mirror is judged', () => {
  for (const [name, measurement, expected] of ROWS) {
    it(`${name}: ${expected}`, () => assert.equal(words(measurement), expected));
  }

  it('only a mirror whose content is true says what the newest version is', () => {
    const liar = withSum(goodMeasurement({ newest: 'v9.9.9' }), 'zip', 'h1:other');
    const { mirrors } = comparisonOf({ 'https://good.example': GOOD, 'https://liar.example': liar });
    assert.deepEqual(
      mirrors.map(({ grade }) => grade),
      ['right', 'wrong'],
    );
  });

  it('a database that is offered in vain is lacking', () => {
    const offered = [
      evidenceOf('sumdb-supported', { path: 'sumdb/sum.golang.org/supported' }),
      evidenceOf('sumdb-lookup', { path: 'sumdb/sum.golang.org/lookup/x', ...status(404) }),
    ];
    const trap = { ...GOOD, evidence: [...GOOD.evidence, ...offered] };
    const { mirrors } = comparisonOf({ 'https://trap.example': trap }, { sumdb: 'sum.golang.org' });
    assert.deepEqual([mirrors[0]?.grade, mirrors[0]?.failure?.code], ['lacking', 'sumdb-trap']);
  });

  it('its figures: fresh and standing connections apart, the archive by what it took on the wire', () => {
    const { latency, throughput, newest } = judged(GOOD);
    assert.deepEqual(latency, { fresh: 93, reused: 25, samples: 5 });
    assert.deepEqual(throughput, { bytes: 892_163, ms: 300, complete: true });
    assert.equal(newest, 'v0.31.0');
  });

  it('the best is one that is right and wholly seen, or none', () => {
    assert.equal(bestOf(comparisonOf({ 'https://a.example': portal })), null);
    assert.equal(bestOf(comparisonOf({ 'https://a.example': { ...GOOD, done: false } })), null);
    assert.equal(bestOf(comparisonOf({ 'https://a.example': portal, 'https://b.example': GOOD }))?.entry.index, 1);
  });
});
