/**
 * The dashboard as plain data, its words made: what the window sends to the page. Types alone, without an import that a page in a
 * browser has not.
 */
import type { Mark } from '../mark.ts';

export interface DashboardDocument {
  /** BCP 47, of its words. */
  readonly language: string;
  readonly mark: Mark;
  /** How it stands, as a sentence. */
  readonly sentence: string;
  /** Where the list comes from, when it was looked at, what looking costs. */
  readonly notes: readonly string[];
  readonly actions: DashboardGroup<DashboardAction>;
  /** Lettered, the best first; empty where there is nothing to be done. */
  readonly remedies: DashboardGroup<DashboardRemedy>;
  readonly map: DashboardMap;
  readonly history: DashboardHistory;
  readonly incidents: DashboardTable;
  /** Who sees which GOPROXY, and what is set. */
  readonly effective: {
    readonly title: string;
    /** Whose list is in force, and while nobody has answered, that. */
    readonly notes: readonly string[];
    readonly tables: readonly DashboardTable[];
  };
}

export interface DashboardGroup<Item> {
  readonly title: string;
  readonly items: readonly Item[];
}

/** What pressing something does. The window knows the rest: no address and no secret comes back from a page. */
export type Act =
  | { readonly kind: 'command'; readonly command: DashboardCommand }
  /** Puts an entry of the list first, by its number. */
  | { readonly kind: 'first'; readonly entry: number }
  | { readonly kind: 'remedy'; readonly letter: string };

export const DASHBOARD_COMMANDS = [
  'diagnose',
  'switch',
  'undo',
  'compare',
  'traceModule',
  'importModule',
  'menu',
] as const;
export type DashboardCommand = (typeof DASHBOARD_COMMANDS)[number];

export interface DashboardAction {
  readonly act: Act;
  readonly title: string;
  /** What it changes, or costs; null where the title says all. */
  readonly detail: string | null;
}

/** Without an act it is advice. */
export interface DashboardRemedy extends Omit<DashboardAction, 'act'> {
  readonly act: Act | null;
}

/** What a request comes by, in its order; the table says the same in words. */
export interface DashboardMap {
  readonly title: string;
  /** What the signs and lines mean. */
  readonly legend: string;
  readonly stations: readonly Station[];
  readonly table: DashboardTable;
}

/** `on` a request goes on from there · `end` it ends there, well or not · `off` none comes there now. */
export type Way = 'on' | 'end' | 'off';

export type StationKind = 'workspace' | 'go' | 'relay' | 'forward-proxy' | 'entry' | 'database';

export interface Station {
  /** Stays the same from one document to the next. */
  readonly id: string;
  readonly kind: StationKind;
  /** What it is: `workspace`, `1st entry`. */
  readonly role: string;
  readonly name: string;
  /** Null for what has no state of its own. */
  readonly mark: { readonly mark: Mark; readonly name: string } | null;
  readonly lines: readonly Hinted[];
  readonly way: Way;
  /** What a request meets there now. */
  readonly wayText: string;
  /** What lets go on to the next entry: the sign as it is written, and what it means. */
  readonly separator: Hinted | null;
  readonly evidence: readonly Fact[];
  readonly actions: readonly DashboardAction[];
}

/** A short text, with a longer one for who wants to know more: of a number, when that was. */
export interface Hinted {
  readonly text: string;
  readonly hint: string | null;
}

export interface Fact {
  readonly term: string;
  readonly text: string;
}

export interface DashboardHistory {
  readonly title: string;
  /** Null where there is something to be drawn. */
  readonly empty: string | null;
  readonly labels: { readonly p50: string; readonly p95: string; readonly failures: string };
  readonly spans: readonly SpanHistory[];
}

export interface SpanHistory {
  readonly title: string;
  readonly charts: readonly Chart[];
  /** Says in figures what the charts draw. */
  readonly table: DashboardTable;
}

/** The same number of values in each array; null where nobody looked, or nothing answered. */
export interface Chart {
  readonly id: string;
  readonly name: string;
  /** What it shows, for who does not see it. */
  readonly summary: string;
  /** The middle of each bucket, in s since the epoch, and a bucket's width. */
  readonly times: readonly number[];
  readonly width: number;
  /** In ms. */
  readonly p50: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  /** The share that failed, from 0 to 1. */
  readonly failures: readonly (number | null)[];
}

export interface DashboardTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Stands in its place where there is no row. */
  readonly empty: string;
}

export interface Cell extends Hinted {
  /** What the row is about. */
  readonly isHead?: true;
  /** A value, as it is written. */
  readonly isCode?: true;
  readonly mark?: { readonly mark: Mark; readonly name: string };
}
