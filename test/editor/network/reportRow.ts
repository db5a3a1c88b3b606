/** A row of the report in VS Code: a fault of the network, and the findings that the page shows of it. All of it is what JSON can carry. */
import type { FindingRow } from '../../network/findings/row.ts';

/**
 * The window's environment is one for all rows: what a row of the command line sets there stands in go's own file here. Files of the
 * workspace stay for the rows behind it, but for go.mod, which is written anew.
 */
export interface ReportRow extends Pick<FindingRow, 'list' | 'resolvConf' | 'workspace' | 'home' | 'findings'> {
  /** What the page says: regular expressions. */
  readonly says?: readonly string[];
}

export interface ReportSeen {
  readonly name: string;
  /** `code/detail severity@entry module`, as in a FindingRow. */
  readonly findings: readonly string[];
  readonly text: string;
}
