// go.mod at hand while all is well: the hover of a requirement, and the language status.

export async function reading({ code, page, hands, say, size, useList, clear, picture }) {
  await size(860, 430);
  await useList(['healthy'], say('is all right', '的模块代理正常'));
  await hands.openFile('go.mod');
  const requirement = page.locator('.monaco-editor .view-line', { hasText: 'golang.org' }).first();
  await requirement.hover({ position: { x: 150, y: 8 } });
  await page.locator('.monaco-editor .monaco-hover:visible', { hasText: 'healthy.lab.test' }).first().waitFor();
  await picture('hover');
  await page.keyboard.press('Escape');
  await code.hover(page.locator('.statusbar-item#status\\.languageStatus'));
  await picture('language-status');
  await clear();
}
