/** What the module cache tells of required versions: who vouched for them, and what is no go.mod though go keeps it as one. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import { escapePath, escapeUpperCase } from '../../goproxy/module/modulePath.ts';
import { checkContent } from '../../goproxy/protocol/content.ts';
import { cachePlace } from '../../integrity/cache/cachePlace.ts';
import type { ModuleVersion, PoisonedVersion } from './graphExamination.ts';

/** The one database that vouches for public modules only. */
const DATABASE = 'sum.golang.org';
/** More are not looked up: each costs a file. */
const MAX_SUSPECTS = 200;
const MAX_VERSIONS = 500;
/** go reads no larger go.mod (16 MiB); what tells a page from one stands at its beginning. */
const HEAD = 64 << 10;

/** A record of the database in the module cache says that the module was public when it came. */
export async function findVouched(
  modules: readonly ModuleVersion[],
  cache: string,
  files: Files,
): Promise<ReadonlySet<string>> {
  const vouched = new Set<string>();
  if (cache === '') return vouched;
  for (const { module, version } of modules.slice(0, MAX_SUSPECTS)) {
    const escaped = escapePath(module);
    // The version becomes a part of a file's name: nothing but a version may stand there.
    if (escaped === null || !/^[\w.+-]+$/.test(version)) continue;
    const record = `${escaped}@${escapeUpperCase(version)}`;
    const file = path.join(cache, 'cache', 'download', 'sumdb', DATABASE, 'lookup', record);
    if ((await files.readText(file, 1)) !== null) vouched.add(module);
  }
  return vouched;
}

/**
 * Where no checksum stood in the way, go has kept what a login page answered for a go.mod, and goes on failing with it when the network
 * is well again. What is bad in a .info it throws away by itself.
 */
export async function findPoisoned(
  versions: readonly ModuleVersion[],
  cache: string,
  files: Files,
): Promise<readonly PoisonedVersion[]> {
  const looks = versions
    .slice(0, MAX_VERSIONS)
    .map(async ({ module, version }): Promise<readonly PoisonedVersion[]> => {
      const place = cachePlace(cache, { module, version });
      if (place === null) return [];
      const file = `${place.base}.mod`;
      const text = await files.readText(file, HEAD);
      if (text === null) return [];
      const body = Buffer.from(text);
      const request = { kind: 'mod', path: '', module, version } as const;
      const problem = checkContent(request, body, body.length < HEAD, null);
      // A go.mod of another module is what a fork has.
      return problem === null || problem === 'wrong-module' ? [] : [{ module, version, file, problem }];
    });
  return (await Promise.all(looks)).flat();
}
