/** The document of a trace as a test reads it: VS Code's own preview of its Markdown. */
import type { VsCode } from '../host/vsCode.ts';

export interface TraceSeen {
  readonly title: string;
  /** The sentence in bold: how it ended. */
  readonly verdict: string;
  /** Who was asked, and the tables below each: cells of their rows. */
  readonly parties: readonly string[];
  readonly tables: readonly (readonly (readonly string[])[])[];
}

/** Runs Trace and picks `module` from the requirements that are offered. */
export async function readTrace(code: VsCode, module: string): Promise<TraceSeen> {
  await code.command('View: Close All Editors');
  await code.command("Go Proxy: Trace a Module's Route…");
  await code.page.locator('.quick-input-list .monaco-list-row', { hasText: module }).click();
  const preview = code.webview().locator('.markdown-body');
  await preview.locator('h2').waitFor();
  return {
    title: await preview.locator('h2').innerText(),
    verdict: await preview.locator('strong').first().innerText(),
    parties: await preview.locator('h3').allInnerTexts(),
    tables: await preview
      .locator('table')
      .evaluateAll((tables) =>
        tables.map((table) =>
          [...table.querySelectorAll('tbody tr')].map((row) =>
            [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
          ),
        ),
      ),
  };
}
