// The dashboard in a real window: until there is something to see, and until a change is on the screen.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openVsCode, type VsCode } from '../../../test/editor/host/vsCode.ts';
import { webviewFrame } from '../../../test/editor/host/webviewFrame.ts';
import { until } from '../../../test/support/until.ts';
import { type BenchRow, measured } from '../../row.ts';
import type { Stage } from '../../stage.ts';
import { median } from '../../statistics.ts';

const RUNS = 11;
const FIRST_PAINT = 300;
const REFRESH = 50;
/** ms for a look, on a busy machine. */
const LOOK = 30_000;

/** Runs in the page: ms from the start of its loading to the first sight of its content. */
const SEEN = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** Runs in the page: ms from the arrival of each of the next documents to the frame that shows it. */
const NOTE_REFRESHES = `globalThis.refreshes = [];
addEventListener('message', () => {
  const arrived = performance.now();
  requestAnimationFrame(() => setTimeout(() => globalThis.refreshes.push(performance.now() - arrived)));
}, { capture: true });`;

export async function dashboard(stage: Stage): Promise<readonly BenchRow[]> {
  const { folder, lab } = stage;
  const env = { ...stage.env, GOPROXY: `${lab.urls.refused}|${lab.urls.healthy}` };
  const code = await openVsCode({ version: 'newest', folder, extensionPath: stage.root, env });
  try {
    await code.statusBar('2nd entry');
    const paints: number[] = [];
    for (let run = 0; run < RUNS; run++) paints.push(await firstPaint(code));
    const refreshes = await refreshTimes(code, join(folder, 'go.mod'));
    const note = (samples: readonly number[]) =>
      `median of ${samples.length}, slowest ${Math.max(...samples).toFixed(0)} ms; VS Code ${code.server.version}`;
    return [
      measured({
        name: 'dashboard: first paint of its page',
        unit: 'ms',
        ours: median(paints),
        bound: FIRST_PAINT,
        note: note(paints),
        samples: paints,
      }),
      measured({
        name: 'dashboard: a change on the screen',
        unit: 'ms',
        ours: median(refreshes),
        bound: REFRESH,
        note: note(refreshes),
        samples: refreshes,
      }),
    ];
  } finally {
    await code.close();
  }
}

async function firstPaint(code: VsCode): Promise<number> {
  await code.command('Go Proxy: Open Dashboard');
  await code.webview().locator('h1').waitFor();
  const seen = await (await webviewFrame(code.page)).evaluate<number>(SEEN);
  await code.command('View: Close Editor');
  await code.page.locator('iframe.webview').waitFor({ state: 'detached' });
  return seen;
}

async function refreshTimes(code: VsCode, goMod: string): Promise<readonly number[]> {
  await code.command('Go Proxy: Open Dashboard');
  await code.webview().locator('h1').waitFor();
  const frame = await webviewFrame(code.page);
  await frame.evaluate(NOTE_REFRESHES);
  const noted = () => frame.evaluate<number[]>('globalThis.refreshes');
  const text = await readFile(goMod, 'utf8');
  try {
    for (let run = 0; run < RUNS; run++) {
      const before = (await noted()).length;
      // A changed go.mod is a reason to look now.
      await writeFile(goMod, `${text}// ${run}\n`);
      await until(async () => (await noted()).length > before + 1, 'the dashboard follows', LOOK);
    }
  } finally {
    await writeFile(goMod, text);
  }
  return noted();
}
