/** `verify` for people and for scripts. */
import * as l10n from '@vscode/l10n';
import type { ReadSums } from '../../../integrity/gosum/expectedSums.ts';
import type { VerifiedModule } from '../../../integrity/verify/verifiedModule.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { sumFaultText, unprovedClause, verifyClause, verifyWords } from '../../words/command/verifyWords.ts';
import type { TerminalStyle } from '../examination/terminalReport.ts';
import { SCHEMA } from '../schema.ts';
import { styleText } from '../style.ts';

export interface Verification {
  readonly results: readonly VerifiedModule[];
  /** Of the go.sum files. */
  readonly faults: ReadSums['faults'];
  /** The name of the checksum database; null where none was asked. */
  readonly database: string | null;
}

export function jsonVerify({ results, faults, database }: Verification): object {
  return {
    schema: SCHEMA,
    database,
    results: results.map(({ line, proof, ...told }) => ({ ...told, line, ...jsonProof(proof) })),
    faults,
  };
}

/** `proved` is null where nobody was asked to. */
function jsonProof(proof: VerifiedModule['proof']): object {
  if (proof === null) return { proved: null, unproved: null, record: null };
  if ('unproved' in proof) return { proved: false, unproved: proof.unproved, record: null };
  const { id, tree } = proof.record;
  return { proved: true, unproved: null, record: { id, ...tree } };
}

/** One archive: its two hashes as go.sum would hold them. */
export function verifiedZipText({ results, database }: Verification, style: TerminalStyle): string {
  const lines: string[] = [];
  for (const one of results) {
    const { module, version, zip, mod } = one;
    lines.push(
      `${mark(one.ok, style)} ${one.ok ? nameOf(one) : l10n.t('{0}: {1}', nameOf(one), inert(verifyClause(one), 200))}`,
    );
    if (zip !== null) lines.push(`  ${inert(`${module} ${version} ${zip}`, 600)}`);
    if (mod !== null) lines.push(`  ${inert(`${module} ${version}/go.mod ${mod}`, 600)}`);
  }
  return `${[...lines, ...proofLines(results, database, style)].join('\n')}\n`;
}

/** A whole module graph: only what is wrong is listed. */
export function verifiedCacheText({ results, faults, database }: Verification, style: TerminalStyle): string {
  const bad = results.filter(({ ok }) => !ok);
  const checked = results.filter(({ ok, zip, mod }) => !ok || zip !== null || mod !== null).length;
  const sentence =
    bad.length === 0
      ? verifyWords.allGood(checked, results.length - checked)
      : verifyWords.someBad(bad.length, results.length);
  const lines = [`${mark(bad.length === 0, style)} ${sentence}`];
  for (const one of bad) {
    const name = nameOf(one);
    const place =
      one.line === null ? null : l10n.t('({0})', inert(verifyWords.place(one.line.file, one.line.line), 300));
    lines.push(`  ${together(l10n.t('{0}: {1}', name, verifyClause(one)), place)}`);
    lines.push(`    ${one.code === 'cache-damaged' ? verifyWords.clean(name) : verifyWords.compare(name)}`);
  }
  for (const { file, line, reason } of faults) {
    const text = sumFaultText(reason);
    if (text !== null)
      lines.push(`${mark(false, style)} ${l10n.t('{0}: {1}', inert(verifyWords.place(file, line), 300), text)}`);
  }
  return `${[...lines, ...proofLines(results, database, style)].join('\n')}\n`;
}

/** What the database said: how many it proves, and by name those that it should and does not. */
function proofLines(results: readonly VerifiedModule[], database: string | null, style: TerminalStyle): string[] {
  const asked = results.flatMap(({ proof, ...one }) => (proof === null ? [] : [{ ...one, proof }]));
  if (asked.length === 0) return [];
  const unproved = asked.flatMap(({ proof, ...one }) =>
    'unproved' in proof ? [{ ...one, reason: proof.unproved }] : [],
  );
  const open = unproved.filter(({ reason, ok }) => ok && reason !== 'private');
  const proved = asked.length - unproved.length;
  const lines: string[] = [];
  if (database !== null)
    lines.push(`${mark(open.length === 0, style)} ${verifyWords.proved(proved, asked.length, inert(database, 100))}`);
  const own = unproved.filter(({ reason }) => reason === 'private').length;
  if (own > 0) lines.push(`  ${verifyWords.private(own)}`);
  const [first] = open;
  if (database === null && first !== undefined) lines.push(`${mark(false, style)} ${unprovedClause(first.reason)}`);
  else
    for (const one of open)
      lines.push(`  ${inert(`${one.module}@${one.version}`, 200)}: ${unprovedClause(one.reason)}`);
  return lines;
}

function nameOf({ module, version }: VerifiedModule): string {
  return inert(`${module}@${version}`, 200);
}

function mark(isGood: boolean, { color, unicode }: TerminalStyle): string {
  const [good, bad] = unicode ? ['✓', '✗'] : ['+', 'x'];
  return isGood ? styleText(color, 'green', good) : styleText(color, 'red', bad);
}
