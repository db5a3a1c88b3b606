/** Gathers what is known of the place that a command ran in, and asks the doctor what its failures mean. */
import type { Files } from '../../base/files.ts';
import type { CommandFinding } from '../../doctor/incident/incident.ts';
import type { SourceText } from '../../doctor/incident/place.ts';
import type { Monitor } from '../../doctor/watch/monitor.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import type { CommandRun } from '../terminal/terminalWatcher.ts';
import type { Report } from './incidentBook.ts';
import { moduleTexts, sourceText } from './moduleTexts.ts';

export class Explainer {
  readonly #examiner: EditorExaminer;
  readonly #monitor: Monitor;
  readonly #files: Files;

  constructor(examiner: EditorExaminer, monitor: Monitor, files: Files) {
    this.#examiner = examiner;
    this.#monitor = monitor;
    this.#files = files;
  }

  async explain({ failures, cwd, origin, places }: Report<CommandRun>): Promise<readonly CommandFinding[]> {
    const needsSum = failures.some(({ code }) => code === 'checksum-mismatch');
    const [modules, context] = await Promise.all([
      moduleTexts(cwd, needsSum, this.#files),
      this.#examiner.remedyContext(cwd),
    ]);
    const sources = new Map<TextFailure, SourceText>();
    for (const failure of failures) {
      const source = await sourceText(failure, cwd, modules, this.#files);
      if (source !== null) sources.set(failure, source);
    }
    const { examination } = this.#monitor.snapshot;
    const { explainFailures } = await import('./explaining.ts');
    const found = explainFailures(
      failures,
      { context, examination, modules, command: origin?.commandLine ?? null },
      sources,
    );
    return found.map((finding) => ({ ...finding, place: places?.get(finding.failure) ?? finding.place }));
  }
}
