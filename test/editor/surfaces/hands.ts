// What a user's hands do in more than one test: type in a terminal, open a file, ask for the light bulb, read the notices.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until.ts';
import type { VsCode } from '../host/vsCode.ts';
import type { Problem } from '../host/workbench.ts';

/** Words of the notice that tells of it. */
const MISSED = 'did not pass on';

export interface Hands {
  /** Types a line once the shell has told that it tells of its commands. */
  type(line: string): Promise<void>;
  /**
   * Types a line that fails, and returns the problems once there are some. On a busy machine VS Code may pass on nothing of what it
   * printed, and we say so: the line is run again then.
   */
  fails(line: string): Promise<readonly Problem[]>;
  openFile(name: string): Promise<void>;
  /** Opens the file of the first problem from the Problems view, as people do. */
  openProblem(file: string): Promise<void>;
  /** Opens the light bulb of a line of the file in front, and reads its titles. */
  quickFixes(line: number): Promise<string[]>;
  /** Puts the cursor into a line of the file in front. */
  goTo(line: number): Promise<void>;
  /** The hovers of editors that are on the screen. */
  hovers(): Locator;
  /** By keyboard: the text of the hover on a line of the file in front, once it has `words` in it. */
  hoverOf(line: number, words: RegExp): Promise<string>;
  closeHover(): Promise<void>;
  /** The messages in the notification centre: under its test driver VS Code shows no toasts. */
  notices(): Promise<string[]>;
  /** Picks a line of the menu behind the status-bar item, and returns all that it said. */
  pickFromMenu(line: string): Promise<string>;
  /** Presses a button of the notice with those words in it. */
  pressNotice(words: string | RegExp, button: string): Promise<void>;
}

/**
 * Asks for the light bulb where the cursor is until it opens, and returns its rows: VS Code forgets that it was asked where it looks
 * for actions anew by itself, as it does a moment after the cursor has moved.
 */
export async function openLightBulb(page: Page): Promise<Locator> {
  const rows = page.locator('.action-widget .monaco-list-row.action');
  const isOpen = () =>
    rows
      .first()
      .waitFor({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  await until(
    async () => {
      await page.keyboard.press('Control+.');
      return isOpen();
    },
    'the light bulb opens',
    30_000,
  );
  return rows;
}

export function handsOf(code: VsCode): Hands {
  const { page } = code;
  const hands: Hands = {
    async type(line) {
      if ((await page.locator('.terminal-wrapper.active').count()) === 0)
        await code.command('Terminal: Focus Terminal');
      await page.locator('.terminal-wrapper.active .terminal-command-decoration').last().waitFor();
      await code.terminal(line);
    },
    async fails(line) {
      await hands.type(line);
      await until(
        async () => {
          if ((await code.problems(0)).length > 0) return true;
          if ((await hands.notices()).some((text) => text.includes(MISSED)))
            await hands.pressNotice(MISSED, 'Run again');
          return false;
        },
        `a problem after ${line}`,
        30_000,
      );
      return code.problems();
    },
    async openFile(name) {
      await code.command('Go to File...');
      await page.keyboard.type(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.editor-group-container .tab.active', { hasText: name }).waitFor();
    },
    async openProblem(file) {
      const rows = page.locator('.markers-panel .monaco-list-row').filter({ has: page.locator('.marker-icon') });
      await rows.first().dblclick();
      await page.locator('.editor-group-container .tab.active', { hasText: file }).waitFor();
    },
    async quickFixes(line) {
      await hands.goTo(line);
      return (await openLightBulb(page)).allInnerTexts();
    },
    async goTo(line) {
      await code.command('View: Focus Active Editor Group');
      await code.command('Go to Line/Column...');
      await page.keyboard.type(`${line}:12`);
      await page.keyboard.press('Enter');
    },
    hovers: () => page.locator('.monaco-editor .monaco-hover:visible'),
    async hoverOf(line, words) {
      const told = hands.hovers().filter({ hasText: words }).first();
      const isTold = async () => {
        await hands.goTo(line);
        await code.command('Show or Focus Hover');
        return told.waitFor({ timeout: 4_000 }).then(
          () => true,
          () => false,
        );
      };
      await until(isTold, `the hover of line ${line} has ${words}`, 20_000).catch(async (error) => {
        assert.fail(`${error.message}: ${(await hands.hovers().allInnerTexts()).join('\n')}`);
      });
      const text = await told.innerText();
      await hands.closeHover();
      return text;
    },
    async closeHover() {
      await page.keyboard.press('Escape');
      await hands.hovers().first().waitFor({ state: 'hidden' });
    },
    async notices() {
      await code.command('Notifications: Show Notifications');
      return page.locator('.notifications-center .notification-list-item-message').allInnerTexts();
    },
    async pickFromMenu(line) {
      const row = page.locator('.quick-input-list .monaco-list-row', { hasText: line }).first();
      let said = '';
      // What opens meanwhile, as a report does, closes the menu, and a menu shows what was there when it was opened.
      const isPicked = async () => {
        await code.command('Go Proxy: Show Menu');
        // Lines below the fold are not in the document.
        await page.keyboard.type(line);
        try {
          said = await row.innerText({ timeout: 3_000 });
          await row.click({ timeout: 3_000 });
          return true;
        } catch {
          return false;
        }
      };
      await until(isPicked, `the menu has “${line}”`, 30_000);
      return said;
    },
    async pressNotice(words, button) {
      await code.command('Notifications: Show Notifications');
      const notice = page.locator('.notifications-center .notification-list-item', { hasText: words });
      await notice.getByRole('button', { name: button }).click();
    },
  };
  return hands;
}
