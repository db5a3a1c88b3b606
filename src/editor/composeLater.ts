/**
 * The composition root, its second half: what examines, explains, shows and changes, in the order that it hangs together. Loaded
 * when there is something to do: with the first look, the first command that is called, or the first that has ended in a terminal.
 */
import { homedir } from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import type { Log } from '../base/log.ts';
import { once } from '../base/once.ts';
import { nodeProcesses } from '../base/processes.ts';
import { isConnected } from '../doctor/watch/isConnected.ts';
import { Lookout } from '../doctor/watch/lookout.ts';
import type { Monitor } from '../doctor/watch/monitor.ts';
import { openShelf } from '../doctor/watch/openShelf.ts';
import { nodePrograms } from '../gocmd/locate/programs.ts';
import type { RelayReport } from '../relay/shared/assignment.ts';
import { WorkerClient } from '../worker/client.ts';
import { ChangeMaker } from './changes/changeMaker.ts';
import { ListChanger } from './changes/listChanger.ts';
import { RemedyRunner } from './changes/remedyRunner.ts';
import { SumsMender } from './changes/sumsMender.ts';
import { Dashboards } from './dashboard/dashboards.ts';
import { effectiveMap } from './examination/effectiveMap.ts';
import { EditorExaminer, type ExaminerPorts } from './examination/examiner.ts';
import { ListStatus } from './examination/listStatus.ts';
import { snapshotJson } from './examination/snapshotJson.ts';
import { registerTriggers } from './examination/triggers.ts';
import { FailoverMode } from './failover/failoverMode.ts';
import { Explainer } from './incident/explainer.ts';
import { IncidentBook } from './incident/incidentBook.ts';
import { MutedNotices } from './incident/mutedNotices.ts';
import { registerReaders } from './incident/reader.ts';
import type { WindowLanguage } from './language.ts';
import { startRelayMode } from './relay/startRelayMode.ts';
import type { Settings } from './settings.ts';
import { Checksums } from './surfaces/checksum/checksums.ts';
import { DifferingFiles } from './surfaces/checksum/differingFiles.ts';
import { registerCompare } from './surfaces/compareCommand.ts';
import { registerEnvironment } from './surfaces/environmentDocument.ts';
import { registerLanguageStatus } from './surfaces/goMod/languageStatus.ts';
import { registerRequirementHover } from './surfaces/goMod/requirementHover.ts';
import { Imports } from './surfaces/import/imports.ts';
import { registerIncidents } from './surfaces/incident/incidentSurfaces.ts';
import { tellMissed } from './surfaces/incident/missedNotice.ts';
import { registerRerun, rerunWith } from './surfaces/incident/rerunCommand.ts';
import { registerDiagnose } from './surfaces/report/diagnoseCommand.ts';
import { ReportPanel } from './surfaces/report/reportPanel.ts';
import { registerMenu } from './surfaces/status/menu.ts';
import { drawStatus } from './surfaces/status/statusBar.ts';
import { registerSwitch } from './surfaces/switch/switchCommand.ts';
import { registerTrace } from './surfaces/traceCommand.ts';
import { registerUndo } from './surfaces/undoCommand.ts';
import { registerWorkspaceListNotice } from './surfaces/workspaceListNotice.ts';
import type { TerminalLists } from './terminal/terminalLists.ts';
import type { CommandRun, FailedRun } from './terminal/terminalWatcher.ts';
import { ToolRunner } from './tools/toolRunner.ts';
import { ToolWorks } from './tools/toolWorks.ts';
import type { WorkspaceList } from './workspaceList.ts';

/** What the first half has built. */
export interface Started {
  readonly context: vscode.ExtensionContext;
  /** Disposes of it with the extension. */
  own<T extends vscode.Disposable>(item: T): T;
  readonly language: WindowLanguage;
  readonly channel: vscode.LogOutputChannel;
  readonly log: Log;
  readonly workspaceList: WorkspaceList;
  readonly settings: Settings;
  readonly statusItem: vscode.StatusBarItem;
  readonly monitor: Monitor;
  readonly terminalLists: TerminalLists;
}

/** What the first half asks of the second. */
export interface Later {
  readonly lookout: Lookout;
  readonly dashboards: Dashboards;
  failed(run: FailedRun): void;
  succeeded(run: CommandRun): void;
  missed(run: CommandRun): void;
  readonly tools: ToolRunner;
  /** See makeApi; not redacted. */
  snapshot(): object;
}

export function composeLater(started: Started): Later {
  const { context, own, language, channel, log, workspaceList, settings, statusItem, monitor, terminalLists } = started;
  const worker = own(new WorkerClient(path.join(context.extensionPath, 'dist', 'worker.js'), systemClock, log));
  const ports: ExaminerPorts = {
    clock: systemClock,
    files: nodeFiles,
    processes: nodeProcesses,
    programs: nodePrograms,
    platform: process.platform,
    prober: worker,
    triage: (question, signal, onProgress) => worker.run({ kind: 'triage', question }, signal, onProgress),
    importModules: (question, signal, onProgress) => worker.run({ kind: 'import', question }, signal, onProgress),
    measure: (question, signal, onProgress) => worker.run({ kind: 'measure', question }, signal, onProgress),
  };
  const examiner = new EditorExaminer(settings, log, ports);
  const lookout = new Lookout({
    clock: systemClock,
    shelf: openShelf({ HOME: homedir(), ...process.env }, process.platform),
    random: Math.random,
    examine: (signal) => examiner.examine('quick', signal),
    isConnected,
    limits: () => settings.limits,
    ownList: (list) => failover.ownList(list),
  });
  const journal = once(async () => {
    const { openJournal } = await import('./changes/journal.ts');
    return openJournal(context.globalStorageUri.fsPath, (signal) => examiner.changeContext(null, signal));
  });
  const changes = new ChangeMaker(journal, examiner);
  const explainer = new Explainer(examiner, monitor, nodeFiles);
  const incidents = own(new IncidentBook<CommandRun>((report) => explainer.explain(report)));
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
  const changer = new ListChanger(changes, examiner, workspaceList);
  const failover = own(
    new FailoverMode({
      ...{ monitor, settings, changes, changer, workspaceList, log },
      state: context.workspaceState,
      did: (deed, entry) => lookout.did(deed, entry),
    }),
  );
  const panel = own(new ReportPanel(language));
  const status = own(new ListStatus(monitor));
  const heard = ({ circuits }: RelayReport) => {
    void lookout.relayed(new Map(circuits.map(({ entry, failure, ...told }) => [entry, { ...told, cause: failure }])));
    monitor.hasten();
  };
  const relay = own(startRelayMode({ context, settings, terminalLists, examiner, ports, status, log, heard }));

  own(
    settings.onDidChangeLanguage(async () => {
      await language.apply();
      monitor.invalidate();
    }),
  );
  own(drawStatus(statusItem, status));
  own(registerLanguageStatus(status));
  own(registerRequirementHover({ examiner, settings, status, clock: systemClock, log }));
  own(registerDiagnose(examiner, monitor, status, panel, log));
  own(panel.onDidChoose((call) => void remedies.run(call)));
  own(checksums.onDidChoose((call) => void remedies.run(call)));
  const mover = () => (settings.failoverMode === 'relay' ? relay : failover);
  const muted = new MutedNotices(context.workspaceState);
  own(registerMenu({ status, incidents, muted, changes, remedies, mover }, channel));
  own(registerIncidents({ incidents, remedies, muted, status }));
  own(registerRerun(incidents, settings));
  own(registerSwitch({ examiner, changer, files: nodeFiles, log }));
  own(registerCompare(examiner, log));
  own(registerUndo(changes));
  own(registerEnvironment(examiner));
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
  own(registerTrace({ examiner, settings, ports, log }));
  own(registerWorkspaceListNotice(workspaceList, settings, examiner));
  own(registerTriggers(monitor, settings, examiner));
  const reader = own(registerReaders({ incidents, monitor, settings, files: nodeFiles, log }));
  return {
    lookout,
    dashboards,
    failed: reader.failed,
    succeeded: reader.succeeded,
    missed: (run) => void tellMissed(run, settings),
    tools: new ToolRunner(new ToolWorks(examiner, changer, settings), log),
    snapshot: () => snapshotJson(status, incidents),
  };
}
