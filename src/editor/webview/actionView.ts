/** Something to press. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DashboardAction } from '../../text/report/dashboard/dashboardDocument.ts';
import type { DashboardEvents } from './events.ts';

export function actionView(
  { act, title, detail }: DashboardAction,
  isSecondary: boolean,
  events: DashboardEvents,
): TemplateResult {
  return html`<vscode-button ?secondary=${isSecondary} title=${detail ?? nothing} @click=${() => events.act(act)}
    >${title}</vscode-button
  >`;
}
