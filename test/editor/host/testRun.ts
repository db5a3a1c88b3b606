// One test run inside the extension host, by VS Code's own test protocol, with no window on a screen.
import { startBrowser } from './browser.ts';
import { hostInstall } from './hostInstall.ts';
import { type HostLine, openHostWindow } from './hostWindow.ts';
import { startVsCodeServer, type VsCodeServerOptions, type WindowTarget } from './vsCodeServer.ts';

export interface TestRunOptions extends VsCodeServerOptions {
  readonly target: WindowTarget & { readonly extensionTestsPath: string };
  readonly onLine: (line: HostLine) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the tests of `target.extensionTestsPath` in an extension host and resolves with its exit code (0: `run()` of that
 * module resolved). Rejects when VS Code does not come up, or when `signal` fires first.
 */
export async function runInHost(options: TestRunOptions): Promise<number> {
  const server = await startVsCodeServer(options);
  try {
    const browser = await startBrowser(hostInstall(options.version).browser);
    try {
      return await new Promise((resolve, reject) => {
        const stop = () => reject(new Error(`the test run was stopped: ${options.signal.reason}\n${server.output()}`));
        options.signal.addEventListener('abort', stop, { once: true });
        if (options.signal.aborted) stop();
        openHostWindow(browser.browser, server, { ...options, onExit: resolve }).catch(reject);
      });
    } finally {
      await browser.kill();
    }
  } finally {
    await server.stop();
  }
}
