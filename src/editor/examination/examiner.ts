/** Asks the doctor for an examination of what this window works with: its folder, its settings, its trust. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Emitter } from '../../base/event.ts';
import type { Log } from '../../base/log.ts';
import type { Result } from '../../base/result.ts';
import type { Progress } from '../../doctor/check.ts';
import type { ChecksumExamination } from '../../doctor/checksum/checksumExamination.ts';
import type { ChecksumPorts } from '../../doctor/checksum/examineChecksum.ts';
import type { ComparePorts } from '../../doctor/compare/compareMirrors.ts';
import type { Comparison } from '../../doctor/compare/comparison.ts';
import type { GoView } from '../../doctor/environment/goView.ts';
import type { Examination } from '../../doctor/examination.ts';
import type { ExaminationPorts } from '../../doctor/examinationRequest.ts';
import type { ImportRun, ImportRunPorts } from '../../doctor/import/runImport.ts';
import type { RequirementPorts, RequirementRequest } from '../../doctor/requirement/examineRequirement.ts';
import type { RequirementReport } from '../../doctor/requirement/requirementReport.ts';
import { pinnedGoproxy } from '../../gocmd/env/pinnedGoproxy.ts';
import { type StartupEnvironment, startupEnvironment } from '../../gocmd/env/startupEnvironment.ts';
import type { SampleModule } from '../../goproxy/module/sample.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { ImportProgress } from '../../integrity/import/importQuestion.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import type { TriageProgress } from '../../integrity/triage/triageQuestion.ts';
import type { ChangeContext } from '../../remedies/change/change.ts';
import type { Settings } from '../settings.ts';
import { currentModuleFolder } from './goModule.ts';

export type ExaminerPorts = ExaminationPorts & ChecksumPorts & ComparePorts & ImportRunPorts;

/** What an examination is asked for beyond the window's own. */
export interface NamedInCall {
  /** Null for the list that is in force. */
  readonly goproxy: string | null;
  readonly modules: readonly ModuleQuery[];
}

const NOTHING_NAMED: NamedInCall = { goproxy: null, modules: [] };

/** What hovers have found out, for those that follow. */
export type RequirementMemory = Pick<RequirementPorts, 'answers' | 'graphs'>;

export class EditorExaminer {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #ports: ExaminerPorts;
  /** Read once: it is that of the start, whatever other extensions do to process.env later. */
  #startup: Promise<StartupEnvironment> | null = null;
  readonly #foundEnvFile = new Emitter<string>();
  /** Tells where `go env -w` stores, once it is known. */
  readonly onDidFindEnvFile = this.#foundEnvFile.event;

  constructor(settings: Settings, log: Log, ports: ExaminerPorts) {
    this.#settings = settings;
    this.#log = log;
    this.#ports = ports;
  }

  /** Returns null where there is no list to be found. Rejects when aborted. */
  async examine(
    depth: 'quick' | 'sample',
    signal: AbortSignal,
    onProgress: (progress: Progress) => void = () => undefined,
    named: NamedInCall = NOTHING_NAMED,
  ): Promise<Examination | null> {
    const folder = await currentModuleFolder();
    const { env, trusted: envTrusted } = await this.#startedWith();
    const request = {
      goproxy: named.goproxy === null ? this.#ownList(folder) : ({ value: named.goproxy, origin: 'argument' } as const),
      named: named.modules,
      depth,
      cwd: cwdOf(folder),
      env,
      envTrusted,
      goPath: this.#settings.goPath,
      trusted: vscode.workspace.isTrusted,
      timeout: this.#settings.timeout,
      latency: this.#settings.latency,
      resolver: this.#settings.resolver,
      editorProxy: this.#settings.editorProxy,
      scope: scopeOf(folder),
      hasGoExtension: hasGoExtension(),
      publicMirrors: this.#settings.publicMirrors,
    } as const;
    const { examine } = await import('./doctor.ts');
    const outcome = await examine(request, this.#ports, signal, onProgress);
    if ('noList' in outcome) {
      this.#log.write(
        'warn',
        'go',
        `no list; looked for go at ${outcome.go.located.steps.map(({ candidate }) => candidate).join(', ')}`,
      );
      return null;
    }
    if (outcome.environment.goenvFile !== null) this.#foundEnvFile.fire(outcome.environment.goenvFile);
    const { verdict, ms } = outcome;
    this.#log.write(
      'debug',
      'doctor',
      `${depth}: ${verdict.failure?.code ?? 'ok'} at entry ${verdict.entry} in ${Math.round(ms)} ms`,
    );
    return outcome;
  }

  /** What is known of the requirement on a line of a go.mod, see examineRequirement. Rejects when aborted. */
  async examineRequirement(
    { uri, text, line }: { readonly uri: vscode.Uri; readonly text: string; readonly line: number },
    known: Pick<RequirementRequest, 'look' | 'unasked'>,
    memory: RequirementMemory,
    signal: AbortSignal,
  ): Promise<RequirementReport | null> {
    const { examineRequirement } = await import('../../doctor/requirement/examineRequirement.ts');
    const request = {
      ...(await this.#goingBy(uri)),
      ...known,
      ...{ file: uri.fsPath, text, line },
      trusted: vscode.workspace.isTrusted,
    };
    return examineRequirement(request, { ...this.#ports, ...memory }, signal);
  }

  /** Asks every source for a version, for the module in `folder`; see examineChecksum. Rejects when aborted. */
  async compareChecksums(
    subject: TriageModule,
    folder: vscode.Uri | undefined,
    signal: AbortSignal,
    onProgress: (progress: TriageProgress) => void,
  ): Promise<Result<ChecksumExamination, string>> {
    const { examineChecksum } = await import('../../doctor/checksum/examineChecksum.ts');
    const request = {
      ...(await this.#goingBy(folder)),
      cwd: cwdOf(folder),
      subject,
      more: null,
      deadline: SOURCE,
      scope: scopeOf(folder),
      hasGoExtension: hasGoExtension(),
      publicMirrors: this.#settings.publicMirrors,
    };
    return examineChecksum(request, this.#ports, signal, onProgress);
  }

  /**
   * Puts the list's own mirrors and the public ones side by side, by `modules` in the place of well-known ones; see compareMirrors. On a
   * network that is paid by the byte without archives. Rejects when aborted.
   */
  async compareMirrors(
    modules: readonly SampleModule[],
    folder: vscode.Uri | undefined,
    signal: AbortSignal,
    onChange: (comparison: Comparison) => void,
  ): Promise<Comparison> {
    const { compareMirrors } = await import('../../doctor/compare/compareMirrors.ts');
    const request = {
      ...(await this.#goingBy(folder)),
      cwd: cwdOf(folder),
      ...{ named: [], modules },
      publicMirrors: this.#settings.publicMirrors,
      withArchives: this.#settings.pace !== 'metered',
      trusted: vscode.workspace.isTrusted,
      deadline: this.#settings.timeout,
    };
    const compared = await compareMirrors(request, this.#ports, signal, onChange);
    // Nothing is named that could be no mirror.
    if (!compared.ok) throw new Error(compared.error);
    return compared.value;
  }

  /** Brings modules in for the module in `folder`; see runImport. Rejects when aborted. */
  async importModules(
    asked: Pick<ImportRun, 'sources' | 'named' | 'unproved'>,
    folder: vscode.Uri | undefined,
    signal: AbortSignal,
    onProgress: (progress: ImportProgress) => void,
  ) {
    const { runImport } = await import('../../doctor/import/runImport.ts');
    const run = { ...(await this.#goingBy(folder)), cwd: cwdOf(folder), ...asked };
    return runImport(run, this.#ports, signal, onProgress);
  }

  /** What remedies need to know of the settings, for a command that ran in `cwd`. */
  async remedyContext(cwd: string | null, signal = AbortSignal.timeout(VIEW)) {
    const folder = cwd === null ? await currentModuleFolder() : vscode.Uri.file(cwd);
    const goproxy = this.#ownList(folder);
    const { remedyContext } = await import('./doctor.ts');
    const { publicMirrors } = this.#settings;
    return remedyContext(
      { goproxy, scope: scopeOf(folder), hasGoExtension: hasGoExtension(), publicMirrors },
      await this.view(cwdOf(folder), signal),
      this.#ports,
      null,
    );
  }

  /** The go command and its settings, in the environment that this window was started with. */
  async view(cwd: string, signal: AbortSignal): Promise<GoView> {
    const { env, trusted: envTrusted } = await this.#startedWith();
    const mayRun = vscode.workspace.isTrusted;
    const { viewGo } = await import('./doctor.ts');
    return viewGo({ env, envTrusted, cwd, goPath: this.#settings.goPath, mayRun }, this.#ports, signal);
  }

  /** go's settings, and the GOPROXY that another extension has put into the environment since the start. */
  async settings(cwd: string | null, signal: AbortSignal) {
    const startup = await this.#startedWith();
    const { environment, located } = await this.view(cwd ?? homedir(), signal);
    return { environment, located, pinned: pinnedGoproxy(startup, process.env, this.#ports.platform) };
  }

  /** What a change needs to know of go; where go is run in a folder, that folder's go.goproxy counts. */
  async changeContext(cwd: string | null, signal: AbortSignal): Promise<ChangeContext> {
    const startup = await this.#startedWith();
    const list = cwd === null ? '' : this.#settings.goproxy(vscode.Uri.file(cwd));
    const env = list === '' ? startup.env : { ...startup.env, GOPROXY: list };
    const { located, environment } = await this.view(cwd ?? homedir(), signal);
    return { go: vscode.workspace.isTrusted ? located.path : null, env, goenvFile: environment.goenvFile };
  }

  /** This folder's setting; null where go's own settings count. */
  #ownList(folder: vscode.Uri | undefined) {
    const value = this.#settings.goproxy(folder);
    return value === '' ? null : ({ value, origin: 'workspace' } as const);
  }

  /** What go goes by in that folder; `goproxy` null where its own settings count. */
  async #goingBy(folder: vscode.Uri | undefined) {
    const { env, trusted: envTrusted } = await this.#startedWith();
    const goproxy = this.#ownList(folder)?.value ?? null;
    return { goproxy, env, envTrusted, goPath: this.#settings.goPath };
  }

  #startedWith(): Promise<StartupEnvironment> {
    this.#startup ??= startupEnvironment({ ...this.#ports, processEnv: process.env });
    return this.#startup;
  }
}

function cwdOf(folder: vscode.Uri | undefined): string {
  return folder?.fsPath ?? homedir();
}

/** For whom a change would be made. */
function scopeOf(folder: vscode.Uri | undefined): 'user' | 'workspace' {
  return folder === undefined ? 'user' : 'workspace';
}

/** It gives GOPROXY to its tools and to gopls by a setting of its own. */
function hasGoExtension(): boolean {
  return vscode.extensions.getExtension('golang.go') !== undefined;
}

/** ms for each source of a version: a large archive over a slow line takes its time, and there is a way to cancel. */
const SOURCE = 120_000;
/** ms for finding go and asking it once. */
const VIEW = 10_000;
