/** Taking one module off the proxies, or off the proxies and the checksum database: never more than that module. Pure. */
import { isPrivate, matchPrefixPatterns, skipsSumdb } from '../../goproxy/module/patterns.ts';
import type { Remedy } from '../remedy.ts';
import type { GoVariable, RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { changeVariables, moduleOf, setValue } from './change.ts';
import { isPublicEntry } from './listEntry.ts';

/** Homes of modules that nobody keeps private. */
const PUBLIC_HOMES =
  'golang.org,google.golang.org,gopkg.in,cloud.google.com,k8s.io,sigs.k8s.io,go.uber.org,go.opentelemetry.io,go.etcd.io,gorm.io';
/** Hosts that keep public and private repositories side by side. */
export const SHARED_HOSTS =
  /^(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com|codeberg\.org|git\.sr\.ht|gitea\.com)$/;
const PRIVATE_DOMAIN = /\.(?:corp|internal|intranet|lan|local|localdomain|home|private)$/;
const PRIVATE_NAME = /^(?:git|gitlab|gitea|gogs|gerrit|bitbucket|stash|scm|svn|vcs|code|src)\./;
const IN_COMPANY = /\.corp\./;

/** Reports whether the host is named as those within a company are. A guess, which only decides what is offered first. */
export function looksPrivate(module: string): boolean {
  const [host = ''] = module.split('/');
  if (SHARED_HOSTS.test(host) || matchPrefixPatterns(PUBLIC_HOMES, module)) return false;
  return PRIVATE_DOMAIN.test(host) || PRIVATE_NAME.test(host) || IN_COMPANY.test(host);
}

/** GOPRIVATE, for the module's own path alone. */
export function setGoprivate(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const module = moduleOf(failure);
  if (module === null || !isPrivateCase(module, failure, context)) return null;
  const GOPRIVATE = setValue('GOPRIVATE', context).value;
  const GONOPROXY = setValue('GONOPROXY', context).value;
  const GONOSUMDB = setValue('GONOSUMDB', context).value;
  if (isPrivate(module, { GOPRIVATE, GONOPROXY }) && skipsSumdb(module, { GOPRIVATE, GONOSUMDB })) return null;
  const values: Record<string, string> = { GOPRIVATE: append(GOPRIVATE, module) };
  // Where they are set, they take nothing over from GOPRIVATE.
  if (GONOPROXY !== '') values.GONOPROXY = append(GONOPROXY, module);
  if (GONOSUMDB !== '') values.GONOSUMDB = append(GONOSUMDB, module);
  return {
    id: 'set-goprivate',
    entry: null,
    host: '',
    module,
    cost: 'unchecked-first-time',
    ...changeVariables(changed(values, context), context),
  };
}

/** GONOPROXY, for the module's own path alone: the checksum database goes on vouching for it. */
export function setGoproxyDirect(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const module = moduleOf(failure);
  if (module === null || !isAskedOfUrl(failure, context)) return null;
  const GOPRIVATE = setValue('GOPRIVATE', context).value;
  const GONOPROXY = setValue('GONOPROXY', context).value;
  if (isPrivate(module, { GOPRIVATE, GONOPROXY })) return null;
  // Set, it takes nothing over from GOPRIVATE any more.
  const values = { GONOPROXY: append(GONOPROXY === '' ? GOPRIVATE : GONOPROXY, module) };
  return {
    id: 'set-goproxy-direct',
    entry: null,
    host: '',
    module,
    cost: 'asks-repository',
    ...changeVariables(values, context),
  };
}

/** Who it is that does not know the module: only a public party can be wrong about a private one. */
function isPrivateCase(module: string, failure: RemedyFailure, context: RemedyContext): boolean {
  if (matchPrefixPatterns(PUBLIC_HOMES, module)) return false;
  const { code, detail, entry } = failure;
  if (code === 'private-exposed') return true;
  if (code === 'sumdb-unreachable') {
    return detail === 'not-found' || detail === 'http-denied' || looksPrivate(module);
  }
  if (code === 'http-denied' && detail !== null && !/^(?:400|403|410|451)$/.test(detail)) return false;
  if (entry !== null) return isPublicEntry(entry, context);
  return context.list?.entries.some((_, index) => isPublicEntry(index, context)) ?? false;
}

/** Where go asks the repository already, asking it more helps nobody. */
function isAskedOfUrl({ entry, code, detail }: RemedyFailure, { list }: RemedyContext): boolean {
  // That the module is another one is no mirror's fault.
  if (code === 'bad-content' && detail === 'wrong-module') return false;
  const index = entry ?? 0;
  return list?.entries[index]?.kind === 'url';
}

function append(globs: string, module: string): string {
  if (globs === '') return module;
  return matchPrefixPatterns(globs, module) ? globs : `${globs.replace(/,+$/, '')},${module}`;
}

/** Without those that hold the pattern already. */
function changed(values: Readonly<Record<string, string>>, context: RemedyContext): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => setValue(name as GoVariable, context).value !== value),
  );
}
