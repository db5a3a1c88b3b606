/** The model of a whole examination. Every report, the status bar and the JSON are drawn from it. */

import type { Setting, SettingOrigin } from '../gocmd/env/setting.ts';
import type { GoFault } from '../gocmd/goCommand.ts';
import type { GoproxyList, ListFault } from '../goproxy/list/list.ts';
import type { SampleModule } from '../goproxy/module/sample.ts';
import type { Finding } from './finding.ts';
import type { EntryExamination, Route, Verdict } from './list/listExamination.ts';

/** Where the examined list comes from: a layer of the go command's settings, the call itself, or the editor's setting. */
export type ListOrigin = SettingOrigin | 'argument' | 'workspace';

export interface ExaminedEnvironment {
  /** Null where no go command was found, or none may be run. */
  readonly go: {
    readonly path: string;
    readonly version: string | null;
    readonly platform: string | null;
    readonly fault: GoFault | null;
  } | null;
  readonly goproxy: { readonly value: string; readonly origin: ListOrigin };
  /** Public mirrors that are not in our table: those of the toolchain's default list, and the user's. */
  readonly publicMirrors: readonly string[];
  readonly settings: readonly Setting[];
  /** Where `go env -w` stores; null where go reads no such file. */
  readonly goenvFile: string | null;
  /** The main module's path; null outside a module. */
  readonly module: string | null;
  /** What the entries that go would ask were asked for. */
  readonly sample: SampleModule;
}

export interface Examination {
  readonly environment: ExaminedEnvironment;
  /** Null where it is invalid: then `listFault` says why. */
  readonly list: GoproxyList | null;
  readonly listFault: ListFault | null;
  readonly entries: readonly EntryExamination[];
  readonly routes: readonly Route[];
  readonly verdict: Verdict;
  /** The worst first. */
  readonly findings: readonly Finding[];
  /** How many checks were made, and how long they took together, in ms. */
  readonly checks: number;
  readonly ms: number;
  /** When it ended, in ms since the epoch. */
  readonly at: number;
}

/** Reports whether something is wrong: the verdict, or a finding that is an error. */
export function isProblem({ verdict, findings }: Examination): boolean {
  return !verdict.ok || findings.some(({ severity }) => severity === 'error');
}
