/** `trace`: the real go on an empty cache, request by request, and the same asked by us. */
import { traceModule } from '../../../doctor/trace/traceModule.ts';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import { jsonTrace } from '../../../text/report/requests/jsonTrace.ts';
import { traceMarkdown } from '../../../text/report/requests/traceMarkdown.ts';
import { traceText } from '../../../text/report/requests/traceText.ts';
import { noTraceSentence, stepText } from '../../../text/words/verdict/traceText.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface TraceOptions extends CommonOptions {
  readonly goproxy?: string;
  /** ms for the whole. */
  readonly timeout: number;
}

export async function trace(query: ModuleQuery, options: TraceOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  const { cwd, timeout, goproxy = null } = options;
  const request = { query, goproxy, cwd, env: host.env, goPath: '', timeout };
  const traced = await traceModule(request, ports, signal, (step) => console.progress(stepText(step)));
  if (!traced.ok) throw new CommandError(EXIT.unknown, noTraceSentence(traced.error));
  const report = traced.value;
  if (options.json === true) console.printJson(jsonTrace(report));
  else console.print(options.markdown === true ? traceMarkdown(report) : traceText(report, console.style));
  return report.outcome.ok ? EXIT.ok : EXIT.findings;
}
