/** From what go said to findings: whose entry it was, where it belongs, what can be done. Pure. */
import { CATALOGUE } from '../../failures/catalogue.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import { parseList } from '../../goproxy/list/list.ts';
import { parseGoMod } from '../../goproxy/module/goMod.ts';
import { parseModuleQuery } from '../../goproxy/module/version.ts';
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
  /** The command that failed, which can be run again; null where a text was given. */
  readonly command: string | null;
}

/** `sources`: the Go files that the failures point to, as far as they were found. */
export function explainFailures(
  failures: readonly TextFailure[],
  knowledge: Knowledge,
  sources: ReadonlyMap<TextFailure, SourceText>,
): CommandFinding[] {
  const { examination, modules, command } = knowledge;
  const asked = command === null ? null : askedModule(command);
  const parsed = parseList(knowledge.context.current.value);
  const list = parsed.ok ? parsed.value : null;
  const examined = list !== null && examination?.list?.text === list.text;
  const [nearest] = modules;
  const context: Omit<RemedyContext, 'better'> = {
    ...knowledge.context,
    list,
    examined,
    hasCommand: command !== null,
    goLine: nearest === undefined ? null : parseGoMod(nearest.goMod).go,
  };
  return failures.map((failure) => {
    const { code, detail } = failure;
    const module = failure.module ?? asked?.module ?? null;
    const version = failure.version ?? asked?.version ?? null;
    const entry = entryOf(failure, list);
    // It may serve the module that it was examined with, and fail with this one.
    const better = examined ? betterEntry(examination.entries, entry) : null;
    return {
      code,
      detail,
      severity: CATALOGUE[code].severity,
      entry,
      module,
      remedies: proposeRemedies({ ...failure, module, version, entry }, { ...context, better }),
      layer: null,
      facts: {},
      failure,
      place: placeFailure({ ...failure, module, version }, modules, sources.get(failure) ?? null),
    };
  });
}

/** The one `M@V` of a command line: go does not always repeat what it was asked for. */
function askedModule(command: string): { module: string; version: string } | null {
  const words = command.split(/\s+/).filter((word) => word.includes('@'));
  const [only, ...more] = words.flatMap((word) => parseModuleQuery(word) ?? []);
  return only === undefined || only.version === null || more.length > 0
    ? null
    : { module: only.module, version: only.version };
}
