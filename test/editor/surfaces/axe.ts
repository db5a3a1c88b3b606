// What axe-core finds wrong with the webview in front: only what would keep somebody out, or make it hard.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import type { VsCode } from '../host/vsCode.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Returns a line for each fault that is serious or critical, with where it is. */
export async function seriousFaults(code: VsCode): Promise<string[]> {
  const frame = await webviewFrame(code);
  // Through the debugger, where the page's own policy has no say.
  await frame.evaluate(SOURCE);
  const { violations } = (await frame.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

async function webviewFrame({ page }: VsCode): Promise<Frame> {
  const outer = page.frameLocator('iframe.webview.ready:visible');
  const handle = await outer.locator('iframe#active-frame').elementHandle();
  const frame = await handle?.contentFrame();
  if (frame == null) throw new Error('there is no webview in front');
  return frame;
}
