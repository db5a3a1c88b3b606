/** Plays a row: the go command fails, is understood, is mended as the remedy says, succeeds; then the change is taken back. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Stage } from '../../../scripts/record/stage.ts';
import { viewGo } from '../../../src/doctor/environment/goView.ts';
import type { ExaminationRequest } from '../../../src/doctor/examinationRequest.ts';
import { examine } from '../../../src/doctor/examine.ts';
import type { Finding } from '../../../src/doctor/finding.ts';
import { explainFailures } from '../../../src/doctor/incident/explain.ts';
import type { ModuleTexts } from '../../../src/doctor/incident/place.ts';
import { readOutput } from '../../../src/doctor/reading/readOutput.ts';
import { remedyContext } from '../../../src/doctor/remedyContext.ts';
import { type GoEnd, Home } from './home.ts';
import { carryOut, PORTS, picture, type Taken, takeBack } from './mending.ts';
import type { Circumstances, Played } from './row.ts';

/** What was seen. */
export interface Seen extends Taken {
  readonly first: GoEnd;
  /** `code/detail entry` of each finding, the deciding one first. */
  readonly findings: readonly string[];
  /** `id kind` of the remedies of the finding that the row is about. */
  readonly remedies: readonly string[];
  /** The values that were set, the lines to type, or what was deleted; a fault where it could not be carried out. */
  readonly done: string;
  /** Null where the remedy was not offered. */
  readonly second: GoEnd | null;
  readonly ms: number;
}

/** ms for one entry: all that is not silent or slow answers at once. */
const ENTRY = 2_500;
const PATIENT = 20_000;
const DEADLINE = 60_000;

export async function playRow(row: Played, stage: Stage): Promise<Seen> {
  const begin = performance.now();
  const home = await Home.open(row, { caFile: stage.caFile, sums: stage.modules.goSum(), key: stage.sumdb.key });
  try {
    return await play(row, stage, home, begin);
  } finally {
    await home.close();
  }
}

async function play(row: Played, stage: Stage, home: Home, begin: number): Promise<Seen> {
  const isLooking = row.by === 'looking';
  const signal = AbortSignal.timeout(DEADLINE);
  await home.become(row);
  if (row.before !== undefined) {
    await setHosts(stage, row, { hosts: row.before.hosts });
    await home.go(row.before.args);
    if (row.before.shell !== undefined) await home.become({ shell: row.before.shell });
  }
  await setHosts(stage, row, row);
  const first = await home.go(row.args, row.hangs);
  const found = await (isLooking ? look(row, home, signal) : explain(row, home, first, signal));
  const finding = isLooking ? found.find(({ code }) => code === row.code) : found[0];
  const remedy = finding?.remedies.find(({ id }) => id === row.remedy);
  const seen = {
    first,
    findings: found.map(({ code, detail, entry }) => `${code}/${detail} ${entry}`),
    remedies: finding?.remedies.map(({ id, action }) => `${id} ${action.kind}`) ?? [],
  };
  const ms = () => Math.round(performance.now() - begin);
  if (remedy === undefined)
    return { ...seen, done: 'not offered', second: null, notRestored: [], changes: 0, ms: ms() };
  const before = await picture(home);
  const done = await carryOut(remedy, home, signal);
  if (row.afterwards !== undefined) {
    if (row.afterwards.hosts !== undefined) await setHosts(stage, row, row.afterwards);
    await home.become(row.afterwards);
  }
  const second = await home.go(row.args);
  const taken = await takeBack(home, before, signal);
  return { ...seen, done, second, ...taken, ms: ms() };
}

async function setHosts(stage: Stage, row: Played, { hosts = {}, socket = row.socket }: Circumstances): Promise<void> {
  const scene = { name: row.words, go: '1.26.8', command: '', goproxy: row.goproxy, scenario: '', expect: [] } as const;
  await stage.set({ ...scene, hosts, ...(socket === undefined ? {} : { socket }) }, false);
}

async function request({ latency = PATIENT }: Played, home: Home): Promise<ExaminationRequest> {
  const list = await home.workspaceList();
  return {
    goproxy: list === null ? null : { value: list, origin: 'workspace' },
    named: [],
    depth: 'sample',
    cwd: home.app,
    env: home.environment,
    goPath: '',
    trusted: true,
    timeout: latency === PATIENT ? ENTRY : PATIENT,
    latency,
    scope: list === null ? 'user' : 'workspace',
  };
}

async function look(row: Played, home: Home, signal: AbortSignal): Promise<readonly Finding[]> {
  const examination = await examine(await request(row, home), PORTS, signal);
  return 'noList' in examination ? [] : examination.findings;
}

async function explain(row: Played, home: Home, { output }: GoEnd, signal: AbortSignal): Promise<readonly Finding[]> {
  const asked = await request(row, home);
  const examination = await examine(asked, PORTS, signal);
  const go = await viewGo({ ...asked, mayRun: true }, PORTS, signal);
  const knowledge = {
    context: await remedyContext(asked, go, PORTS, null),
    examination: 'noList' in examination ? null : examination,
    modules: await moduleTexts(home),
    command: `go ${row.args.join(' ')}`,
  };
  return explainFailures(readOutput(output), knowledge, new Map());
}

/** As src/editor/incident/moduleTexts.ts finds them. */
async function moduleTexts({ app }: Home): Promise<readonly ModuleTexts[]> {
  const text = (name: string) => readFile(path.join(app, name), 'utf8').catch(() => null);
  const goMod = await text('go.mod');
  return goMod === null ? [] : [{ folder: app, goMod, goSum: await text('go.sum') }];
}
