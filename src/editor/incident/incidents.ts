/** The incident book of this window: its incidents come from terminals. */
import type { CommandRun } from '../terminal/terminalWatcher.ts';
import type { IncidentBook, OpenIncident } from './incidentBook.ts';

export type Incidents = IncidentBook<CommandRun>;
export type WindowIncident = OpenIncident<CommandRun>;
