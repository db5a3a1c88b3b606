/** `simulate`: what go would do for one module, request by request and entry by entry, from live probes. */
import { examine } from '../../../doctor/examine.ts';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import { jsonSimulation } from '../../../text/report/requests/jsonSimulation.ts';
import { simulationText } from '../../../text/report/requests/simulationText.ts';
import { commandText } from '../../../text/words/command/commandText.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import { type ExamineOptions, examinationRequest, type Host } from '../../host.ts';
import { noListError } from './diagnose.ts';

export async function simulate(module: ModuleQuery, options: ExamineOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  console.progress(commandText.asking());
  const request = examinationRequest({ ...options, module: [module] }, host.env);
  const examination = await examine(request, ports, signal);
  if ('noList' in examination) throw noListError();
  if (options.json === true) console.printJson(jsonSimulation(examination));
  else console.print(simulationText(examination));
  return examination.verdict.ok ? EXIT.ok : EXIT.findings;
}
