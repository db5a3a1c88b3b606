/** Measurements as mirrors give them, made by hand. */
import assert from 'node:assert/strict';
import { type Asked, assembleComparison } from '../../../../src/doctor/compare/assembleComparison.ts';
import { chooseTargets, type TargetWishes } from '../../../../src/doctor/compare/chooseTargets.ts';
import type { Comparison } from '../../../../src/doctor/compare/comparison.ts';
import { type KnownModule, WELL_KNOWN_MODULES, WELL_KNOWN_SUMS } from '../../../../src/doctor/compare/wellKnown.ts';
import type { ArrivedSums, Measurement } from '../../../../src/integrity/measure/measureQuestion.ts';
import { evidenceOf } from '../../failures/evidence.ts';

const [TEXT, ARCH] = WELL_KNOWN_SUMS as readonly [KnownModule, KnownModule];

export interface Figures {
  /** ms to the first byte on a connection that stands. */
  readonly answer?: number;
  readonly bytes?: number;
  /** ms of the archive. */
  readonly ms?: number;
  readonly newest?: string | null;
}

/** What a mirror shows that serves all, and serves it right. */
export function goodMeasurement({
  answer = 25,
  bytes = 892_163,
  ms = 300,
  newest = 'v0.31.0',
}: Figures = {}): Measurement {
  const reused = { lookup: null, connect: null, tls: null, firstByte: answer, body: 1 };
  const fresh = { lookup: 3, connect: 21, tls: 44, firstByte: answer, body: 1 };
  const arch = { module: ARCH.module, version: ARCH.version };
  const small = { ms: answer + 1, phases: reused, bytes: 500 };
  return {
    evidence: [
      evidenceOf('info', { answers: 'v0.14.0', exchange: { ms: answer + 69, phases: fresh, bytes: 500 } }),
      evidenceOf('mod', { exchange: small }),
      evidenceOf('list', { version: null, answers: newest, exchange: small }),
      evidenceOf('info', { ...arch, answers: ARCH.version, exchange: small }),
      evidenceOf('mod', { ...arch, exchange: small }),
      evidenceOf('zip', {
        ...arch,
        exchange: { bytes, ms: ms + 68, phases: { ...fresh, body: ms - answer } },
      }),
    ],
    sums: [
      { ...TEXT, zip: null },
      { ...ARCH, zip: null },
      { ...ARCH, mod: null },
    ],
    unlisted: [],
    done: true,
  };
}

/** The same, but for the first piece of evidence of that kind. */
export function withEvidence(measurement: Measurement, one: ReturnType<typeof evidenceOf>): Measurement {
  const at = measurement.evidence.findIndex(({ request }) => request.kind === one.request.kind);
  assert.ok(at >= 0);
  return { ...measurement, evidence: measurement.evidence.with(at, one) };
}

export function withSum(measurement: Measurement, which: 'mod' | 'zip', sum: string): Measurement {
  const sums = measurement.sums.map((one): ArrivedSums => (one[which] === null ? one : { ...one, [which]: sum }));
  return { ...measurement, sums };
}

/** `mirrors`: a URL, and what it showed. */
export function comparisonOf(
  mirrors: Readonly<Record<string, Measurement>>,
  { sumdb = null, scope = 'user', ...wishes }: Partial<TargetWishes & Pick<Asked, 'sumdb' | 'scope'>> = {},
): Comparison {
  const targets = chooseTargets({ named: Object.keys(mirrors), own: null, known: [], ...wishes });
  assert.ok(targets.ok);
  const asked = { asked: targets.value.map(() => WELL_KNOWN_MODULES), vouched: WELL_KNOWN_SUMS, modules: [] };
  return assembleComparison(targets.value, Object.values(mirrors), { ...asked, sumdb, scope, ms: 4321 });
}
