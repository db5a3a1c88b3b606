/** A triage as the body of an HTML page: who is wrong, source × hash with the odd one marked, what differs, what to do. */

import { checksumWords } from '../../words/command/checksumWords.ts';
import { checksumEditorText } from '../../words/editor/checksumEditorText.ts';
import { docsHtml, markHtml, remediesHtml, text } from '../examination/htmlReport.ts';
import type { ChecksumDocument, ChecksumRow, DifferingFile } from './checksumDocument.ts';

export function checksumHtml(report: ChecksumDocument): string {
  const heads = ['', checksumWords.source(), checksumWords.zip(), checksumWords.mod(), checksumWords.note()];
  return [
    '<main>',
    `<p class="context">${text(report.title)}</p>`,
    `<h1>${markHtml(report.mark)} ${text(report.verdict)}</h1>`,
    report.proof === null ? '' : `<p class="quiet">${text(report.proof)}</p>`,
    forkHtml(report.fork),
    `<table class="hashes"><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}</th>`).join('')}</tr></thead>`,
    `<tbody>${report.rows.map(rowHtml).join('')}</tbody></table>`,
    remediesHtml(report.remedies),
    differenceHtml(report.difference),
    docsHtml(report.docs),
    '</main>',
  ].join('\n');
}

function forkHtml(fork: ChecksumDocument['fork']): string {
  if (fork === null) return '';
  const states = fork.states.map(({ title, lines }) => `<h3>${text(title)}</h3><pre>${text(lines.join('\n'))}</pre>`);
  return `<section aria-labelledby="fork"><h2 id="fork">${text(fork.title)}</h2>${states.join('')}</section>`;
}

function rowHtml({ mark, name, zip, zipIsOdd, mod, modIsOdd, note }: ChecksumRow): string {
  return [
    `<tr${mark === 'bad' ? ' class="odd"' : ''}><td>${markHtml(mark, checksumWords.mark(mark))}</td><th scope="row">${text(name)}</th>`,
    hashHtml(zip, zipIsOdd),
    hashHtml(mod, modIsOdd),
    `<td>${text(note)}</td></tr>`,
  ].join('');
}

/** Colour is not the only difference: what is another says so. */
function hashHtml(hash: string | null, isOdd: boolean): string {
  if (hash === null) return `<td class="quiet">–</td>`;
  if (!isOdd) return `<td><code>${text(hash)}</code></td>`;
  return `<td class="bad"><code>${text(hash)}</code> <div>${text(checksumWords.differs())}</div></td>`;
}

function differenceHtml(difference: ChecksumDocument['difference']): string {
  if (difference === null) return '';
  const files = difference.files.map(fileHtml).join('');
  const more = difference.more > 0 ? `<li class="quiet">${text(checksumWords.more(difference.more))}</li>` : '';
  return `<section aria-labelledby="differs"><h2 id="differs">${text(difference.title)}</h2><ul class="files">${files}${more}</ul></section>`;
}

function fileHtml({ text: line, name, lines, canBeOpened }: DifferingFile, at: number): string {
  const button = canBeOpened
    ? ` <button class="small" data-open="${at}" aria-label="${text(checksumEditorText.openFile(name))}">${text(checksumEditorText.open())}</button>`
    : '';
  const both =
    lines === null
      ? ''
      : `<pre><code><span class="gone">- ${text(lines.before)}</span>\n<span class="come">+ ${text(lines.after)}</span></code></pre>`;
  return `<li><div>${text(line)}${button}</div>${both}</li>`;
}
