/** What the dashboard's page and the window say to each other. */
import type { Act, DashboardDocument } from '../../text/report/dashboard/dashboardDocument.ts';

export type FromDashboard =
  /** It is loaded, and knows nothing yet: at its start, and each time that it comes back to the front. */
  | { readonly type: 'ready' }
  /** Something was pressed in the document of that edition. */
  | { readonly type: 'act'; readonly edition: number; readonly act: Act };

export type ToDashboard = {
  readonly type: 'show';
  /** Counted up: what is pressed in an old one may mean something else by now. */
  readonly edition: number;
  readonly document: DashboardDocument;
};
