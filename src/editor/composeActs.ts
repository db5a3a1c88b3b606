/**
 * The composition root, its third part: what the user asks for, and language models: commands, tools, the dashboard, remedies. Loaded
 * with the first that is asked for.
 */
import { nodeFiles } from '../base/files.ts';
import { RemedyRunner } from './changes/remedyRunner.ts';
import { SumsMender } from './changes/sumsMender.ts';
import type { Seeing } from './composeLater.ts';
import { Dashboards } from './dashboard/dashboards.ts';
import { effectiveMap } from './examination/effectiveMap.ts';
import { Checksums } from './surfaces/checksum/checksums.ts';
import { DifferingFiles } from './surfaces/checksum/differingFiles.ts';
import { registerCompare } from './surfaces/compareCommand.ts';
import { registerEnvironment } from './surfaces/environmentDocument.ts';
import { Imports } from './surfaces/import/imports.ts';
import { registerRerun, rerunWith } from './surfaces/incident/rerunCommand.ts';
import { registerDiagnose } from './surfaces/report/diagnoseCommand.ts';
import { registerDiagnoseText } from './surfaces/report/diagnoseText.ts';
import { ReportPanel } from './surfaces/report/reportPanel.ts';
import { registerMenu } from './surfaces/status/menu.ts';
import { registerSwitch } from './surfaces/switch/switchCommand.ts';
import { registerTrace } from './surfaces/traceCommand.ts';
import { registerUndo } from './surfaces/undoCommand.ts';
import { ToolRunner } from './tools/toolRunner.ts';
import { ToolWorks } from './tools/toolWorks.ts';

/** What the first part asks of the third. */
export interface Acts {
  readonly remedies: RemedyRunner;
  readonly dashboards: Dashboards;
  readonly tools: ToolRunner;
}

export function composeActs(seeing: Seeing): Acts {
  const { context, own, language, channel, log, workspaceList, settings, monitor } = seeing;
  const { ports, examiner, changes, changer, incidents, muted, status, reader, mover } = seeing;
  const differing = own(new DifferingFiles());
  const checksums = own(new Checksums({ examiner, files: nodeFiles, log, differing }));
  const imports = own(new Imports({ examiner, changes, log }));
  const sums = new SumsMender(changes, (edit) => differing.openSums(edit));
  const remedies = new RemedyRunner(changes, workspaceList, log, {
    rerun: (run) => rerunWith(run, settings),
    triage: (subject, incident) => checksums.compare(subject, incident),
    proposeSums: (mend) => sums.propose(mend),
    importModule: (wanted, incident) => imports.start(wanted, incident),
  });
  own(checksums.onDidChoose((call) => void remedies.run(call)));
  const panel = own(new ReportPanel(language));
  own(panel.onDidChoose((call) => void remedies.run(call)));
  own(registerDiagnose(examiner, monitor, status, panel, log));
  own(registerDiagnoseText((failures) => reader.given(failures)));
  own(registerMenu({ status, incidents, muted, changes, remedies, mover }, channel));
  own(registerRerun(incidents, settings));
  own(registerSwitch({ examiner, changer, files: nodeFiles, log }));
  own(registerCompare(examiner, log));
  own(registerUndo(changes));
  own(registerEnvironment(examiner));
  own(registerTrace({ examiner, settings, ports, log }));
  const dashboards = own(
    new Dashboards(
      {
        ...{ status, extensionUri: context.extensionUri },
        effectiveMap: () => effectiveMap(examiner),
        undoable: async () => (await changes.list())[0] ?? null,
      },
      { changer, remedies },
    ),
  );
  return { remedies, dashboards, tools: new ToolRunner(new ToolWorks(examiner, changer, settings), log) };
}
