// What axe-core finds wrong with the webview in front: only what would keep somebody out, or make it hard.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { VsCode } from '../host/vsCode.ts';
import { webviewFrame } from '../host/webviewFrame.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Returns a line for each fault that is serious or critical, with where it is. */
export async function seriousFaults(code: VsCode): Promise<string[]> {
  const frame = await webviewFrame(code.page);
  await frame.evaluate(SOURCE);
  const { violations } = (await frame.evaluate('axe.run()')) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
