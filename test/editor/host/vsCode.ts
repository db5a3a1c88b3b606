// A real VS Code window for a test: server, browser and page, opened and closed as one.
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type BrowserProcess, startBrowser } from './browser.ts';
import { hostInstall } from './hostInstall.ts';
import { type HostLine, type HostWindowOptions, openHostWindow } from './hostWindow.ts';
import { changeUserSettings } from './userSettings.ts';
import { startVsCodeServer, type VsCodeServer, type VsCodeServerOptions } from './vsCodeServer.ts';
import * as workbench from './workbench.ts';

export interface OpenVsCodeOptions
  extends VsCodeServerOptions,
    Pick<HostWindowOptions, 'viewport' | 'scale' | 'language'> {
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** Absolute path of the extension under development. */
  readonly extensionPath?: string;
}

export interface VsCode {
  readonly page: Page;
  readonly server: VsCodeServer;
  /** Runs a command by its title in the palette (`Go Proxy: Diagnose`). */
  command(title: string): Promise<void>;
  /** Waits for the status-bar item with this in its text or label, and reads it. */
  statusBar(part: string | RegExp): Promise<workbench.StatusBarItem>;
  /** Rests the mouse on something and reads the hover that opens. */
  hover(target: Locator): Promise<string>;
  /** The rows of the Problems view, once there are at least `atLeast` (default 1). */
  problems(atLeast?: number): Promise<workbench.Problem[]>;
  /** The document of the webview in front. */
  webview(): FrameLocator;
  /** The texts of the notifications on the screen. */
  notifications(): Promise<string[]>;
  /** Types a line into the integrated terminal. */
  terminal(line: string): Promise<void>;
  /** Waits until the integrated terminal shows exactly this line. */
  terminalShows(line: string): Promise<void>;
  /** Trusts the folder, as a user does in the trust editor; for a window opened with `trusted: false`. */
  grantTrust(): Promise<void>;
  /** Writes the window to a PNG file. */
  screenshot(path: string): Promise<void>;
  /** What the extension host's console printed so far. */
  log(): readonly HostLine[];
  /** Sets user settings on top of those there are; `undefined` takes a key away. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens VS Code on a folder and resolves when the workbench is restored; what the extension shows is to be waited for.
 * With `trusted: false` the folder is open in restricted mode: under its test driver VS Code asks no question at start.
 * Rejects with the server's output when the window does not come up within its deadlines (30 s a step).
 */
export async function openVsCode(options: OpenVsCodeOptions): Promise<VsCode> {
  const install = hostInstall(options.version);
  const starting = startBrowser(install.browser); // beside the server's start
  starting.catch(() => undefined); // it is looked at below
  const server = await startVsCodeServer(options).catch(async (error) => {
    await starting.then((browser) => browser.kill()).catch(() => undefined);
    throw error;
  });
  let browser: BrowserProcess | undefined;
  try {
    browser = await starting;
    return await openWindow(options, server, browser);
  } catch (error) {
    await browser?.kill();
    await server.stop();
    throw new Error(`VS Code ${server.version} did not open: ${error}\n${server.output()}`, { cause: error });
  }
}

/** What VS Code gives its own tests. */
interface WorkbenchDriver {
  whenWorkbenchRestored(): Promise<void>;
}

async function openWindow(options: OpenVsCodeOptions, server: VsCodeServer, browser: BrowserProcess): Promise<VsCode> {
  const lines: HostLine[] = [];
  const onLine = (line: HostLine) => void lines.push(line);
  const page = await openHostWindow(browser.browser, server, { ...options, target: options, onLine });
  // The driver comes somewhat later than the workbench does.
  const driver = await page.waitForFunction(() => (globalThis as { driver?: WorkbenchDriver }).driver);
  await driver.evaluate((it) => it?.whenWorkbenchRestored());
  return {
    page,
    server,
    command: (title) => workbench.runCommand(page, title),
    statusBar: (part) => workbench.readStatusBar(page, part),
    hover: (target) => workbench.readHover(page, target),
    problems: (atLeast = 1) => workbench.readProblems(page, atLeast),
    webview: () => workbench.findWebview(page),
    notifications: () => workbench.readNotifications(page),
    terminal: (line) => workbench.typeInTerminal(page, line),
    terminalShows: (line) => workbench.waitForTerminalLine(page, line),
    async grantTrust() {
      await workbench.runCommand(page, 'Workspaces: Manage Workspace Trust');
      await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
      await workbench.runCommand(page, 'View: Close Editor');
    },
    screenshot: async (path) => void (await page.screenshot({ path, animations: 'disabled' })),
    log: () => lines,
    writeSettings: (settings) => changeUserSettings(page, server.settingsFile, settings),
    async close() {
      await browser.kill();
      await server.stop();
    },
  };
}
