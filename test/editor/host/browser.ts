// A headless Chromium that reaches 127.0.0.1 and nothing else.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

export interface BrowserProcess {
  readonly browser: Browser;
  /** Kills it: an orderly end takes seconds, for a profile that is thrown away anyway. */
  kill(): Promise<void>;
}

const args = [
  '--no-sandbox', // tests may run as root
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // No look-up leaves the browser; what VS Code's page would ask of the network fails at once.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

/** Starts the browser at `executablePath` with a throw-away profile. Rejects when it does not start. */
export async function startBrowser(executablePath: string): Promise<BrowserProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'go-proxy-doctor-browser-'));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    // Killed, it leaves sockets behind where TMPDIR says.
    const server = await chromium.launchServer({ executablePath, args, env: { ...environment(), TMPDIR: folder } });
    const browser = await chromium.connect(server.wsEndpoint());
    return {
      browser,
      async kill() {
        await server.kill();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
