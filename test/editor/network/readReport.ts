/** The report of VS Code as a test reads it. */
import type { Locator } from 'playwright-core';
import type { VsCode } from '../host/vsCode.ts';
import type { ReportSeen } from './reportRow.ts';

/**
 * Runs Diagnose, by the button of the report that is open or else by the command, and reads the report about `list`: it must not be
 * the list of the report that is open, or an old report would be read.
 */
export async function readReport(code: VsCode, list: string): Promise<Omit<ReportSeen, 'name'>> {
  const page = code.webview();
  if ((await code.page.locator('iframe.webview').count()) === 0) await code.command('Go Proxy: Diagnose');
  else {
    if ((await listIn(page.locator('main'))) === list) throw new Error(`the report is about ${list} already`);
    await page.locator('#again').click();
  }
  const report = page.locator('main', { has: page.getByText(`GOPROXY=${list}`, { exact: true }) });
  await report.waitFor();
  return { findings: await findingsIn(report), text: await report.innerText() };
}

async function listIn(report: Locator): Promise<string> {
  return (await report.locator('.list code').innerText()).replace('GOPROXY=', '');
}

function findingsIn(report: Locator): Promise<string[]> {
  return report.locator('[data-code]').evaluateAll((elements) =>
    elements.map((element) => {
      const of = (name: string) => element.getAttribute(`data-${name}`);
      const module = of('module');
      return `${of('code')} ${of('severity')}@${of('entry') ?? '-'}${module === null ? '' : ` ${module}`}`;
    }),
  );
}
