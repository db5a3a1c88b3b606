/** Latency and failures over time: a tab a span, a chart an entry, and the table that says the same. */
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DashboardHistory, SpanHistory } from '../../text/report/dashboard/dashboardDocument.ts';
import type { DashboardEvents } from './events.ts';
import { tableView } from './tableView.ts';

export function historyView(
  { title, empty, labels, spans }: DashboardHistory,
  selected: number,
  events: DashboardEvents,
): TemplateResult {
  return html`
    <section aria-labelledby="history">
      <h2 id="history">${title}</h2>
      ${
        empty === null
          ? html`
              <vscode-tabs
                selected-index=${selected}
                @vsc-tabs-select=${({ detail }: CustomEvent<{ selectedIndex: number }>) =>
                  events.choose({ span: detail.selectedIndex })}
              >
                ${spans.map((span) => html`<vscode-tab-header slot="header">${span.title}</vscode-tab-header>`)}
                ${spans.map((span, at) => html`<vscode-tab-panel>${at === selected ? spanView(span, labels) : ''}</vscode-tab-panel>`)}
              </vscode-tabs>
            `
          : html`<p class="quiet">${empty}</p>`
      }
    </section>
  `;
}

function spanView({ charts, table }: SpanHistory, labels: DashboardHistory['labels']) {
  return html`
    <div class="charts">
      ${repeat(
        charts,
        ({ id }) => id,
        (chart) => html`<figure>
          <figcaption>${chart.name}</figcaption>
          <latency-chart .chart=${chart} role="img" aria-label=${chart.summary}></latency-chart>
        </figure>`,
      )}
    </div>
    <p class="quiet key">
      <span class="swatch p50" aria-hidden="true"></span>${labels.p50}
      <span class="swatch p95" aria-hidden="true"></span>${labels.p95}
      <span class="swatch failures" aria-hidden="true"></span>${labels.failures}
    </p>
    ${tableView(table)}
  `;
}
