/**
 * The composition root, its second part: what examines, explains and shows by itself, in the order that it hangs together. Loaded when
 * there is something to see: with the first look, or the first command that has ended in a terminal. What is asked for follows in
 * composeActs.ts.
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
import type { RemedyRunner } from './changes/remedyRunner.ts';
import { EditorExaminer, type ExaminerPorts } from './examination/examiner.ts';
import { ListStatus } from './examination/listStatus.ts';
import { snapshotJson } from './examination/snapshotJson.ts';
import { registerTriggers } from './examination/triggers.ts';
import { FailoverMode } from './failover/failoverMode.ts';
import type { Mover } from './failover/moves.ts';
import { Explainer } from './incident/explainer.ts';
import { IncidentBook } from './incident/incidentBook.ts';
import type { Incidents } from './incident/incidents.ts';
import { MutedNotices } from './incident/mutedNotices.ts';
import { type Reader, registerReaders } from './incident/reader.ts';
import type { WindowLanguage } from './language.ts';
import { startRelayMode } from './relay/startRelayMode.ts';
import type { Settings } from './settings.ts';
import { registerLanguageStatus } from './surfaces/goMod/languageStatus.ts';
import { registerRequirementHover } from './surfaces/goMod/requirementHover.ts';
import { registerIncidents } from './surfaces/incident/incidentSurfaces.ts';
import { tellMissed } from './surfaces/incident/missedNotice.ts';
import { drawStatus } from './surfaces/status/statusBar.ts';
import { registerWorkspaceListNotice } from './surfaces/workspaceListNotice.ts';
import type { TerminalLists } from './terminal/terminalLists.ts';
import type { CommandRun, FailedRun } from './terminal/terminalWatcher.ts';
import type { WorkspaceList } from './workspaceList.ts';

/** What the first part has built. */
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
  /** Of the third part. */
  readonly remedies: Pick<RemedyRunner, 'run'>;
}

/** What the third part goes by: all that has been built before it. */
export interface Seeing extends Started {
  readonly ports: ExaminerPorts;
  readonly examiner: EditorExaminer;
  readonly changes: ChangeMaker;
  readonly changer: ListChanger;
  readonly incidents: Incidents;
  readonly muted: MutedNotices;
  readonly status: ListStatus;
  readonly reader: Reader;
  /** The one of the mode that failover has now. */
  mover(): Mover;
}

/** What the first part asks of the second. */
export interface Later {
  readonly lookout: Lookout;
  failed(run: FailedRun): void;
  succeeded(run: CommandRun): void;
  missed(run: CommandRun): void;
  /** See makeApi; not redacted. */
  snapshot(): object;
  readonly seeing: Seeing;
}

export function composeLater(started: Started): Later {
  const { context, own, language, log, workspaceList, settings, statusItem, monitor, terminalLists, remedies } =
    started;
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
  const changer = new ListChanger(changes, examiner, workspaceList);
  const failover = own(
    new FailoverMode({
      ...{ monitor, settings, changes, changer, workspaceList, log },
      state: context.workspaceState,
      did: (deed, entry) => lookout.did(deed, entry),
    }),
  );
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
  const muted = new MutedNotices(context.workspaceState);
  own(registerIncidents({ incidents, remedies, muted, status }));
  own(registerWorkspaceListNotice(workspaceList, settings, examiner));
  own(registerTriggers(monitor, settings, examiner));
  const reader = own(registerReaders({ incidents, monitor, settings, files: nodeFiles, log }));
  return {
    lookout,
    failed: reader.failed,
    succeeded: reader.succeeded,
    missed: (run) => void tellMissed(run, settings),
    snapshot: () => snapshotJson(status, incidents),
    seeing: {
      ...started,
      ...{ ports, examiner, changes, changer, incidents, muted, status, reader },
      mover: () => (settings.failoverMode === 'relay' ? relay : failover),
    },
  };
}
