/** What the user does in the dashboard. */
import type { Act } from '../../text/report/dashboard/dashboardDocument.ts';

/** What is opened: a station's evidence, by its id; the map's table; one of the spans, by its place. */
export interface Chosen {
  readonly station: string | null;
  readonly isTabled: boolean;
  readonly span: number;
}

export interface DashboardEvents {
  act(act: Act): void;
  choose(change: Partial<Chosen>): void;
}
