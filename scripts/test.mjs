// `npm test`: installs what is missing and runs every suite, or those that are named (`npm test -- unit lint`). The output of one that
// runs behind another (test/suites.mjs) comes when it has ended.
// The last line is `N passed, N failed`, with `, N skipped` where something was. Exit code 1 when anything failed.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';
import { runSuite } from './test/runSuite.mjs';
import { suites } from './test/suites.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function main(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) {
    process.stderr.write(`no such suite: ${unknown} (there are: ${suites.map(({ name }) => name).join(', ')})\n`);
    return 2;
  }
  const chosen = suites.filter(({ name, partOf }) => (names.length === 0 ? !partOf : names.includes(name)));
  const wanted = new Set(chosen.flatMap(({ needs = [] }) => needs));
  const problems = await setup({
    browser: wanted.has('browser'),
    // A program that cannot be had is left out, with what is tested against it: the rest of the suite runs all the same.
    shells: chosen.some(({ name }) => name === 'unit'),
    networkPrograms: chosen.some(({ name }) => name === 'network' || name === 'editor'),
    vscode: wanted.has('vscode') ? ['floor', 'newest'] : [],
  });
  for (const { reason } of problems) process.stdout.write(`setup: ${reason}\n`);

  const results = new Map();
  const run = async (suite, isBehind) => {
    const start = Date.now();
    const heading = `\n── ${suite.name}\n`;
    if (!isBehind) process.stdout.write(heading);
    const missing = problems.find(({ what }) => suite.needs?.includes(what));
    const collect = isBehind ? (output) => process.stdout.write(heading + output) : null;
    const counts = missing ? without(missing) : await runSuite(root, suite, collect);
    results.set(suite, { name: suite.name, ...counts, seconds: (Date.now() - start) / 1000 });
  };
  const isBehind = ({ behind }) => chosen.some(({ name }) => name === behind);
  for (const suite of chosen.filter((one) => !isBehind(one))) {
    const runFollowers = async () => {
      for (const follower of chosen.filter(({ behind }) => behind === suite.name)) await run(follower, true);
    };
    await Promise.all([run(suite, false), runFollowers()]);
  }
  return report(chosen.map((suite) => results.get(suite)));
}

/** What a suite counts that cannot run for want of something. */
function without({ reason, mayBeSkipped }) {
  process.stdout.write(`${mayBeSkipped ? 'skipped' : 'not run'}: ${reason}\n`);
  return { passed: 0, failed: mayBeSkipped ? 0 : 1, skipped: mayBeSkipped ? 1 : 0 };
}

function report(results) {
  const line = ({ passed, failed, skipped }) =>
    `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
  process.stdout.write('\n');
  for (const { name, seconds, ...counts } of results) {
    process.stdout.write(`${name.padEnd(14)}${line(counts).padEnd(36)}${seconds.toFixed(1).padStart(7)} s\n`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  process.stdout.write(`\n${line({ passed: sum('passed'), failed, skipped: sum('skipped') })}\n`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stdout.write(`${error.message}\n0 passed, 1 failed\n`);
  return 1;
});
