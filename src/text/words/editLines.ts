/** What a change of go.sum comes to, line by line, for people who are to agree to it. */
import type { SumsEdit } from '../../remedies/change/change.ts';
import { inert } from '../inert.ts';

/** Returns the file's name, then the lines that go (`-`) and those that come (`+`), in the file's order. */
export function editLines({ path, before, after }: SumsEdit): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const [had, has] = [new Set(old), new Set(now)];
  const gone = old.filter((line) => !has.has(line)).map((line) => `- ${inert(line, 400)}`);
  const come = now.filter((line) => !had.has(line)).map((line) => `+ ${inert(line, 400)}`);
  return [inert(path), ...gone, ...come].join('\n');
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8').split(/\r?\n/);
}
