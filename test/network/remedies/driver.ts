/** Driver (labHost.ts): plays rows of the table, one after the other, in a namespace where only the stage exists. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { setStage } from '../../../scripts/record/stage.ts';
import type { Driver } from '../../lab/labHost.ts';
import { playRow, type Seen } from './playRow.ts';
import { isPlayed, type Played } from './row.ts';
import { ROWS } from './rows.ts';

export interface RowsInput {
  /** Host name of Go's own mirror. */
  readonly mirror: string;
  /** Numbers of rows in the table. */
  readonly numbers: readonly number[];
}

/** By the number of the row; the stack where it threw. */
export type RowsSeen = Readonly<Record<number, Seen | { readonly error: string }>>;

const driver: Driver = async ({ lab }, input): Promise<RowsSeen> => {
  const { mirror, numbers } = input as RowsInput;
  await promisify(execFile)('mount', ['-t', 'tmpfs', 'tmpfs', '/home']);
  await mkdir('/home/cache');
  // Whatever the stage leaves behind ends with the namespace too.
  await mkdir('/home/tmp');
  process.env.TMPDIR = '/home/tmp';
  await useOfficialGoEnv();
  const rows = ROWS.map((row) => (isPlayed(row) ? withMirror(row, mirror) : row));
  const stage = await setStage(lab, [...new Set(rows.flatMap((row) => (isPlayed(row) ? hostsOf(row) : [])))]);
  const seen: Record<number, Seen | { readonly error: string }> = {};
  for (const number of numbers) {
    const row = rows[number];
    if (row === undefined || !isPlayed(row)) continue;
    seen[number] = await playRow(row, stage).catch((error: Error) => ({ error: error.stack ?? error.message }));
  }
  await stage.stop();
  return seen;
};

/** Packagers put GOTOOLCHAIN=local there. Mounted over: it ends with the namespace. */
async function useOfficialGoEnv(): Promise<void> {
  const file = '/usr/local/go/go.env';
  const text = await readFile(file, 'utf8');
  await writeFile('/home/go.env', text.replace(/^GOTOOLCHAIN=.*$/m, 'GOTOOLCHAIN=auto'));
  await promisify(execFile)('mount', ['--bind', '/home/go.env', file]);
}

function hostsOf({ hosts, before, afterwards }: Played): string[] {
  return [hosts, before?.hosts, afterwards?.hosts].flatMap((one) => Object.keys(one ?? {}));
}

function withMirror(row: Played, mirror: string): Played {
  const named = (hosts: Played['hosts']) =>
    Object.fromEntries(Object.entries(hosts ?? {}).map(([name, what]) => [name.replace('GO-MIRROR', mirror), what]));
  const { before, afterwards } = row;
  return {
    ...row,
    goproxy: row.goproxy.replace('GO-MIRROR', mirror),
    hosts: named(row.hosts),
    ...(before === undefined ? {} : { before: { ...before, hosts: named(before.hosts) } }),
    ...(afterwards?.hosts === undefined ? {} : { afterwards: { ...afterwards, hosts: named(afterwards.hosts) } }),
  };
}

export default driver;
