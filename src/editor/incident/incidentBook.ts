/**
 * The open incidents of this window: what the user's commands died of, until the same command succeeds or the cause is seen
 * healed. Knows nothing of VS Code.
 */
import type { Disposable } from '../../base/disposable.ts';
import { Emitter } from '../../base/event.ts';
import type { Examination } from '../../doctor/examination.ts';
import { isHealed } from '../../doctor/incident/healed.ts';
import type { CommandFinding, Incident, Place } from '../../doctor/incident/incident.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { withoutVariables } from '../../remedies/shellSyntax.ts';

/** What is known when a command has failed. `origin` is the window's own: the terminal that it ran in. */
export interface Report<Origin> {
  readonly command: string | null;
  readonly cwd: string | null;
  readonly at: number;
  readonly failures: readonly TextFailure[];
  readonly origin: Origin | null;
  /** Where a failure was seen, for those that another's diagnostic shows. */
  readonly places?: ReadonlyMap<TextFailure, Place>;
}

export interface OpenIncident<Origin> extends Incident {
  readonly report: Report<Origin>;
}

/** More would be a list that nobody reads; the oldest goes. */
const MOST = 10;

export class IncidentBook<Origin> implements Disposable {
  readonly #explain: (report: Report<Origin>) => Promise<readonly CommandFinding[]>;
  readonly #changed = new Emitter<void>();
  readonly #opened = new Emitter<OpenIncident<Origin>>();
  /** Fired whenever what is open, or what is known of it, has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fired once an incident: a command that fails again in the same way is the same one. */
  readonly onDidOpen = this.#opened.event;
  #open: readonly OpenIncident<Origin>[] = [];
  #generation = 0;

  constructor(explain: (report: Report<Origin>) => Promise<readonly CommandFinding[]>) {
    this.#explain = explain;
  }

  /** The newest first. */
  get open(): readonly OpenIncident<Origin>[] {
    return this.#open;
  }

  async failed(report: Report<Origin>): Promise<void> {
    const incident = await this.#incident(report);
    if (incident === null) return;
    const before = this.#open.find((one) => isSame(one.report, report));
    // Explaining takes time: a later run of the command may have been explained before this one.
    if (before !== undefined && before.at > report.at) return;
    this.#open = [incident, ...this.#open.filter((one) => one !== before)].slice(0, MOST);
    this.#changed.fire();
    if (before === undefined || !isSameCause(before, incident)) this.#opened.fire(incident);
  }

  /** `at`: when it ended, in ms since the epoch. What failed after that is still open. */
  succeeded(command: string, cwd: string | null, at: number): void {
    this.#keep((one) => one.at > at || !isSame(one.report, { command, cwd }));
  }

  /** The list was examined: what it shows to be healed goes, and the remedies of the rest are proposed anew. */
  async examined(examination: Examination | null): Promise<void> {
    if (examination !== null) {
      this.#keep((one) => examination.at <= one.at || !one.findings.every((finding) => isHealed(finding, examination)));
    }
    await this.refresh();
  }

  /** Files or settings that the findings speak of have changed. */
  async refresh(): Promise<void> {
    if (this.#open.length === 0) return;
    const generation = ++this.#generation;
    const anew = await Promise.all(this.#open.map(async (one) => [one, await this.#incident(one.report)] as const));
    if (generation !== this.#generation) return;
    const known = new Map(anew);
    this.#open = this.#open.map((one) => known.get(one) ?? one);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#opened.dispose();
  }

  async #incident(report: Report<Origin>): Promise<OpenIncident<Origin> | null> {
    const findings = await this.#explain(report);
    const { command, cwd, at } = report;
    return findings.length === 0 ? null : { command, cwd, at, findings, report };
  }

  #keep(stays: (one: OpenIncident<Origin>) => boolean): void {
    const kept = this.#open.filter(stays);
    if (kept.length === this.#open.length) return;
    this.#open = kept;
    this.#changed.fire();
  }
}

/** The same command, whatever list stands before it: we put one there ourselves to run it again. */
function isSame(
  one: { command: string | null; cwd: string | null },
  other: { command: string | null; cwd: string | null },
) {
  if (one.command === null || other.command === null) return one.command === other.command;
  return withoutVariables(one.command) === withoutVariables(other.command) && one.cwd === other.cwd;
}

function isSameCause(one: Incident, other: Incident): boolean {
  const [a] = one.findings;
  const [b] = other.findings;
  return a?.code === b?.code && a?.entry === b?.entry && a?.module === b?.module;
}
