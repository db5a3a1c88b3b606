/** Makes examinations of a graph: a healthy one, and what differs. */
import type { GraphExamination, GraphFinding, ModuleFile } from '../../../../src/doctor/graph/graphExamination.ts';
import { graphFindings } from '../../../../src/doctor/graph/graphFindings.ts';
import { parseGoMod } from '../../../../src/goproxy/module/goMod.ts';
import { listOf } from '../question.ts';

export function moduleFile(text: string, folder = '/w'): ModuleFile {
  return { file: `${folder}/go.mod`, folder, goMod: parseGoMod(text) };
}

/** One module whose go.mod is `goMod`, under Go 1.26.8, with every line in go.sum. */
export function graphOf(
  goMod: string,
  { settings, goproxy, ...more }: Partial<GraphExamination> & { readonly goproxy?: string } = {},
): GraphExamination {
  const own = moduleFile(goMod);
  return {
    settings: { GOSUMDB: 'sum.golang.org', GOTOOLCHAIN: 'auto', ...settings },
    goVersion: 'go1.26.8',
    list: listOf(goproxy ?? 'https://goproxy.cn,direct'),
    publicMirrors: [],
    own,
    mains: [own],
    workspace: null,
    modules: null,
    fault: null,
    vendor: null,
    folderReplacements: [],
    missingFolders: new Map(),
    incomplete: [],
    poisoned: [],
    vouched: new Set(),
    originHost: null,
    toolchains: new Set(),
    ...more,
  };
}

/** `severity code/detail`, one a finding. */
export function namesOf(examination: GraphExamination): readonly string[] {
  return graphFindings(examination).map(({ severity, code, detail }) => `${severity} ${code}/${detail}`);
}

export function factsOf(examination: GraphExamination): readonly GraphFinding['facts'][] {
  return graphFindings(examination).map(({ facts }) => facts);
}
