/** Mirrors side by side as rows of text, the best first: for the terminal and for Markdown. */
import type { ComparedMirror, Comparison, Grade } from '../../../doctor/compare/comparison.ts';
import { inert } from '../../inert.ts';
import { duration } from '../../numbers.ts';
import { compareWords, databaseWord, mirrorName, rateText, remarks } from '../../words/command/compareText.ts';
import type { Mark } from '../mark.ts';

export interface CompareRow {
  readonly mark: Mark;
  readonly name: string;
  /** In the order of `figureHeads`; `–` for what was not seen. */
  readonly figures: readonly string[];
  readonly remarks: readonly string[];
}

const MARK_OF: Readonly<Record<Grade, Mark>> = { right: 'good', lacking: 'warning', wrong: 'bad' };

export function figureHeads(): readonly string[] {
  const { answer, connection, archive, newest, database } = compareWords;
  return [answer, connection, archive, newest, database].map((head) => head());
}

export function compareRows({ mirrors, ranking }: Comparison): readonly CompareRow[] {
  return ranking.flatMap((number) => {
    const mirror = mirrors[number];
    return mirror === undefined ? [] : [rowOf(mirror)];
  });
}

function rowOf(mirror: ComparedMirror): CompareRow {
  const { grade, done, latency, throughput, newest } = mirror;
  return {
    mark: done || grade !== 'right' ? MARK_OF[grade] : 'neutral',
    name: mirrorName(mirror),
    figures: [
      time(latency?.reused),
      time(latency?.fresh),
      throughput === null ? '–' : rateText(throughput),
      newest === null ? '–' : inert(newest, 40),
      databaseWord(mirror),
    ],
    remarks: remarks(mirror),
  };
}

function time(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? '–' : duration(ms);
}
