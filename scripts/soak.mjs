// `npm run soak`: every fault of the lab at every place of a list and at every moment of a run of go, then twenty minutes of random faults
// against the shipped relay (`-- --minutes N`, `-- --seed N`). Exit code 1 when an answer was wrong, a run of go failed, the relay was too
// slow, or memory grew.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** RSS may go up and down; what leaks in twenty minutes is more. */
const MAX_GROWTH = 32e6;
/** Bytes a minute, over the last three quarters of a soak that is long enough to tell. */
const MAX_SLOPE = 1e6;
const LONG = 10;
/** Requests a second. */
const LEAST = 5;

async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
    },
  });
  await setup();
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;
  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  const isSweptWell = await sweep();
  return (await soak(Number(values.minutes), Number(values.seed))) && isSweptWell ? 0 : 1;
}

/** Every combination, each with a relay and a go of its own. Returns whether all ended well. */
async function sweep() {
  const { startLab } = await import('../test/lab/lab.ts');
  const { BROKEN, MOMENTS, PLACES, playAll } = await import('../test/network/relay/turning.ts');
  const turns = BROKEN.flatMap((fault) =>
    PLACES.flatMap((place) => MOMENTS.map((moment) => ({ fault, place, moment }))),
  );
  const lab = await startLab();
  try {
    const played = await playAll(lab, turns);
    const wrong = played.flatMap((one) => one.wrong ?? []);
    const lines = MOMENTS.map((moment) => {
      const there = played.filter((one) => one.moment === moment);
      const hits = there.reduce((sum, { met }) => sum + met, 0);
      const unmet = there.filter(({ met }) => met === 0).length;
      return `${moment}: ${there.length} times (${BROKEN.length} faults, ${PLACES.length} places), met by ${hits} connections, ${unmet} by none`;
    });
    print([...lines, `${wrong.length} of ${played.length} went wrong`, ...wrong.slice(0, 20)]);
    return wrong.length === 0;
  } finally {
    await lab.stop();
  }
}

/** Random faults. Returns whether all was well. */
async function soak(minutes, seed) {
  const { soak: run } = await import('../test/network/relay/soak/soak.ts');
  const { sampleAt, slope } = await import('../test/network/relay/soak/memory.ts');
  const { requests, wrong, runs, failedRuns, memory, met } = await run({
    duration: minutes * 60_000,
    cli: join(root, 'dist', 'cli.js'),
    seed,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  const rate = requests / (minutes * 60);
  const curve = [0, 0.25, 0.5, 0.75, 1].map((share) => sampleAt(memory, share));
  const growth = sampleAt(memory, 1).bytes - sampleAt(memory, 1 / 3).bytes;
  const perMinute = slope(memory, (minutes * 60_000) / 4);
  print([
    `seed ${seed}: ${requests} requests (${rate.toFixed(1)}/s), ${wrong.length} wrong; ${runs} runs of go, ${failedRuns.length} failed`,
    `memory, MB after min: ${curve.map(({ ms, bytes }) => `${megabytes(bytes)} (${(ms / 60_000).toFixed(1)})`).join(', ')}`,
    `slope over the last three quarters: ${megabytes(perMinute)} MB/min; growth from the first third on: ${megabytes(growth)} MB`,
    'requests of the relay by what met them:',
    ...Object.entries(met)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([way, count]) => `  ${way}: ${count}`),
    ...wrong.slice(0, 20),
    ...failedRuns.slice(0, 5),
  ]);
  const isFlat = growth <= MAX_GROWTH && (minutes < LONG || perMinute <= MAX_SLOPE);
  return wrong.length === 0 && failedRuns.length === 0 && rate >= LEAST && isFlat;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(2);
}

function print(lines) {
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`soak: ${error.message}\n`);
  return 1;
});
