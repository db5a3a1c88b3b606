/** `diagnose`: the whole examination. */
import { isProblem } from '../../../doctor/examination.ts';
import { examine } from '../../../doctor/examine.ts';
import { reportDocument } from '../../../text/report/examination/document.ts';
import { jsonReport } from '../../../text/report/examination/jsonReport.ts';
import { markdownReport } from '../../../text/report/examination/markdownReport.ts';
import { terminalReport } from '../../../text/report/examination/terminalReport.ts';
import { commandText } from '../../../text/words/command/commandText.ts';
import { progressText } from '../../../text/words/progressText.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import { type ExamineOptions, examinationRequest, type Host } from '../../host.ts';

export async function diagnose(options: ExamineOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  const request = examinationRequest(options, host.env);
  const examination = await examine(request, ports, signal, (progress) => console.progress(progressText(progress)));
  if ('noList' in examination) throw noListError();
  if (options.json === true) console.printJson(jsonReport(examination));
  else if (options.markdown === true) console.print(markdownReport(reportDocument(examination)));
  else console.print(terminalReport(reportDocument(examination), console.style));
  return isProblem(examination) ? EXIT.findings : EXIT.ok;
}

export function noListError(): CommandError {
  return new CommandError(EXIT.unknown, commandText.noList());
}
