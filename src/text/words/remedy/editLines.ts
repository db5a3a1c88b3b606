/** What a change of go.sum comes to, line by line, for people who are to agree to it. */
import type { SumsEdit } from '../../../remedies/change/change.ts';
import { inert } from '../../inert.ts';

/** Returns the lines that go and those that come, in the file's order. */
export function editedLines({ before, after }: SumsEdit): {
  readonly gone: readonly string[];
  readonly come: readonly string[];
} {
  const [old, now] = [linesOf(before), linesOf(after)];
  const [had, has] = [new Set(old), new Set(now)];
  return { gone: old.filter((line) => !has.has(line)), come: now.filter((line) => !had.has(line)) };
}

/** Returns the file's name, then the lines that go (`-`) and those that come (`+`). */
export function editLines(edit: SumsEdit): string {
  const { gone, come } = editedLines(edit);
  const shown = (sign: string) => (line: string) => `${sign} ${inert(line, 400)}`;
  return [inert(edit.path), ...gone.map(shown('-')), ...come.map(shown('+'))].join('\n');
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8').split(/\r?\n/);
}
