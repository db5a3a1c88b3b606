/** The report as the body of an HTML page: landmarks, a real table, and nothing that a server said left unescaped. */
import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../../remedies/remedy.ts';
import { markName } from '../../words/markText.ts';
import { MARK_SIGNS, type Mark } from '../mark.ts';
import type { FindingKey, ReportDocument, ReportFinding, ReportRemedy, ReportRow } from './document.ts';
import type { IncidentRow } from './watchedReport.ts';

/** Words for a screen reader (`name`), and the sign for the eye: colour is never the only difference. */
export function markHtml(mark: Mark, name = markName(mark)): string {
  return `<span class="mark ${mark}" role="img" aria-label="${text(name)}">${MARK_SIGNS[mark]}</span>`;
}

export function htmlReport(report: ReportDocument): string {
  const heads = ['', l10n.t('Entry'), l10n.t('Seen'), l10n.t('What go does')];
  return [
    '<main>',
    `<p class="context">${text(report.context)}</p>`,
    `<h1${keyHtml(report.key)}>${markHtml(report.mark)} ${text(report.verdict)}</h1>`,
    report.why === null ? '' : `<p>${text(report.why)}</p>`,
    `<p class="list"><code>GOPROXY=${text(report.goproxy)}</code> <span class="quiet">${text(l10n.t('from: {0}', report.origin))}</span></p>`,
    `<table><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead>`,
    `<tbody>${report.rows.map(rowHtml).join('')}</tbody></table>`,
    report.database === null ? '' : `<p>${text(l10n.t('Checksum database: {0}', report.database))}</p>`,
    ...(report.watched?.relay ?? []).map((line) => `<p>${text(line)}</p>`),
    remediesHtml(report.remedies),
    docsHtml(report.docs),
    report.also.length === 0
      ? ''
      : `<section aria-labelledby="also"><h2 id="also">${text(l10n.t('Also seen'))}</h2><ul class="also">${report.also.map(alsoHtml).join('')}</ul></section>`,
    ...report.attachments.map(
      ({ heading, text: pem }) => `<p>${text(heading)}</p><pre><code>${text(pem)}</code></pre>`,
    ),
    ...incidentsHtml(report.watched?.incidents ?? []),
    `<footer class="quiet">${text(report.footer)}</footer>`,
    '</main>',
  ].join('\n');
}

/** For who reads the page with a program: `data-code="tls/x509-expired" data-severity="error" data-entry="0"`. */
function keyHtml(key: FindingKey | null): string {
  if (key === null) return '';
  const { code, detail, severity, entry, module } = key;
  const values = { code: detail === null ? code : `${code}/${detail}`, severity, entry, module };
  return Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` data-${name}="${text(`${value}`)}"`))
    .join('');
}

function rowHtml({ mark, number, name, evidence, failure, go }: ReportRow): string {
  const seen = [
    evidence === '' ? '' : `<div class="phases">${text(evidence)}</div>`,
    failure === null ? '' : `<div>${text(failure)}</div>`,
  ].join('');
  return `<tr><td>${markHtml(mark)}</td><th scope="row"><span class="quiet">${number}</span> ${text(name)}</th><td>${seen}</td><td>${text(go)}</td></tr>`;
}

function incidentsHtml(incidents: readonly IncidentRow[]): string[] {
  if (incidents.length === 0) return [];
  const heads = [l10n.t('When'), l10n.t('Entry'), l10n.t('Why'), l10n.t('What was done')];
  const rows = incidents.map(({ isOver, period, name, cause, done }) => {
    const when = isOver ? text(period) : `<strong>${text(period)}</strong>`;
    return `<tr><td class="phases">${when}</td><th scope="row">${text(name)}</th><td>${text(cause)}</td><td>${text(done)}</td></tr>`;
  });
  return [
    `<section aria-labelledby="incidents"><h2 id="incidents">${text(l10n.t('Incidents'))}</h2>`,
    `<table><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.join('')}</tbody></table></section>`,
  ];
}

/** With its best remedy: the page offers only those of the verdict's finding to be carried out. */
function alsoHtml({ key, mark, text: sentence, remedies }: ReportFinding): string {
  const best = remedies.slice(0, 1).map(({ title, remedy }) => {
    const command = remedy.command === null ? '' : commandHtml(remedy.command);
    return `<div>→ ${text(title)}</div>${command}`;
  });
  return `<li${keyHtml(key)}>${markHtml(mark)}<div>${text(sentence)}${best.join('')}</div></li>`;
}

export function remediesHtml(remedies: readonly ReportRemedy[]): string {
  if (remedies.length === 0) return '';
  return `<section aria-labelledby="todo"><h2 id="todo">${text(l10n.t('What to do'))}</h2><ol type="a">${remedies.map(remedyHtml).join('')}</ol></section>`;
}

export function docsHtml(docs: string | null): string {
  return docs === null ? '' : `<p><a href="${text(docs)}">${text(l10n.t('More about it'))}</a></p>`;
}

function remedyHtml({ letter, title, remedy, undo, costs }: ReportRemedy): string {
  const parts = [`<div>${text(title)}${letter === null ? '' : applyHtml(remedy, letter, title)}</div>`];
  if (remedy.command !== null) parts.push(commandHtml(remedy.command));
  if (remedy.undo !== null)
    parts.push(`<div class="quiet">${text(l10n.t('undo:'))} <code>${text(remedy.undo)}</code></div>`);
  else if (remedy.id === 'use-goproxy') parts.push(`<div class="quiet">${text(l10n.t('undo: {0}', undo))}</div>`);
  if (costs !== null) parts.push(`<div class="quiet">${text(l10n.t('costs: {0}', costs))}</div>`);
  return `<li>${parts.join('')}</li>`;
}

const DONE_HERE: ReadonlySet<Remedy['action']['kind']> = new Set(['go', 'clean', 'triage', 'mend-sums', 'report']);

/** What the page's host can do for the user gets a button; what is only to be typed has its line. */
function applyHtml({ action, store }: Remedy, letter: string, title: string): string {
  const canBeDone = DONE_HERE.has(action.kind) || (action.kind === 'set' && store !== 'os-env');
  if (!canBeDone) return '';
  // Its name begins with what stands on it, for who presses by voice.
  const label = l10n.t('Do it');
  return ` <button class="small" data-apply="${text(letter)}" aria-label="${text(l10n.t('{0}: {1}', label, title))}">${text(label)}</button>`;
}

function commandHtml(command: string): string {
  const label = text(l10n.t('Copy'));
  return `<div class="command"><code>${text(command)}</code> <button class="small" data-copy="${text(command)}" aria-label="${text(l10n.t('Copy {0}', command))}">${label}</button></div>`;
}

/** Escapes for text and for attributes in double quotes. */
export function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
