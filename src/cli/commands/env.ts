/** `env`: GOPROXY and its family, with the origin of each value and what it masks. */
import { viewGo } from '../../doctor/goView.ts';
import { environmentReport } from '../../gocmd/env/environmentReport.ts';
import { environmentText } from '../../text/report/environmentText.ts';
import { SCHEMA } from '../../text/report/jsonReport.ts';
import { EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

export async function env(options: CommonOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  const request = { env: host.env, cwd: options.cwd, goPath: '', mayRun: true };
  const { environment, located } = await viewGo(request, ports, signal);
  const report = environmentReport(environment);
  if (options.json === true) console.printJson({ schema: SCHEMA, ...report });
  else console.print(environmentText(report, { path: located.path, version: environment.goVersion }));
  return EXIT.ok;
}
