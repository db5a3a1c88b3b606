/** Modules that look private, and that go would ask a public mirror for: their names leak, and the answer is a 404. Pure. */
import type { UrlEntry } from '../../../goproxy/list/list.ts';
import { isPublicMirror } from '../../../goproxy/list/mirrors.ts';
import { isModulePath, splitPath } from '../../../goproxy/module/modulePath.ts';
import { isPrivate } from '../../../goproxy/module/patterns.ts';
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';
import { replacements } from '../replacements.ts';
import { asksNobody } from './judgeMode.ts';
import { isPublicHost, isSameOwner, looksPrivate } from './privateHosts.ts';

/** One finding a host: its modules share a pattern. */
export function judgeExposure(examination: GraphExamination): readonly GraphFinding[] {
  const mirror = firstPublicMirror(examination);
  if (mirror === null || asksNobody(examination)) return [];
  const { vouched, settings } = examination;
  const variables = { GOPRIVATE: settings.GOPRIVATE, GONOPROXY: settings.GONOPROXY };
  const byHost = new Map<string, string[]>();
  for (const { module } of suspects(examination)) {
    if (vouched.has(module) || isPrivate(module, variables)) continue;
    const host = hostOf(module);
    const modules = byHost.get(host);
    if (modules === undefined) byHost.set(host, [module]);
    else modules.push(module);
  }
  return [...byHost.values()].flatMap((modules) => {
    const [module] = modules;
    if (module === undefined) return [];
    const facts = { module, count: String(modules.length), host: mirror.host, pattern: commonPrefix(modules) };
    return [{ code: 'private-exposed', detail: 'looks-private', severity: 'warning', module, facts } as const];
  });
}

/** Reports whether the name of one module, which no variable covers, would leak by asking the list for it. */
export function isExposed(module: string, list: Pick<GraphExamination, 'list' | 'publicMirrors'>): boolean {
  return looksPrivate(hostOf(module)) && firstPublicMirror(list) !== null;
}

/** Returns the modules that go would fetch and whose host looks private, each once, in the order of go.mod. */
export function suspects(
  examination: Pick<GraphExamination, 'mains' | 'workspace' | 'list' | 'publicMirrors' | 'originHost'>,
): readonly { readonly module: string; readonly version: string }[] {
  const { mains, workspace } = examination;
  const own = new Set(mains.map(({ goMod }) => goMod.module));
  const isSuspect = privacyQuestion(examination);
  const found = new Map<string, string>();
  for (const { goMod } of mains) {
    const replacementOf = replacements(goMod, workspace?.goMod ?? null);
    for (const { module, version } of goMod.requires) {
      const replacement = replacementOf(module, version);
      if (own.has(module) || (replacement !== null && replacement.newVersion === null)) continue;
      const path = replacement?.new ?? module;
      if (isModulePath(path) && isSuspect(hostOf(path))) found.set(path, replacement?.newVersion ?? version);
    }
  }
  return [...found].map(([module, version]) => ({ module, version }));
}

function privacyQuestion({
  mains,
  list,
  publicMirrors,
  originHost,
}: Pick<GraphExamination, 'mains' | 'list' | 'publicMirrors' | 'originHost'>): (host: string) => boolean {
  const entries = list?.entries.filter((one) => one.kind === 'url') ?? [];
  const servers = entries.filter(({ url }) => !isPublicMirror(url, publicMirrors)).map(({ host }) => bareHost(host));
  const homes = mains.flatMap(({ goMod }) => (goMod.module?.includes('.') ? [hostOf(goMod.module)] : []));
  // A host that the main module shares is a company's where the repository lies there too; else it may be a project's own domain.
  const companies = homes.filter(
    (home) => originHost !== null && !isPublicHost(home) && !isPublicHost(originHost) && isSameOwner(originHost, home),
  );
  const inHouse = new Set([...servers, ...companies].filter((host) => !isPublicHost(host)));
  return (host) => inHouse.has(host) || looksPrivate(host);
}

/** The first public mirror that a module unknown to the entries before it would be asked for; null where a barrier stands before. */
function firstPublicMirror({ list, publicMirrors }: Pick<GraphExamination, 'list' | 'publicMirrors'>): UrlEntry | null {
  for (const one of list?.entries ?? []) {
    if (one.kind !== 'url') return null;
    if (one.scheme === 'file') continue;
    if (isPublicMirror(one.url, publicMirrors)) return one;
    // A private entry is taken to know the private modules, and what it does not know ends with it (architecture.md, 11).
    if (one.separator !== '|') return null;
  }
  return null;
}

/** The narrowest pattern that covers them all, but never less than the host. */
function commonPrefix(modules: readonly string[]): string {
  const [first = [], ...others] = modules.map((module) => (splitPath(module)?.prefix ?? module).split('/'));
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  return first.slice(0, Math.max(length, 1)).join('/');
}

function hostOf(module: string): string {
  const slash = module.indexOf('/');
  return slash < 0 ? module : module.slice(0, slash);
}

function bareHost(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}
