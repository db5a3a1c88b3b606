// A first entry that takes requests and never answers: the status bar's item and what opens from there.

export async function looking({ code, page, hands, press, say, size, fitTo, restMouse, clear, picture }) {
  await size(860, 470);
  await hands.openFile('go.mod');
  const item = await code.statusBar(say('no answer', '没有响应'));
  await code.hover(item.locator);
  await picture('status-bar');

  await size(860, 820);
  await item.locator.click();
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await restMouse();
  await picture('menu', { x: 0, y: 0, width: 860, height: 400 });
  await page.keyboard.press('Escape');
  await clear();

  await size(1040, 700);
  await press('diagnose');
  await code.webview().locator('h1').waitFor();
  await fitTo('main');
  await code.command('Notifications: Clear All Notifications');
  await picture('report');
  await clear();

  await size(1040, 700);
  await press('dashboard');
  await code.webview().locator('h1').waitFor();
  await fitTo('details');
  await restMouse();
  await picture('dashboard');
  await size(1040, 860);
  await code
    .webview()
    .locator('#history')
    .evaluate((title) => {
      title.scrollIntoView();
      scrollBy(0, -16);
    });
  await picture('history');
  await clear();
}
