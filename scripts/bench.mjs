// `npm run bench`: builds, measures what the product promises beside what people use today, prints a table, writes JSON.
// Everything runs on loopback, but for real modules that the user's go fetches once into .cache/. `-- --quick` leaves out what
// needs VS Code or takes more than ten seconds; `-- --only TEXT` measures the parts with TEXT in their title; `-- --out FILE` names
// the JSON file. The last line on stdout is its path. Exit code 0 when it was measured, whatever the verdicts.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runOnNode24 } from './setup/runOnNode24.mjs';
import { runQuietly, runStep } from './setup/runStep.mjs';
import { setup } from './setup.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      out: { type: 'string' },
    },
  });
  const time = new Date().toISOString().replaceAll(':', '-');
  return {
    quick: values.quick,
    only: values.only,
    out: resolve(values.out ?? join(root, '.cache', 'bench', `${time}.json`)),
  };
}

async function main(args) {
  const { quick, only, out } = parse(args);
  const problems = await setup(quick ? {} : { browser: true, vscode: ['newest'] });
  const elsewhere = await runOnNode24();
  if (elsewhere !== undefined) return elsewhere;

  await runStep('build', () => runQuietly(process.execPath, ['esbuild.mjs'], { cwd: root }));
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => stop.abort());
  const { bench } = await import('../bench/bench.ts');
  await bench({
    quick,
    only,
    out,
    noVsCode: problems[0]?.reason ?? null,
    signal: stop.signal,
    print: (text) => process.stdout.write(text),
    progress: (text) => process.stderr.write(`${text}\n`),
  }).catch((error) => {
    throw stop.signal.aborted ? new Error('interrupted') : error;
  });
  process.stdout.write(`${out}\n`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`bench: ${error.message}\n`);
  return 1;
});
