/** Driver (labHost.ts): plays rows of the table, one after the other, in a namespace where only the stage exists. */
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type Stage, setStage } from '../../../scripts/record/stage.ts';
import type { ChecksumExamination } from '../../../src/doctor/checksum/checksumExamination.ts';
import { examineChecksum } from '../../../src/doctor/checksum/examineChecksum.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { parseModuleQuery } from '../../../src/goproxy/module/version.ts';
import { triage } from '../../../src/integrity/triage/triage.ts';
import { createNetwork } from '../../../src/net/network.ts';
import { checksumSentence } from '../../../src/text/words/verdict/checksumSentence.ts';
import type { Driver } from '../../lab/labHost.ts';
import { type GoEnd, Home } from '../remedies/home.ts';
import { carryOut, PORTS, picture, type Taken, takeBack } from '../remedies/mending.ts';
import type { Circumstances } from '../remedies/row.ts';
import type { TriageRow } from './row.ts';
import { TRIAGE_ROWS } from './rows.ts';

/** What was seen. */
export interface TriageSeen extends Taken {
  readonly first: GoEnd;
  readonly found: Pick<ChecksumExamination, 'code' | 'verdict' | 'sources'> & {
    readonly sentence: string;
    readonly files: readonly string[];
    readonly remedies: readonly string[];
  };
  /** What came of each remedy. */
  readonly done: readonly string[];
  readonly second: GoEnd | null;
  /** The temporary folder afterwards. */
  readonly left: readonly string[];
}

export type TriagesSeen = Readonly<Record<number, TriageSeen | { readonly error: string }>>;

const TEMPORARY = '/home/tmp';
/** ms. */
const DEADLINE = 60_000;
const SOURCE = 10_000;

const driver: Driver = async ({ lab }, input): Promise<TriagesSeen> => {
  await promisify(execFile)('mount', ['-t', 'tmpfs', 'tmpfs', '/home']);
  await mkdir('/home/cache');
  const stage = await setStage(lab, [...new Set(TRIAGE_ROWS.flatMap(hostsOf))]);
  await mkdir(TEMPORARY);
  process.env.TMPDIR = TEMPORARY;
  const seen: Record<number, TriageSeen | { readonly error: string }> = {};
  for (const number of input as readonly number[]) {
    const row = TRIAGE_ROWS[number];
    if (row === undefined) continue;
    seen[number] = await playRow(row, stage).catch((error: Error) => ({ error: error.stack ?? error.message }));
  }
  await stage.stop();
  return seen;
};

function hostsOf({ hosts, before }: TriageRow): string[] {
  return [hosts, before?.hosts].flatMap((one) => Object.keys(one ?? {}));
}

async function playRow(row: TriageRow, stage: Stage): Promise<TriageSeen> {
  const home = await Home.open(row, { caFile: stage.caFile, sums: stage.modules.goSum(), key: stage.sumdb.key });
  try {
    return await play(row, stage, home);
  } finally {
    await home.close();
  }
}

async function play(row: TriageRow, stage: Stage, home: Home): Promise<TriageSeen> {
  const signal = AbortSignal.timeout(DEADLINE);
  const { before } = row;
  await home.become(row);
  if (before !== undefined) {
    await setHosts(stage, row, before);
    await home.go(before.args);
    if (before.shell !== undefined) await home.become({ shell: before.shell });
    if (before.looks === true) await examine(row, home, signal);
  }
  await setHosts(stage, row, row);
  const first = await home.go(row.args);
  const { code, verdict, sources, difference, remedies, ...rest } = await examine(row, home, signal);
  const left = await readdir(TEMPORARY);
  const found = {
    ...{ code, verdict, sources },
    sentence: checksumSentence({ ...rest, verdict, sources, difference }),
    files: difference?.files.map(({ name }) => name) ?? [],
    remedies: remedies.flatMap(({ id }) => (id === 'open-docs' ? [] : [id])),
  };
  const pictured = await picture(home);
  const done: string[] = [];
  for (const wanted of row.pressed) {
    const remedy = remedies.find(({ id }) => id === wanted);
    done.push(remedy === undefined ? `${wanted}: not offered` : await carryOut(remedy, home, signal));
  }
  const second = row.pressed.length === 0 ? null : await home.go(row.args);
  return { first, found, done, second, left, ...(await takeBack(home, pictured, signal)) };
}

async function setHosts(stage: Stage, row: TriageRow, { hosts = {} }: Circumstances): Promise<void> {
  const scene = { name: row.words, go: '1.26.8', command: '', goproxy: row.goproxy, scenario: '', expect: [] } as const;
  await stage.set({ ...scene, hosts }, false);
}

async function examine(row: TriageRow, home: Home, signal: AbortSignal): Promise<ChecksumExamination> {
  const query = parseModuleQuery(row.module);
  const more = row.from === undefined ? null : parseList(row.from);
  if (query?.version == null || more?.ok === false) throw new Error(row.words);
  const environment = { ...home.environment, XDG_STATE_HOME: home.state };
  const network = (variables: Readonly<Record<string, string | undefined>>) =>
    createNetwork({ environment: variables, files: PORTS.files });
  const request = {
    subject: { module: query.module, version: query.version },
    goproxy: null,
    more: more === null ? null : more.value,
    cwd: home.app,
    env: environment,
    goPath: '',
    deadline: SOURCE,
  };
  const ports = { ...PORTS, network };
  const examined = await examineChecksum(
    request,
    { ...ports, triage: (question, ...others) => triage(question, ports, ...others) },
    signal,
  );
  if (!examined.ok) throw new Error(examined.error);
  return examined.value;
}

export default driver;
