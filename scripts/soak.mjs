// `npm run soak`: twenty minutes of random faults against the shipped relay (`-- --minutes N`, `-- --seed N`). Exit code 1 when an answer
// was wrong, a run of go failed, or memory grew.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** RSS may go up and down; what leaks in twenty minutes is more. */
const MAX_GROWTH = 32e6;

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
  const { soak } = await import('../test/network/relay/soak/soak.ts');
  const report = await soak({
    duration: Number(values.minutes) * 60_000,
    cli: join(root, 'dist', 'cli.js'),
    seed: Number(values.seed),
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  const [early, late] = report.memory;
  const grew = late - early > MAX_GROWTH;
  process.stdout.write(
    [
      `seed ${values.seed}: ${report.requests} requests, ${report.wrong.length} wrong; ${report.runs} runs of go, ${report.failedRuns.length} failed`,
      `memory ${(early / 1e6).toFixed(0)} MB after a third of the time, ${(late / 1e6).toFixed(0)} MB at the end`,
      ...report.wrong.slice(0, 20),
      ...report.failedRuns.slice(0, 5),
      '',
    ].join('\n'),
  );
  return report.wrong.length > 0 || report.failedRuns.length > 0 || grew ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`soak: ${error.message}\n`);
  return 1;
});
