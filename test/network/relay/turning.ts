/** Entries that break while the real go is at work: which fault, at which place of the list, at which moment. */
import { FAULTS, type Fault, type FaultName } from '../../lab/faults.ts';
import { runGo } from '../../lab/goRunner.ts';
import type { Lab } from '../../lab/lab.ts';
import { runRelay } from './runningRelay.ts';
import { startTurningEntry } from './turningEntry.ts';

/** No relay can tell an archive with other bytes from the true one: go does, by its hash. */
const UNSEEN: ReadonlySet<string> = new Set(['altered-zip', 'corrupt-zip']);
export const BROKEN = (Object.keys(FAULTS) as FaultName[]).filter(
  (name) => !name.startsWith('healthy') && !name.startsWith('sumdb-') && !UNSEEN.has(name),
);
const MODULES = ['example.test/a@v1.0.0', 'example.test/Upper/MixedCase@v1.0.0', 'example.test/b@v1.0.0'];
/** Runs of go side by side: most of the time is waiting. */
const AT_ONCE = 6;
/** ms that the healthy servers take to answer, so that there is a midst. */
const DELAY = 40;

/** Where the turning entry stands. */
export const PLACES = ['first of two', 'behind a dead one', 'before a dead one'] as const;
export type Place = (typeof PLACES)[number];

/** When it turns. */
export const MOMENTS = ['before the first request', 'in the midst of the graph', 'in the midst of an archive'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Turn {
  readonly fault: FaultName;
  readonly place: Place;
  readonly moment: Moment;
}

export interface Played extends Turn {
  /** What was wrong with how go ended; null where nothing was. */
  readonly wrong: string | null;
  /** Connections that met the fault. */
  readonly met: number;
}

/** Plays each turn, with a relay and a go of its own. */
export async function playAll(lab: Lab, turns: readonly Turn[]): Promise<readonly Played[]> {
  lab.delay(DELAY);
  const left = [...turns];
  const played: Played[] = [];
  const worker = async () => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) played.push(await play(lab, one));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return played;
}

async function play(lab: Lab, turn: Turn): Promise<Played> {
  const { fault, place, moment } = turn;
  const { scheme }: Fault = FAULTS[fault];
  const entry = await startTurningEntry(lab.urls[scheme === 'https' ? 'healthy-tls' : 'healthy'], lab.urls[fault]);
  const relay = await runRelay(lab, listOf(place, entry.url, lab));
  const isDue = () => {
    const kinds = relay.answers.map(({ request }) => request.kind);
    if (moment === 'in the midst of the graph') return kinds.length >= 2;
    return kinds.filter((kind) => kind === 'mod').length >= MODULES.length;
  };
  let hasTurned = moment === 'before the first request';
  if (hasTurned) entry.turn();
  const watching = setInterval(() => {
    if (hasTurned || !isDue()) return;
    clearInterval(watching);
    // The next answers are on their way by now.
    setTimeout(() => {
      hasTurned = true;
      entry.turn();
    }, DELAY / 3);
  }, 2);
  try {
    const run = await runGo(['mod', 'download', '-json', ...MODULES], { goproxy: relay.goproxy });
    const sums = run.stdout.match(/"Sum": "[^"]+"/g)?.join(' ');
    const isWell = run.code === 0 && sums === wanted(lab) && run.ms < 15_000 && hasTurned;
    const words = `${run.code} after ${run.ms.toFixed(0)} ms${hasTurned ? '' : ', never turned'}`;
    const wrong = isWell ? null : `${fault}, ${place}, ${moment}: ${words}\n${run.stdout}${run.stderr}`;
    return { ...turn, wrong, met: entry.met };
  } finally {
    clearInterval(watching);
    await relay.close();
    await entry.stop();
  }
}

function listOf(place: Place, entry: string, { urls }: Lab): string {
  switch (place) {
    case 'first of two':
      return `${entry},${urls.healthy}`;
    case 'behind a dead one':
      return `${urls.refused},${entry},${urls.healthy}`;
    case 'before a dead one':
      return `${entry},${urls['status-500']},${urls.healthy}`;
  }
}

function wanted({ modules }: Lab): string {
  return MODULES.map((name) => {
    const [path = '', version = ''] = name.split('@');
    return `"Sum": "${modules.find(path, version)?.zipHash}"`;
  }).join(' ');
}
