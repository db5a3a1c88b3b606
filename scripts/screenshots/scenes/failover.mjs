// The mode relay: the first entry is silent, and go does not wait for it.

export async function failover({ code, hands, page, say, size, useList, clear, picture }) {
  await size(860, 560);
  await useList(['silent', 'healthy'], say('no answer', '没有响应'));
  await code.writeSettings({ 'goProxy.failover.mode': 'relay' });
  const degraded = await code.statusBar(say('2nd entry', '第 2 个条目'));
  await code.command('Terminal: Create New Terminal'); // the relay is for new ones
  await code.command('View: Toggle Maximized Panel');
  await hands.type('time go mod download');
  await page.locator('.xterm-rows > div', { hasText: 'real' }).first().waitFor();
  await code.hover(degraded.locator);
  await picture('failover');
  await clear();
}
