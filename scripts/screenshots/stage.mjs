// What a scene has to work with.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { handsOf } from '../../test/editor/surfaces/hands.ts';
import { commandTitles } from './commandTitles.mjs';
import { developPicture } from './developPicture.mjs';

/** CSS pixels below what is fitted. */
const MARGIN = 24;

/** `pathOf` says where the picture of that name goes. */
export function makeStage({ code, shop, language, pathOf }) {
  const { page } = code;
  const titleOf = commandTitles(language);
  return {
    ...{ code, page, hands: handsOf(code) },
    /** That of two words which is of the language. */
    say: (english, chinese) => (language === 'en' ? english : chinese),
    /** Runs a command of ours by its key in package.nls.json. */
    press: (command) => code.command(titleOf(command)),
    /** Gives the folder another list, and waits until the status bar says these words of it. */
    async useList(faults, words) {
      shop.useList(...faults);
      await code.statusBar(words);
      await code.command('Notifications: Clear All Notifications');
    },
    /** Makes the window as large as a picture shall be, in CSS pixels. */
    size: (width, height) => page.setViewportSize({ width, height }),
    /** Makes the window so high that the document of the webview in front is seen to the end of that part of it. */
    async fitTo(part) {
      const { width, height } = page.viewportSize();
      const shown = code.webview().locator(part).last();
      const more = await shown.evaluate((element) => element.getBoundingClientRect().bottom - innerHeight);
      await page.setViewportSize({ width, height: Math.ceil(height + more) + MARGIN });
    },
    /** Leaves the mouse where it points at nothing: beside the window's title. */
    restMouse: () => page.mouse.move(page.viewportSize().width - 8, 8),
    /** Takes the window as it is now, or what `clip` has of it. */
    async picture(name, clip) {
      const path = pathOf(name);
      mkdirSync(dirname(path), { recursive: true });
      await developPicture(await page.screenshot({ animations: 'disabled', clip }), path);
    },
    /** Leaves the window as it was opened. */
    async clear() {
      await code.command('View: Close All Editors');
      await code.command('Terminal: Kill All Terminals');
      if (await page.locator('.part.panel').isVisible()) await code.command('View: Toggle Panel Visibility');
      await code.command('Notifications: Clear All Notifications');
    },
  };
}
