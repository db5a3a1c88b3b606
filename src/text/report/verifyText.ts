/** `verify` for people and for scripts. */
import type { VerifiedModule } from '../../integrity/verify/verifiedModule.ts';
import { inert } from '../inert.ts';
import { verifyClause, verifyWords } from '../words/verifyWords.ts';
import { SCHEMA } from './schema.ts';
import { styleText } from './style.ts';
import type { TerminalStyle } from './terminalReport.ts';

export function jsonVerify(results: readonly VerifiedModule[]): object {
  return { schema: SCHEMA, results: results.map(({ detail: _, ...told }) => told) };
}

/** One archive: its two hashes as go.sum would hold them. */
export function verifiedZipText(one: VerifiedModule, style: TerminalStyle): string {
  const { module, version, zip, mod } = one;
  const lines = [`${mark(one.ok, style)} ${nameOf(one)}${one.ok ? '' : `: ${inert(verifyClause(one), 200)}`}`];
  if (zip !== null) lines.push(`  ${inert(`${module} ${version} ${zip}`, 600)}`);
  if (mod !== null) lines.push(`  ${inert(`${module} ${version}/go.mod ${mod}`, 600)}`);
  return `${lines.join('\n')}\n`;
}

/** A whole go.sum: only what is wrong is listed. */
export function verifiedGoSumText(
  results: readonly VerifiedModule[],
  malformed: readonly number[],
  style: TerminalStyle,
): string {
  const bad = results.filter(({ ok }) => !ok);
  const checked = results.filter(({ ok, zip, mod }) => !ok || zip !== null || mod !== null).length;
  const sentence =
    bad.length === 0
      ? verifyWords.allGood(checked, results.length - checked)
      : verifyWords.someBad(bad.length, checked);
  const lines = [`${mark(bad.length === 0, style)} ${sentence}`];
  for (const one of bad) {
    const name = nameOf(one);
    lines.push(`  ${name}: ${verifyClause(one)}`);
    lines.push(`    ${one.code === 'checksum-mismatch' ? verifyWords.compare(name) : verifyWords.clean(name)}`);
  }
  for (const line of malformed) lines.push(`${mark(false, style)} ${verifyWords.malformed(line)}`);
  return `${lines.join('\n')}\n`;
}

function nameOf({ module, version }: VerifiedModule): string {
  return inert(`${module}@${version}`, 200);
}

function mark(isGood: boolean, { color, unicode }: TerminalStyle): string {
  const [good, bad] = unicode ? ['✓', '✗'] : ['+', 'x'];
  return isGood ? styleText(color, 'green', good) : styleText(color, 'red', bad);
}
