/** `probe`: each entry alone, as if it were the whole list. */
import { examineAlone } from '../../../doctor/examineAlone.ts';
import { isAlive } from '../../../doctor/list/listExamination.ts';
import { jsonEntry } from '../../../text/report/examination/jsonReport.ts';
import { probeText } from '../../../text/report/examination/probeText.ts';
import { SCHEMA } from '../../../text/report/schema.ts';
import { commandText } from '../../../text/words/command/commandText.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import { type ExamineOptions, examinationRequest, type Host } from '../../host.ts';

export async function probe(values: readonly string[], options: ExamineOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal } = host;
  console.progress(commandText.asking());
  const request = examinationRequest(options, host.env);
  const entries = await examineAlone(values, request, ports, signal);
  if (options.json === true) console.printJson({ schema: SCHEMA, entries: entries.map(jsonEntry) });
  else console.print(probeText(entries, console.style));
  return entries.every(isAlive) ? EXIT.ok : EXIT.findings;
}
