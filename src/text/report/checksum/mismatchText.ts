/** What to write to an operator or an author: the hashes, the proof, and where anybody can check it. Plain text. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import { escapePath } from '../../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../../goproxy/module/version.ts';
import type { Hashes, MismatchReport } from '../../../remedies/remedy.ts';
import { inert } from '../../inert.ts';
import { padEnd } from '../columns.ts';

/** Redacted, as it leaves the machine. */
export function mismatchText(report: MismatchReport): string {
  const { module, version, expected, sent } = report;
  const name = inert(`${module}@${version}`, 200);
  const lines = [headOf(report, name), ''];
  for (const one of sent) lines.push(l10n.t('From {0}:', inert(nameOf(one.name), 200)), ...hashLines(one), '');
  if (expected !== null) lines.push(l10n.t('Published:'), ...hashLines(expected), '');
  lines.push(...proofLines(report));
  return redact(`${lines.join('\n').trimEnd()}\n`);
}

function headOf({ to, expected }: MismatchReport, name: string): string {
  if (to === 'mirror') return l10n.t('Your mirror sends other bytes of the Go module {0} than were published.', name);
  return expected === null
    ? l10n.t('The Go module {0} has different hashes, depending on who is asked. Which of them is yours?', name)
    : l10n.t(
        'The tag of the Go module {0} was moved: go refuses what the repository has now. Please publish the change as a new version.',
        name,
      );
}

function hashLines({ zip, mod }: Hashes): string[] {
  const line = (name: string, hash: string | null) =>
    hash === null ? [] : [`  ${padEnd(name, 8)} ${inert(hash, 80)}`];
  return [...line(l10n.t('archive'), zip), ...line(l10n.t('go.mod'), mod)];
}

function proofLines({ proof, module, version }: MismatchReport): string[] {
  if (proof === null)
    return [l10n.t('No checksum database vouches for it: the hashes were compared with those of other sources.')];
  const { database, record, size, hash } = proof;
  const place = inert(database, 120);
  const asked = `${escapePath(module)}@${escapeVersion(version)}`;
  return [
    l10n.t(
      'Proof: record {0} of the checksum database {1}, in its signed tree of {2} records with the hash {3}.',
      record,
      place,
      size,
      inert(hash, 60),
    ),
    l10n.t('To check it: {0}', `https://${place}/lookup/${asked}`),
  ];
}

function nameOf(name: string): string {
  return name === 'direct' ? l10n.t('the repository (direct)') : redact(name);
}
