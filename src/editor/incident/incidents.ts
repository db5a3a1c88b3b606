/** The incident book of this window: its incidents come from terminals. */
import type { CommandRun } from '../terminal/terminalWatcher.ts';
import type { IncidentBook, OpenIncident } from './incidentBook.ts';

/** What stands in the place of a command line where gopls said it, or is silent. */
export const GOPLS = 'gopls';

export type Incidents = IncidentBook<CommandRun>;
export type WindowIncident = OpenIncident<CommandRun>;
