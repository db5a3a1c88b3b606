// What is asked for one module: its route through the list, and whose bytes are the right ones.

export async function tracing({ code, page, press, say, size, fitTo, useList, restMouse, clear, picture }) {
  const pick = () =>
    page.locator('.quick-input-list .monaco-list-row', { hasText: 'golang.org/x/text' }).first().click();
  await size(1120, 700);
  await useList(['status-404', 'healthy'], say('healthy.lab.test serves', 'healthy.lab.test 可用'));
  await press('traceModule');
  await pick();
  await code.webview().locator('.markdown-body h2').waitFor();
  await fitTo('.markdown-body sub');
  await restMouse();
  await picture('trace');
  await clear();

  await size(1040, 700);
  await useList(['altered-zip', 'sumdb-good'], say('altered-zip.lab.test serves', 'altered-zip.lab.test 可用'));
  await press('checksum');
  await pick();
  await code.webview().locator('table.hashes').waitFor();
  await fitTo('main');
  await restMouse();
  await picture('checksum');
  await clear();
}
