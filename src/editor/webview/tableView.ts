/** A table of the document as a table of HTML. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Cell, DashboardTable } from '../../text/report/dashboard/dashboardDocument.ts';
import { markView } from './markView.ts';

/** `isTitled`: a heading above it says already what it is. */
export function tableView({ title, heads, rows, empty }: DashboardTable, { isTitled = false } = {}): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${title}>
      <table>
        <caption class=${isTitled ? 'hidden' : ''}>
          ${title}
        </caption>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) => html`<tr>
              ${row.map(cellView)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function cellView({ text, hint, isHead, isCode, mark }: Cell): TemplateResult {
  const content = html`${mark === undefined ? nothing : markView(mark.mark, mark.name === text ? undefined : mark.name)}${
    isCode === true && text !== '' ? html`<code>${text}</code>` : text
  }`;
  return isHead === true
    ? html`<th scope="row" title=${hint ?? nothing}>${content}</th>`
    : html`<td title=${hint ?? nothing}>${content}</td>`;
}
