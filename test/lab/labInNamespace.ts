/** Runs a driver module beside a lab of its own, in a namespace where names and addresses are the lab's alone. */
import { fileURLToPath } from 'node:url';
import type { DriverReport } from './labHost.ts';
import { inNamespace, type NamespaceOptions } from './namespace.ts';

const LAB_HOST = fileURLToPath(new URL('./labHost.ts', import.meta.url));

/**
 * Returns what the driver's default export returned. `driver` is the URL of a module (`new URL('./x.ts', import.meta.url)`), `input`
 * what JSON can carry. Throws with the driver's stack where it threw, and with the output where it died.
 */
export async function labInNamespace(
  driver: URL,
  input: unknown = null,
  options: NamespaceOptions = {},
): Promise<unknown> {
  const command = [process.execPath, LAB_HOST, driver.href, JSON.stringify(input)];
  const { code, stdout, stderr } = await inNamespace(command, options);
  const report = parseReport(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (report === null) throw new Error(`the lab in the namespace ended with ${code}:\n${stdout}${stderr}`);
  if (!report.ok) throw new Error(`in the namespace: ${report.error}`);
  return report.value;
}

function parseReport(line: string): DriverReport | null {
  try {
    return JSON.parse(line) as DriverReport;
  } catch {
    return null;
  }
}
