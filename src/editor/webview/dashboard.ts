/** The dashboard's page, a bundle of its own: draws the document that the window sends, and says what was pressed. It knows nothing itself. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-tabs/index.js';
import { render } from 'lit';
import type { FromDashboard, ToDashboard } from '../dashboard/messages.ts';
import './latencyChart.ts';
import { dashboardView } from './dashboardView.ts';
import type { Chosen } from './events.ts';
import { EVIDENCE } from './mapView.ts';
import { Page } from './page.ts';

function main(): void {
  const page = new Page<ToDashboard, FromDashboard, Chosen>();
  const root = document.body;
  let chosen: Chosen = { station: null, isTabled: false, span: 0, ...page.state };
  let shown: ToDashboard | null = null;

  const draw = () => {
    if (shown === null) return;
    const { document: dashboard, edition } = shown;
    document.documentElement.lang = dashboard.language;
    render(
      dashboardView(dashboard, chosen, {
        act: (act) => page.send({ type: 'act', edition, act }),
        choose: (change) => {
          chosen = { ...chosen, ...change };
          page.keep(chosen);
          draw();
          // In a narrow window what was opened may lie far below.
          if (change.station) document.getElementById(EVIDENCE)?.scrollIntoView({ block: 'nearest' });
        },
      }),
      root,
    );
  };

  page.onMessage((message) => {
    const start = performance.now();
    shown = message;
    draw();
    // For the developer tools, the tests and the benchmark.
    performance.measure('drawn', { start, detail: message.edition });
  });
  page.send({ type: 'ready' });
}

main();
