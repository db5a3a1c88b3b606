/** What files and settings say of one requirement: what go fetches for it, whether privately, and what it holds it against. Pure. */
import type { GoMod, Replacement } from '../../goproxy/module/goMod.ts';
import { isPrivate, skipsSumdb } from '../../goproxy/module/patterns.ts';
import { isCanonical, isVersionOf } from '../../goproxy/module/version.ts';
import { parseGosumdb } from '../../goproxy/protocol/sumdb.ts';
import type { ExpectedSums } from '../../integrity/gosum/expectedSums.ts';
import { privateVariables } from '../environment/goSettings.ts';
import type { GoView } from '../environment/goView.ts';
import type { ModuleVersion } from '../graph/graphExamination.ts';
import type { ModuleFiles } from '../graph/readModuleFiles.ts';
import { replacements } from '../graph/replacements.ts';
import type { DatabaseUse, RequirementFacts, SumState } from './requirementReport.ts';

export interface RequirementSurroundings {
  /** The file that the requirement stands in, as it is now: unsaved text counts. */
  readonly goMod: GoMod;
  readonly files: Pick<ModuleFiles, 'mains' | 'workspace' | 'vendor'>;
  readonly sums: readonly ExpectedSums[];
  readonly view: Pick<GoView, 'value'>;
}

/** Returns null where no requirement that go can read stands on `line`, from 1. */
export function requirementFacts(line: number, around: RequirementSurroundings): RequirementFacts | null {
  const { goMod, files, view } = around;
  const requirement = goMod.requires.find((one) => one.line === line);
  if (requirement === undefined) return null;
  const { module, version } = requirement;
  if (!isCanonical(version) || !isVersionOf(module, version)) return null;
  const { mains, workspace, vendor } = files;
  const isOwn = mains.some((main) => main.goMod.module === module);
  const replacement = isOwn ? null : replacements(goMod, workspace?.goMod ?? null)(module, version);
  const taken = takenFrom(isOwn, replacement, vendor);
  const fetches = { module: replacement?.new ?? module, version: replacement?.newVersion ?? version };
  const fetched = taken === null ? fetches : null;
  return {
    requirement,
    replacement,
    fetched,
    taken,
    isPrivate: fetched !== null && isPrivate(fetched.module, privateVariables(view)),
    sums: sumState(fetches, around),
  };
}

/** Whose folder go takes, so that it fetches nothing. */
function takenFrom(isOwn: boolean, replacement: Replacement | null, vendor: ModuleFiles['vendor']) {
  if (isOwn) return 'workspace';
  if (vendor === 'flag' || vendor === 'folder') return 'vendor';
  return replacement !== null && replacement.newVersion === null ? 'replacement' : null;
}

function sumState({ module, version }: ModuleVersion, { sums, view }: RequirementSurroundings): SumState {
  const known = sums.find((one) => one.module === module && one.version === version);
  const [zip, mod] = [(known?.zip.length ?? 0) > 0, (known?.mod.length ?? 0) > 0];
  return { zip, mod, database: databaseUse(module, view) };
}

function databaseUse(module: string, view: Pick<GoView, 'value'>): DatabaseUse {
  if (skipsSumdb(module, privateVariables(view))) return { kind: 'covered' };
  const sumdb = parseGosumdb(view.value('GOSUMDB') || 'sum.golang.org');
  if (sumdb.kind === 'on') return { kind: 'asked', name: sumdb.name };
  return { kind: sumdb.kind === 'off' ? 'off' : 'unusable' };
}
