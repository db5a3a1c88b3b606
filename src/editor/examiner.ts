/** Asks the doctor for an examination of what this window works with: its folder, its settings, its trust. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Emitter } from '../base/event.ts';
import type { Log } from '../base/log.ts';
import type { Progress } from '../doctor/check.ts';
import type { Examination } from '../doctor/examination.ts';
import { type ExaminationPorts, examine } from '../doctor/examine.ts';
import { type StartupEnvironment, startupEnvironment } from '../gocmd/env/startupEnvironment.ts';
import { currentModuleFolder } from './goModule.ts';
import type { Settings } from './settings.ts';

export class EditorExaminer {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #ports: ExaminationPorts;
  /** Read once: it is that of the start, whatever other extensions do to process.env later. */
  #startup: Promise<StartupEnvironment> | null = null;
  readonly #foundEnvFile = new Emitter<string>();
  /** Tells where `go env -w` stores, once it is known. */
  readonly onDidFindEnvFile = this.#foundEnvFile.event;

  constructor(settings: Settings, log: Log, ports: ExaminationPorts) {
    this.#settings = settings;
    this.#log = log;
    this.#ports = ports;
  }

  /** Returns null where there is no list to be found. Rejects when aborted. */
  async examine(
    depth: 'quick' | 'sample',
    signal: AbortSignal,
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<Examination | null> {
    const folder = await currentModuleFolder();
    const list = this.#settings.goproxy(folder);
    this.#startup ??= startupEnvironment({ ...this.#ports, processEnv: process.env });
    const { env } = await this.#startup;
    const request = {
      goproxy: list === '' ? null : ({ value: list, origin: 'workspace' } as const),
      named: [],
      depth,
      cwd: folder?.fsPath ?? homedir(),
      env,
      goPath: this.#settings.goPath,
      trusted: vscode.workspace.isTrusted,
      timeout: this.#settings.timeout,
      latency: this.#settings.latency,
    };
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
}
