/**
 * What gopls says without knowing why: its diagnostics name a missing package or a security error where a module proxy is to
 * blame, and with a proxy that never answers it says nothing at all. The true cause is put beside its words.
 */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Place } from '../../doctor/incident/incident.ts';
import { placeFailure } from '../../doctor/incident/place.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import { DIAGNOSTIC_SOURCE } from '../surfaces/incident/problems.ts';
import { GoplsSilence } from './goplsSilence.ts';
import type { GoplsWords } from './goplsWords.ts';
import { ModuleFiles } from './moduleFiles.ts';
import { type Found, type GoplsTrouble, ToldTroubles } from './toldTroubles.ts';
import { listCause, type MissingPackage, trueCause } from './trueCause.ts';

interface Said {
  readonly words: GoplsWords;
  readonly place: Place;
}

const FILES = /(?:\.go|[\\/]go\.(?:mod|sum|work))$/;
/** Every import of every file may fail for one cause; nobody reads more of them. */
const MOST = 100;
const UNKNOWN: MissingPackage = { provider: null, hasSum: false };

export class GoplsWatcher implements vscode.Disposable {
  readonly #monitor: Monitor;
  readonly #readText: (file: string) => Promise<string | null>;
  readonly #found = new vscode.EventEmitter<GoplsTrouble>();
  readonly #gone = new vscode.EventEmitter<string>();
  readonly #listeners: vscode.Disposable;
  readonly #silence = new GoplsSilence();
  readonly #disposal = new AbortController();
  /** Of each file, by its URI, what may be of ours. */
  readonly #said = new Map<string, readonly Said[]>();
  readonly #told = new ToldTroubles();
  #looking = false;
  #isOld = false;
  /** Fired with all that is known of a folder, anew whenever that changes. */
  readonly onDidFind = this.#found.event;
  /** Fired with the folder when nothing of gopls' concerns us there any more. */
  readonly onDidGo = this.#gone.event;

  constructor(monitor: Monitor, readText: (file: string) => Promise<string | null>) {
    this.#monitor = monitor;
    this.#readText = readText;
    this.#listeners = vscode.Disposable.from(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => void this.#hear(uris)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.#look()),
      monitor.onDidChange(() => void this.#look()),
      this.#found,
      this.#gone,
    );
    void this.#hear(vscode.languages.getDiagnostics().map(([uri]) => uri));
  }

  dispose(): void {
    this.#disposal.abort();
    this.#listeners.dispose();
  }

  /** These files' diagnostics have changed. Ours are among them, so that nothing new must not lead to anything. */
  async #hear(uris: readonly vscode.Uri[]): Promise<void> {
    const ofGo = uris.filter(({ scheme, path: file }) => scheme === 'file' && FILES.test(file));
    if (ofGo.length === 0) return;
    const { readGoplsWords } = await import('./goplsWords.ts');
    let isNew = false;
    for (const uri of ofGo) {
      const key = uri.toString();
      const said = saidOf(uri, readGoplsWords);
      if (said.length === 0 && !this.#said.has(key)) continue;
      isNew = true;
      if (said.length === 0) this.#said.delete(key);
      else this.#said.set(key, said);
    }
    if (isNew) void this.#look();
  }

  /** One round at a time: what changes meanwhile is looked at in the next. */
  async #look(): Promise<void> {
    this.#isOld = true;
    if (this.#looking) return;
    this.#looking = true;
    try {
      while (this.#isOld && !this.#disposal.signal.aborted) {
        this.#isOld = false;
        const files = new ModuleFiles((file) => this.#currentText(file));
        this.#tell((await this.#waiting(files)) ?? (await this.#beside(files)));
      }
    } finally {
      this.#looking = false;
    }
  }

  /** What is behind gopls' words, by the module's folder. */
  async #beside(files: ModuleFiles): Promise<Found> {
    const { examination } = this.#monitor.snapshot;
    const found = new Map<string, Map<TextFailure, Place>>();
    for (const { words, place } of [...this.#said.values()].flat()) {
      const nearest = await files.nearest(path.dirname(place.file));
      const folder = nearest?.folder ?? path.dirname(place.file);
      const places = found.get(folder) ?? new Map<TextFailure, Place>();
      if (places.size >= MOST) continue;
      const isKnown = words.kind === 'missing' && nearest !== null;
      const missing = isKnown ? await files.missing(nearest, words.package) : UNKNOWN;
      const failure = trueCause(words, examination, missing);
      if (failure !== null) found.set(folder, places.set(failure, place));
    }
    return found;
  }

  /** The module on which gopls waits for an entry that never answers; null where it does not. */
  async #waiting(files: ModuleFiles): Promise<Found | null> {
    const { examination } = this.#monitor.snapshot;
    const failure = listCause(examination);
    if (examination === null || failure === null || !examination.verdict.hangs) return null;
    const folder = await currentModuleFolder();
    const module = folder === undefined ? null : await files.ofWorkspace(folder.fsPath);
    const place = module === null ? null : placeFailure(failure, [{ ...module, goSum: null }], null);
    if (module === null || place === null) return null;
    if (!(await this.#silence.isSilent(hasSpoken(), this.#disposal.signal))) return null;
    return new Map([[module.folder, new Map([[failure, place]])]]);
  }

  #tell(all: Found): void {
    if (this.#disposal.signal.aborted) return;
    const { found, gone } = this.#told.news(all);
    for (const trouble of found) this.#found.fire(trouble);
    for (const folder of gone) this.#gone.fire(folder);
  }

  /** As gopls has it: unsaved text counts. */
  #currentText(file: string): Promise<string | null> {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
    return open === undefined ? this.#readText(file) : Promise.resolve(open.getText());
  }
}

function saidOf(uri: vscode.Uri, read: (message: string) => GoplsWords | null): readonly Said[] {
  return vscode.languages.getDiagnostics(uri).flatMap((diagnostic) => {
    const words = diagnostic.source === DIAGNOSTIC_SOURCE ? null : read(diagnostic.message);
    return words === null ? [] : [{ words, place: placeOf(uri, diagnostic) }];
  });
}

function hasSpoken(): boolean {
  return vscode.languages
    .getDiagnostics()
    .some(([uri, said]) => FILES.test(uri.path) && said.some(({ source }) => source !== DIAGNOSTIC_SOURCE));
}

function placeOf(uri: vscode.Uri, { range }: vscode.Diagnostic): Place {
  const end = range.isSingleLine ? range.end.character : range.start.character;
  return { file: uri.fsPath, line: range.start.line + 1, start: range.start.character, end };
}
