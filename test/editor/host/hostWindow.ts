// One window of a VS Code server: a page of the browser, with the extension host's console led out of it.
import type { Browser, Page } from 'playwright-core';
import type { HostTheme, VsCodeServer, WindowTarget } from './vsCodeServer.ts';

/** A line that the extension host's console printed. */
export interface HostLine {
  /** The console method: `log`, `info`, `warn`, `error` … */
  readonly level: string;
  readonly text: string;
}

export interface HostWindowOptions {
  readonly target: WindowTarget;
  readonly theme?: HostTheme;
  /** CSS pixels; default 1280 × 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels a CSS pixel, for pictures; default 1. */
  readonly scale?: number;
  /** The language that VS Code says it speaks, for what extensions bring; its own words stay English. Default `en`. */
  readonly language?: string;
  readonly onLine: (line: HostLine) => void;
  /** The end of a test run: what the extension host exits with. */
  readonly onExit?: (code: number) => void;
}

const pageDeadlineMs = 30_000;

/** Opens a window and resolves when the workbench stands in the page; the extension host may still be starting. */
export async function openHostWindow(
  browser: Browser,
  server: VsCodeServer,
  options: HostWindowOptions,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    colorScheme: options.theme ?? 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(pageDeadlineMs);
  // A test run's console comes through this door of VS Code's own test driver …
  await page.exposeFunction('codeAutomationLog', (level: string, args: unknown[]) => {
    options.onLine({ level, text: args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ') });
  });
  await page.addInitScript((language) => {
    if (language) Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: language });
  }, options.language);
  await page.exposeFunction('codeAutomationExit', (code: number) => options.onExit?.(code));
  // … and that of an ordinary development window through the page's console, with a coloured prefix.
  page.on('console', (message) => {
    const match = /^%c\[Extension Host\] %c(.*?) color: blue color:(.*)$/s.exec(message.text());
    if (match) options.onLine({ level: message.type(), text: `${match[1]} ${match[2]?.trimStart()}`.trim() });
  });
  await page.goto(server.address(options.target), { waitUntil: 'commit' });
  await page.locator('.monaco-workbench').waitFor();
  return page;
}
