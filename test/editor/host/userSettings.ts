// Changing user settings of an open window.
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { runCommand } from './workbench.ts';

/**
 * Sets user settings of an open window, the given keys on top of what the file has; `undefined` takes a key away.
 * Resolves when the window was told; its effect is to be waited for.
 *
 * Writing the file is not enough: VS Code's user-data file system forgets a watched folder as soon as one of several
 * watchers of it goes away (seen on 1.103 always, on 1.139 mostly). A save from the window's own editor is always noticed,
 * even of an unchanged file.
 */
export async function changeUserSettings(
  page: Page,
  file: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const before: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...before, ...changes }, null, 2));
  await runCommand(page, 'Preferences: Open User Settings (JSON)');
  const group = page.locator('.editor-group-container.active').filter({
    has: page.locator('.tab.active', { hasText: 'settings.json' }),
  });
  await group.locator('.monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+s');
  await runCommand(page, 'View: Close Editor');
  await page.locator('.tab', { hasText: 'settings.json' }).waitFor({ state: 'detached' });
}
