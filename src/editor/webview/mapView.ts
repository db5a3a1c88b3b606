/** The way of a request: boxes in its order, the way that it takes now as a thick line, and below them a box's evidence and the table. */
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DashboardMap, Station } from '../../text/report/dashboard/dashboardDocument.ts';
import { actionView } from './actionView.ts';
import type { Chosen, DashboardEvents } from './events.ts';
import { markView } from './markView.ts';
import { tableView } from './tableView.ts';

/** The id of the place where a station's evidence is shown. */
export const EVIDENCE = 'evidence';

export function mapView(
  { title, legend, stations, table }: DashboardMap,
  { station: opened, isTabled }: Chosen,
  events: DashboardEvents,
): TemplateResult | typeof nothing {
  if (stations.length === 0) return nothing;
  const listed = stations.filter(({ kind }) => kind === 'entry' || kind === 'database');
  const before = stations.filter((one) => !listed.includes(one));
  // The line goes down to the last entry that a request comes to, whoever is passed by above it.
  const end = listed.findLastIndex(({ kind, way }) => kind === 'entry' && way !== 'off');
  const toggled = ({ target }: Event) => {
    const { open } = target as HTMLDetailsElement;
    if (open !== isTabled) events.choose({ isTabled: open });
  };
  const box = (station: Station) => stationView(station, station.id === opened, events);
  return html`
    <section aria-labelledby="map">
      <h2 id="map">${title}</h2>
      <p class="quiet">${legend}</p>
      <ol class="map" aria-labelledby="map">
        ${repeat(
          before,
          ({ id }) => id,
          (station) => html`<li class="way-${station.way}">${box(station)}</li>`,
        )}
        <li class="list">
          <ol>
            ${repeat(
              listed,
              ({ id }) => id,
              (station, at) =>
                html`<li class=${classMap({ [`way-${station.way}`]: true, [station.kind]: true, before: at < end, last: at === end })}>
                  ${box(station)}${separatorView(station)}
                </li>`,
            )}
          </ol>
        </li>
      </ol>
      <div id=${EVIDENCE}>${evidenceView(
        stations.find(({ id }) => id === opened),
        events,
      )}</div>
      <details ?open=${isTabled} @toggle=${toggled}>
        <summary>${table.title}</summary>
        ${tableView(table, { isTitled: true })}
      </details>
    </section>
  `;
}

function stationView({ id, role, name, mark, lines, way, wayText }: Station, isOpen: boolean, events: DashboardEvents) {
  return html`<button
    class="station"
    data-station=${id}
    aria-expanded=${isOpen}
    aria-controls=${EVIDENCE}
    @click=${() => events.choose({ station: isOpen ? null : id })}
  >
    <span class="role">${role}</span>
    <span class="name">${mark === null ? nothing : markView(mark.mark, mark.name)} ${name}</span>
    ${lines.map(({ text, hint }) => html`<span class="line" title=${hint ?? nothing}>${text}</span>`)}
    <span class="way ${way}">${wayText}</span>
  </button>`;
}

function separatorView({ separator }: Station) {
  if (separator === null) return nothing;
  const { text, hint } = separator;
  return html`<div class="separator" title=${hint ?? nothing}>
    <span aria-hidden="true">${text}</span><span class="hidden">${hint}</span>
  </div>`;
}

function evidenceView(station: Station | undefined, events: DashboardEvents) {
  if (station === undefined) return nothing;
  const { role, name, evidence, actions } = station;
  return html`
    <section class="evidence" aria-label="${role}: ${name}">
      <h3>${role}: ${name}</h3>
      <dl>
        ${evidence.map(
          ({ term, text }) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${text}</dd>
            </div>`,
        )}
      </dl>
      ${actions.map(
        (action) =>
          html`${actionView(action, true, events)}${action.detail === null ? nothing : html`<p class="quiet">${action.detail}</p>`}`,
      )}
    </section>
  `;
}
