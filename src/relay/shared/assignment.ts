/** What windows and the one relay of a user tell each other through files, so that either may die at any moment. Read totally. */
import { listOf, objectOf, parseJson, textOf } from '../../base/json.ts';
import { nullOr, oneOf, or, record, size, some, text as textLike, truth } from '../../base/jsonShape.ts';
import { causeShape } from '../../health/bookText.ts';
import type { Cause } from '../../health/entryHealth.ts';
import type { OrderChoice } from '../../health/passage.ts';
import { TOKEN } from '../admission.ts';
import type { CircuitView } from '../circuits.ts';

/** A list to serve under a token. It may hold secrets. */
export interface Assignment {
  readonly token: string;
  /** A GOPROXY value, its entries in the order in which they are to be asked. */
  readonly list: string;
  /** What the user has chosen for now. */
  readonly choice: OrderChoice | null;
  /** URLs that count as public mirrors too. */
  readonly publics: readonly string[];
  /** Megabytes that the cache on disk may take; 0: the list has no part in it. It can change while the relay runs. */
  readonly cache: number;
  /** Where the module lies whose go.mod tells what will be asked next, and whose environment go has. */
  readonly folder: string;
  /** Owner words of the windows that are in the mode, and of terminals' shells that have the relay's URL: it is served while one of them runs. */
  readonly holders: readonly string[];
}

/** Where the relay is. */
export interface RelayState {
  /** The owner word of its process. */
  readonly owner: string;
  readonly port: number;
}

/** One entry's circuit, and what opened it; null where it is closed. */
export interface ReportedCircuit extends Pick<CircuitView, 'entry' | 'state' | 'since' | 'retryAt'> {
  readonly failure: Cause | null;
}

/** How the entries do, as the relay has seen it last. */
export interface RelayReport {
  readonly circuits: readonly ReportedCircuit[];
}

/** The relay serves no more entries than it can have lists for; a report is read by every window. */
const CIRCUITS = 1_000;

const orderChoice = record<OrderChoice>({ at: size, isHeld: truth });

const report = record<RelayReport>({
  circuits: some(
    record<ReportedCircuit>({
      entry: textLike(/^[^\n]{1,4096}$/),
      state: oneOf(['closed', 'open', 'half-open']),
      since: size,
      retryAt: size,
      failure: or(nullOr(causeShape), null),
    }),
    CIRCUITS,
  ),
});

export function formatAssignment(assignment: Assignment): string {
  return `${JSON.stringify({ schema: SCHEMA, ...assignment })}\n`;
}

export function parseAssignment(text: string): Assignment | null {
  const told = recordOf(text);
  const token = textOf(told?.token);
  const list = textOf(told?.list);
  const folder = textOf(told?.folder);
  const publics = listOf(told?.publics, textOf);
  const holders = listOf(told?.holders, textOf);
  const cache = size(told?.cache) ?? 0;
  if (token === null || !TOKEN.test(token) || list === null || folder === null) return null;
  const choice = orderChoice(told?.choice) ?? null;
  return publics === null || holders === null ? null : { token, list, choice, publics, cache, folder, holders };
}

export function formatState(state: RelayState): string {
  return `${JSON.stringify({ schema: SCHEMA, ...state })}\n`;
}

export function parseState(text: string): RelayState | null {
  const told = recordOf(text);
  const owner = textOf(told?.owner);
  const port = told?.port;
  const isPort = typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536;
  return owner === null || !isPort ? null : { owner, port };
}

export function formatReport(report: RelayReport): string {
  return `${JSON.stringify({ schema: SCHEMA, ...report })}\n`;
}

export function parseReport(text: string): RelayReport | null {
  return report(recordOf(text)) ?? null;
}

/** A file of another version of ours is nobody's to read. */
const SCHEMA = 1;

function recordOf(text: string): Readonly<Record<string, unknown>> | null {
  const told = objectOf(parseJson(text));
  return told?.schema === SCHEMA ? told : null;
}
