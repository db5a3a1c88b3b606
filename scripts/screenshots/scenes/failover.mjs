// The mode relay: the first entry is silent, and go does not wait for it.
import { until } from '../../../test/support/until.ts';

export async function failover({ code, hands, page, say, size, useList, clear, picture }) {
  /** On a busy machine go once did not end in the first terminal, why is not known: it is asked in another one then. */
  const ends = async () => {
    await code.command('Terminal: Kill All Terminals');
    await code.command('Terminal: Create New Terminal');
    await hands.type('time go mod download');
    const told = page.locator('.xterm-rows > div', { hasText: 'real' }).first().waitFor({ timeout: 8_000 });
    return told.then(
      () => true,
      () => false,
    );
  };
  await size(860, 560);
  await useList(['silent', 'healthy'], say('no answer', '没有响应'));
  await code.writeSettings({ 'goProxy.failover.mode': 'relay' });
  const degraded = await code.statusBar(say('2nd entry', '第 2 个条目'));
  await until(ends, 'go ends', 60_000);
  await code.command('View: Toggle Maximized Panel');
  await code.hover(degraded.locator);
  await picture('failover');
  await clear();
}
