/** `env`: GOPROXY and its family, with the origin of each value, what it masks, and who sees which GOPROXY. */
import { environmentReport } from '../../../doctor/effective/environmentReport.ts';
import { readWorkspaceSettings } from '../../../doctor/effective/workspaceSettings.ts';
import { viewGo } from '../../../doctor/environment/goView.ts';
import { environmentMarkdown } from '../../../text/report/environment/environmentMarkdown.ts';
import { environmentText } from '../../../text/report/environment/environmentText.ts';
import { SCHEMA } from '../../../text/report/schema.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export async function env(options: CommonOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  const { cwd } = options;
  const [{ environment, located }, { settings, source }] = await Promise.all([
    viewGo({ env: host.env, cwd, goPath: '', mayRun: true }, ports, signal),
    readWorkspaceSettings(cwd, ports.platform, ports.files),
  ]);
  // Whether the workspace is trusted, and what is pinned, is the editor's to know.
  const report = environmentReport(environment, { workspace: settings, trusted: true, pinned: null, source });
  const go = { path: located.path, version: environment.goVersion };
  if (options.json === true) console.printJson({ schema: SCHEMA, ...report });
  else console.print(options.markdown === true ? environmentMarkdown(report, go) : environmentText(report, go));
  return EXIT.ok;
}
