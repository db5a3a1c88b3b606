/** The whole dashboard as a template: what stands where. */
import { html, nothing, type TemplateResult } from 'lit';
import type {
  DashboardDocument,
  DashboardGroup,
  DashboardRemedy,
} from '../../text/report/dashboard/dashboardDocument.ts';
import { actionView } from './actionView.ts';
import type { Chosen, DashboardEvents } from './events.ts';
import { historyView } from './historyView.ts';
import { mapView } from './mapView.ts';
import { markView } from './markView.ts';
import { tableView } from './tableView.ts';

export function dashboardView(
  { mark, sentence, notes, actions, remedies, map, history, incidents, effective }: DashboardDocument,
  chosen: Chosen,
  events: DashboardEvents,
): TemplateResult {
  return html`
    <main>
      <div class="actions" role="toolbar" aria-label=${actions.title}>
        ${actions.items.map((action, at) => actionView(action, at > 0, events))}
      </div>
      <h1 aria-live="polite">${markView(mark)} ${sentence}</h1>
      <p class="quiet">${notes.join(' · ')}</p>
      ${remediesView(remedies, events)}
      ${mapView(map, chosen, events)}
      ${historyView(history, chosen.span, events)}
      <section aria-labelledby="incidents">
        <h2 id="incidents">${incidents.title}</h2>
        ${tableView(incidents, { isTitled: true })}
      </section>
      <section aria-labelledby="effective">
        <h2 id="effective">${effective.title}</h2>
        ${effective.notes.map((note) => html`<p>${note}</p>`)}
        ${effective.tables.map((table) => tableView(table))}
      </section>
    </main>
  `;
}

function remediesView({ title, items }: DashboardGroup<DashboardRemedy>, events: DashboardEvents) {
  if (items.length === 0) return nothing;
  return html`
    <section aria-labelledby="remedies">
      <h2 id="remedies">${title}</h2>
      <ol class="remedies" type="a">
        ${items.map(
          ({ act, title: name, detail }, at) => html`<li>
            ${act === null ? html`<div>${name}</div>` : actionView({ act, title: name, detail: null }, at > 0, events)}
            ${detail === null ? nothing : html`<div class="quiet">${detail}</div>`}
          </li>`,
        )}
      </ol>
    </section>
  `;
}
