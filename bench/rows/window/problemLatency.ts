// How soon a failed command is explained: from its end in the terminal to the squiggle on go.mod, in a real window.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openVsCode, type VsCode } from '../../../test/editor/host/vsCode.ts';
import { type BenchRow, measured } from '../../row.ts';
import { SAMPLE, type Stage } from '../../stage.ts';
import { median } from '../../statistics.ts';

const RUNS = 11;
const BOUND = 300;
/** The two files that the command leaves: it fails while the one is there, and writes into the other when it ends. */
const FAIL = 'fail';
const ENDED = 'ended';

/** One command line for both ends, as only the same command's success takes a problem away. */
const SCRIPT = `#!/bin/sh
if [ -e ${FAIL} ]; then go mod download ${SAMPLE.module}@${SAMPLE.version}; code=$?; else code=0; fi
date +%s%3N > ${ENDED}
exit $code
`;

/** Runs in the page: when the squiggle is there, in ms since the epoch. */
const SEEN = `new Promise((resolve) => {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.monaco-editor .squiggly-error') === null) return;
    observer.disconnect();
    resolve(Date.now());
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
})`;

export async function problemLatency(stage: Stage): Promise<readonly BenchRow[]> {
  const { folder, lab } = stage;
  await writeFile(join(folder, 'run.sh'), SCRIPT);
  await chmod(join(folder, 'run.sh'), 0o755);
  // Without one VS Code starts sh, which tells nothing of its commands.
  const env = { ...stage.env, SHELL: '/bin/bash', GOPROXY: `${lab.urls.refused},${lab.urls.healthy}` };
  const code = await openVsCode({ version: 'newest', folder, extensionPath: stage.root, env });
  try {
    await code.statusBar(/refuses connections/);
    await openFile(code, 'go.mod');
    await code.command('Terminal: Focus Terminal');
    await code.page.locator('.terminal-wrapper.active .terminal-command-decoration').last().waitFor();
    const samples: number[] = [];
    for (let run = 0; run < RUNS; run++) samples.push(await latency(code, folder));
    return [
      measured({
        name: 'end of the failing command to the problem on screen',
        unit: 'ms',
        ours: median(samples),
        bound: BOUND,
        note: `median of ${RUNS}, slowest ${Math.max(...samples)} ms; VS Code ${code.server.version}, load included`,
        samples,
      }),
    ];
  } finally {
    await code.close();
  }
}

async function latency(code: VsCode, folder: string): Promise<number> {
  const squiggle = code.page.locator('.monaco-editor .squiggly-error').first();
  await writeFile(join(folder, FAIL), '');
  // Noted by the page itself: asking it from here would add the way.
  const [at] = await Promise.all([code.page.evaluate<number>(SEEN), code.terminal('./run.sh')]);
  const ended = Number(await readFile(join(folder, ENDED), 'utf8'));
  await rm(join(folder, FAIL));
  await code.terminal('./run.sh');
  await squiggle.waitFor({ state: 'detached' });
  return at - ended;
}

async function openFile(code: VsCode, name: string): Promise<void> {
  await code.command('Go to File...');
  await code.page.keyboard.type(name);
  await code.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
  await code.page.keyboard.press('Enter');
  await code.page.locator('.editor-group-container .tab.active', { hasText: name }).waitFor();
}
