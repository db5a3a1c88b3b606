/** What mends one module's files: its copy in the cache, its lines in go.sum, the toolchain that is a module too. Pure. */
import { isCanonical } from '../../goproxy/module/version.ts';
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { advice, changeVariables, moduleOf, setValue } from './change.ts';

/** What go keeps in its cache although it cannot use it (go-command.md §6.3). Of .info and lists it keeps nothing bad. */
const KEPT =
  /^(?:html|empty|binary|not-a-zip|corrupt-entry|unexpected-file|bad-name|collision|misplaced-go-mod|not-a-go-mod|too-large|zip|mod|unzip)$/;

/** Deletes the files of one version from the module cache: go fetches them again, and verifies them as it did. */
export function cleanCachedVersion(failure: RemedyFailure): Remedy | null {
  const { code, detail } = failure;
  const module = moduleOf(failure);
  const version = canonicalOf(failure);
  if (module === null || version === null) return null;
  if (code === 'bad-content' && detail !== null && !KEPT.test(detail)) return null;
  const { triage = null } = failure;
  if (triage !== null) {
    if (!triage.odd.has('cache')) return null;
  } else if (code === 'checksum-mismatch' && detail !== 'go.sum' && detail !== 'cache') return null;
  if (code === 'disk' && detail !== 'cache') return null;
  const action = { kind: 'clean', module, version } as const;
  const command = triage === null ? null : mendLine(module, version);
  return { ...advice('clean-cached-version', failure.entry), action, module, command };
}

/** The line of our own command that mends what is wrong with a version on this machine. */
export function mendLine(module: string, version: string): string {
  return `goproxy-doctor checksum ${module}@${version} --mend`;
}

/** What no network brings, a colleague or a web page may: of one version that a command of the user's lacked. */
export function importByHand(failure: RemedyFailure, { hasCommand }: RemedyContext): Remedy | null {
  const [module, version] = [moduleOf(failure), canonicalOf(failure)];
  if (module === null || version === null || hasCommand !== true) return null;
  return { ...advice('import-by-hand', failure.entry), action: { kind: 'import', module, version }, module };
}

/** Lets go write the missing lines, which it verifies with the checksum database. */
export function addGosum(failure: RemedyFailure): Remedy {
  const module = moduleOf(failure);
  const version = canonicalOf(failure);
  const args = module === null || version === null ? ['mod', 'tidy'] : ['mod', 'download', `${module}@${version}`];
  return { ...advice('add-gosum'), action: { kind: 'go', args }, module, command: `go ${args.join(' ')}` };
}

/** Lets go take the newest version that stands. Whatever takes the place of a module that was given up, its author tells. */
export function upgradeModule(failure: RemedyFailure): Remedy | null {
  const module = moduleOf(failure);
  if (module === null || failure.detail !== 'retracted') return null;
  const args = ['get', `${module}@latest`];
  return { ...advice('upgrade-module'), action: { kind: 'go', args }, module, command: `go ${args.join(' ')}` };
}

/** A version without a patch number (`go1.22`, or that of the toolchain's module), which is none that can be downloaded. */
const WITHOUT_PATCH = /^(?:v0\.0\.1-)?go(1\.(?:2[1-9]|[3-9]\d))(?:\.[a-z0-9]+-[a-z0-9]+)?$/;

/** The toolchain that is installed, unless the module is known to want a newer one. */
export function pinToolchain({ detail, version }: RemedyFailure, context: RemedyContext): Remedy | null {
  // The installed one is the one that is too old.
  if (detail === 'too-old') return null;
  const patchless = WITHOUT_PATCH.exec(version ?? '')?.[1];
  if (patchless !== undefined) {
    const edit = `go mod edit -toolchain=go${patchless}.0`;
    const command = context.shell === 'windows' ? `set "GOTOOLCHAIN=local" && ${edit}` : `GOTOOLCHAIN=local ${edit}`;
    return { ...advice('pin-toolchain', null, `go${patchless}.0`), command };
  }
  if (setValue('GOTOOLCHAIN', context).value === 'local' || isNewer(context)) return null;
  const host = context.goVersion ?? '';
  return {
    id: 'pin-toolchain',
    entry: null,
    host,
    module: null,
    cost: null,
    ...changeVariables({ GOTOOLCHAIN: 'local' }, context),
  };
}

/** Reports whether go.mod wants a newer go than the installed one. */
function isNewer({ goLine, goVersion }: RemedyContext): boolean {
  const wanted = numbers(goLine);
  const installed = numbers(goVersion?.replace(/^go/, ''));
  if (wanted === null || installed === null) return false;
  const at = wanted.findIndex((number, index) => number !== installed[index]);
  return at >= 0 && (wanted[at] ?? 0) > (installed[at] ?? 0);
}

function numbers(version: string | null | undefined): readonly number[] | null {
  const match = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?/.exec(version ?? '');
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

export function canonicalOf({ version }: RemedyFailure): string | null {
  return version !== undefined && version !== null && isCanonical(version) ? version : null;
}
