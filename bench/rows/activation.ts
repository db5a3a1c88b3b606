// What the extension's own code costs a starting VS Code, measured in the extension host of real windows.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserProcess, startBrowser } from '../../test/editor/host/browser.ts';
import { hostInstall } from '../../test/editor/host/hostInstall.ts';
import { openHostWindow } from '../../test/editor/host/hostWindow.ts';
import { startVsCodeServer, type VsCodeServer } from '../../test/editor/host/vsCodeServer.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

interface Activation {
  /** ms to evaluate dist/extension.js. */
  readonly load: number;
  /** ms until activate() was through. */
  readonly activate: number;
  /** ms that VS Code took for all of it, its own work included. */
  readonly whole: number;
  readonly vscode: string;
}

const WINDOWS = 5;
const BOUND = 25;
const DEADLINE = 60_000;
/** What the machine's own settings must not bring into the extension host. */
const FORWARD_PROXY = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];

/** Each window has an extension host of its own: the code is loaded anew. */
export async function activation(stage: Stage): Promise<readonly BenchRow[]> {
  const results = join(stage.emptyFolder, '..', 'activations');
  const none = Object.fromEntries(
    FORWARD_PROXY.flatMap((name) => [name, name.toLowerCase()]).map((n) => [n, undefined]),
  );
  const env = { ...none, ...stage.env, BENCH_RESULTS: results };
  const server = await startVsCodeServer({ version: 'newest', env });
  try {
    const browser = await startBrowser(hostInstall('newest').browser);
    try {
      for (let window = 0; window < WINDOWS; window++) await activateOnce(stage, server, browser);
    } finally {
      await browser.kill();
    }
  } finally {
    await server.stop();
  }
  const lines = (await readFile(results, 'utf8')).trimEnd().split('\n');
  const runs = lines.map((line) => JSON.parse(line) as Activation);
  const part = (name: 'load' | 'activate' | 'whole') => median(runs.map((run) => run[name])).toFixed(1);
  return [
    measured({
      name: `activation in VS Code ${server.version}, own code`,
      unit: 'ms',
      ours: median(runs.map(({ load, activate }) => load + activate)),
      bound: BOUND,
      note: `median of ${runs.length} windows: load ${part('load')} ms, activate ${part('activate')} ms; VS Code's whole call ${part('whole')} ms`,
      samples: runs,
    }),
  ];
}

async function activateOnce(stage: Stage, server: VsCodeServer, { browser }: BrowserProcess): Promise<void> {
  const target = {
    folder: stage.emptyFolder,
    extensionPath: stage.root,
    extensionTestsPath: join(stage.root, 'bench', 'host', 'timeActivation.cjs'),
  };
  const lines: string[] = [];
  const onLine = ({ text }: { text: string }) => void lines.push(text);
  const signal = AbortSignal.any([stage.signal, AbortSignal.timeout(DEADLINE)]);
  const code = await new Promise<number>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    openHostWindow(browser, server, { target, onLine, onExit: resolve }).catch(reject);
  });
  if (code !== 0) throw new Error(`the extension host ended with ${code}\n${lines.join('\n')}`);
  for (const context of browser.contexts()) await context.close();
}
