// A command fails in the terminal: the problem on its line, the lens above it, and what the light bulb offers.
import { openLightBulb } from '../../../test/editor/surfaces/hands.ts';
import { until } from '../../../test/support/until.ts';

export async function failing({ code, page, hands, say, size, useList, restMouse, clear, picture }) {
  /** On a busy machine VS Code may pass on nothing of what a command printed: it is run again then. */
  const fails = async () => {
    await hands.type('go mod download golang.org/x/text');
    await code.command('Problems: Focus on Problems View');
    const shown = page.locator('.markers-panel .monaco-list-row .marker-icon').first().waitFor({ timeout: 8_000 });
    return shown.then(
      () => true,
      () => false,
    );
  };
  await size(1040, 700);
  await useList(['status-502', 'healthy'], 'HTTP 502');
  await hands.openFile('go.mod');
  await code.command('Terminal: Create New Terminal');
  await until(fails, 'a problem', 60_000);
  await code.command('View: Focus Active Editor Group');
  await code.command('Go to Line/Column...');
  await page.keyboard.type('6:9');
  await page.keyboard.press('Enter');
  await page.locator('.codelens-decoration a:visible').first().waitFor();
  await restMouse();
  await openLightBulb(page);
  await picture('problem');
  await page.keyboard.press('Escape');
  await code.command('Terminal: Focus Terminal');
  await code.command('Notifications: Show Notifications');
  await restMouse();
  await picture('notice');
  await useList(['healthy'], say('is all right', '的模块代理正常'));
  await until(async () => (await code.problems(0)).length === 0, 'the problem is healed', 30_000);
  await clear();
}
