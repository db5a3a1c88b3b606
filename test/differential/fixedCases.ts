/** Lists in which go waits, for a limit of its own or without end, and some that chance seldom makes. */
import { caseOf, type EntryKind, type ListCase } from './listCase.ts';

export interface FixedCase {
  readonly listCase: ListCase;
  /** ms after which go is taken to wait without end: beyond the 30 s of a dial, or what its limits add up to. */
  readonly bound: number;
}

/** No server of the lab has it. */
export const NOWHERE = 'example.test/none@v1.0.0';

const SMALL = 'example.test/e@v1.0.0';
const BOUND = 45_000;

type Row = readonly [list: string, bound?: number | undefined, module?: string];

const ROWS: readonly Row[] = [
  ['black-hole,healthy'], // fails after the 30 s of a dial
  ['black-hole|healthy', 110_000], // serves, after 30 s for each of the three files
  ['black-hole|status-404|'], // fails after 30 s, with the first entry's error
  ['tls-silent,healthy'], // fails after the 10 s of a handshake
  ['tls-silent|healthy-h2'], // serves after three times 10 s
  ['status-500|tls-silent'], // fails after 10 s, with the last error
  ['silent|healthy'], // waits for ever from here on
  ['status-404,headers-then-silent,healthy'],
  ['reset-at-once|body-stall|healthy'],
  ['file-no-zip,silent|healthy'], // at the .zip
  ['healthy|silent'], // never comes to it
  ['file-no-info,slow-drip'], // served, a byte every 200 ms
  ['gzip-bomb,healthy'], // reads all of it, and then fails
  ['body-stall,healthy', BOUND, NOWHERE], // waits for the end of the plain text of a 404
  ['reset-mid-body,healthy', BOUND, NOWHERE], // a 404 is one even if its text is cut
];

/** Returns the cases; `kinds` must have those that the rows name. */
export function fixedCases(kinds: readonly EntryKind[]): FixedCase[] {
  return ROWS.map(([list, bound = BOUND, module = SMALL]) => ({ bound, listCase: caseOf(list, module, kinds) }));
}
