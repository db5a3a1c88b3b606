// Another module proxy is chosen, all of them measured with a module of the shop's.

export async function choosing({ page, hands, press, say, size, useList, restMouse, clear, picture }) {
  await size(860, 880);
  await hands.openFile('go.mod');
  await useList(['silent', 'healthy'], say('no answer', '没有响应'));
  await press('switch');
  await page.locator('.quick-input-titlebar .action-label.codicon-package').click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'example.test/d' }).first().click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'B/s' }).first().waitFor();
  await page.locator('.quick-input-list .codicon-loading').first().waitFor({ state: 'detached' });
  await restMouse();
  await picture('switch', { x: 0, y: 0, width: 860, height: 470 });
  await page.keyboard.press('Escape');
  await clear();
}
