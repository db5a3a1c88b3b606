/** One row: a version whose hashes disagree, what the real go says of it, what the triage finds, and what mends it. */
import type { Scenario } from '../../../scripts/record/scenario.ts';
import type { RemedyId } from '../../../src/failures/catalogue.ts';
import type { FailureCode } from '../../../src/failures/code.ts';
import type { Circumstances } from '../remedies/row.ts';

export interface TriageRow extends Circumstances {
  readonly words: string;
  readonly goproxy: string;
  /** Further lines of go's env file; `$KEY` stands for the database's key. GOSUMDB=off unless told. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What came before: hosts, a run of go, a line of sh. `looks`: the version was triaged then, too. */
  readonly before?: {
    readonly hosts: Scenario['hosts'];
    readonly args: readonly string[];
    readonly shell?: string;
    readonly looks?: true;
  };
  /** More mirrors, as `--from` gives them. */
  readonly from?: string;
  readonly module: string;
  /** The real go, what it prints, and whether it succeeds: it does not always notice. */
  readonly args: readonly string[];
  readonly go: RegExp;
  readonly goSucceeds?: true;
  /** What the triage finds; `code` null where nothing is wrong. */
  readonly code: FailureCode | null;
  readonly culprit: string | null;
  readonly odd: readonly string[];
  readonly basis: 'database' | 'majority' | 'none';
  /** Part of the verdict's sentence. */
  readonly sentence: RegExp;
  /** The files that differ. */
  readonly differing?: readonly string[];
  /** The remedies that are offered, without the page that explains. */
  readonly remedies: readonly RemedyId[];
  /** Those of them that are carried out, in this order; then the same run of go succeeds. None: nothing here can mend it. */
  readonly pressed: readonly RemedyId[];
}
