/** From what go said to findings: whose entry it was, where it belongs, what can be done. Pure. */
import { CATALOGUE } from '../../failures/catalogue.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { parseList } from '../../goproxy/list/list.ts';
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import { proposeRemedies } from '../../remedies/proposeRemedies.ts';
import type { RemedyContext } from '../../remedies/remedyContext.ts';
import type { Examination } from '../examination.ts';
import { betterEntry } from '../findings.ts';
import { entryOf } from './entryOf.ts';
import type { CommandFinding } from './incident.ts';
import { type ModuleTexts, placeFailure, type SourceText } from './place.ts';

/** What is known of the place that the command ran in. */
export interface Knowledge {
  /** Of the settings; see remedyContext.ts. */
  readonly context: Omit<RemedyContext, 'list' | 'better' | 'examined'>;
  /** The latest one; null before the first. One of another list says nothing. */
  readonly examination: Examination | null;
  /** The nearest first. */
  readonly modules: readonly ModuleTexts[];
  /** A command failed, which can be run again. */
  readonly hasCommand: boolean;
}

/** `sources`: the Go files that the failures point to, as far as they were found. */
export function explainFailures(
  failures: readonly TextFailure[],
  knowledge: Knowledge,
  sources: ReadonlyMap<TextFailure, SourceText>,
): CommandFinding[] {
  const { examination, modules, hasCommand } = knowledge;
  const parsed = parseList(knowledge.context.current.value);
  const list = parsed.ok ? parsed.value : null;
  const examined = list !== null && examination?.list?.text === list.text;
  const [nearest] = modules;
  const context: RemedyContext = {
    ...knowledge.context,
    list,
    better: examined ? betterEntry(examination.entries) : null,
    examined,
    hasCommand,
    goLine: nearest === undefined ? null : parseGoMod(nearest.goMod).go,
  };
  return failures.map((failure) => {
    const { code, detail, module } = failure;
    const entry = entryOf(failure, list);
    return {
      code,
      detail,
      severity: CATALOGUE[code].severity,
      entry,
      module,
      remedies: proposeRemedies({ ...failure, entry }, context),
      failure,
      place: placeFailure(failure, modules, sources.get(failure) ?? null),
    };
  });
}
