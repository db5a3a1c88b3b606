// Runs a script in the extension host of real windows, one after another, and reads what each has measured.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserProcess, startBrowser } from '../../test/editor/host/browser.ts';
import { hostInstall } from '../../test/editor/host/hostInstall.ts';
import { openHostWindow } from '../../test/editor/host/hostWindow.ts';
import { startVsCodeServer, type VsCodeServer } from '../../test/editor/host/vsCodeServer.ts';
import type { Stage } from '../stage.ts';

/** A window to open. */
export interface HostRun {
  readonly folder: string;
  readonly extensionPath: string;
}

export interface InHosts<T> {
  /** Of VS Code. */
  readonly version: string;
  /** What the script has appended to the file BENCH_RESULTS, a line of JSON a window. */
  readonly results: readonly T[];
}

/** What the machine's own settings must not bring into the extension host. */
const FORWARD_PROXY = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];
/** ms that a window may take. */
const DEADLINE = 120_000;

/** `script` is the name of a file beside this one. Each window has an extension host of its own. */
export async function inHosts<T>(stage: Stage, script: string, runs: readonly HostRun[]): Promise<InHosts<T>> {
  const results = join(stage.emptyFolder, '..', `${script}.results`);
  const none = Object.fromEntries(
    FORWARD_PROXY.flatMap((name) => [name, name.toLowerCase()]).map((name) => [name, undefined]),
  );
  const server = await startVsCodeServer({
    version: 'newest',
    env: { ...none, ...stage.env, BENCH_RESULTS: results },
  });
  try {
    const browser = await startBrowser(hostInstall('newest').browser);
    try {
      for (const run of runs) await inHost(stage, script, run, server, browser);
    } finally {
      await browser.kill();
    }
  } finally {
    await server.stop();
  }
  const lines = (await readFile(results, 'utf8')).trimEnd().split('\n');
  return { version: server.version, results: lines.map((line) => JSON.parse(line) as T) };
}

async function inHost(
  stage: Stage,
  script: string,
  run: HostRun,
  server: VsCodeServer,
  { browser }: BrowserProcess,
): Promise<void> {
  const target = { ...run, extensionTestsPath: join(stage.root, 'bench', 'host', script) };
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
