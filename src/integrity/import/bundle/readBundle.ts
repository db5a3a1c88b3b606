/** A bundle is a module proxy in an archive: its versions are staged, and the database's answers laid beside them. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure, type Result, success } from '../../../base/result.ts';
import { escapePath, isFilePath } from '../../../goproxy/module/modulePath.ts';
import { escapeVersion } from '../../../goproxy/module/version.ts';
import type { ArchiveBytes } from '../../../goproxy/zip/archiveBytes.ts';
import { entryContent } from '../../../goproxy/zip/zipEntry.ts';
import type { ZipFile } from '../../../goproxy/zip/zipHeader.ts';
import { wantOf } from '../source/proxyTree.ts';
import { type Laid, type Laying, MAX_ARCHIVE, type SourceFault, sourceFault } from '../source/source.ts';
import { type StagedModule, stagedBase } from '../stage/stagedModule.ts';
import { type BundledModule, type BundleManifest, MANIFEST, parseManifest } from './manifest.ts';

const MAX_MANIFEST = 64 << 20;
/** A tile has 8 kB, a signed note at most 1 MB. */
const MAX_RECORD = 1 << 20;
/** `sumdb/HOST[/PATH]/…`, as stageProofs lays them. */
const RECORD = /^sumdb\/[^/]+\/(?:.*\/)?(?:supported|lookup\/.+|tile\/.+)$/;

/** Nothing in it is believed: names are built anew from what the manifest lists. Rejects only when aborted. */
export async function layBundle(
  archive: ArchiveBytes,
  files: readonly ZipFile[],
  source: string,
  laying: Laying,
): Promise<Result<Laid, SourceFault>> {
  const { signal, scratch, stage, named } = laying;
  const manifest = await manifestOf(archive, files, signal);
  if (manifest === null) return failure(sourceFault('bad-bundle', source));
  const wanted = manifest.modules.filter((one) => wantOf(one, named, null) === 'all');
  if (wanted.length === 0) return failure(sourceFault('nothing', source, { module: named?.module ?? null }));
  const places = placesOf(wanted, stage);
  const database = path.join(scratch, 'database');
  try {
    await rm(database, { recursive: true, force: true });
    for (const one of files) {
      const isRecord = RECORD.test(one.name) && isFilePath(one.name);
      const target = isRecord ? path.join(database, ...one.name.split('/')) : places.get(one.name);
      if (target === undefined) continue;
      const content = await entryContent(archive, one, isRecord ? MAX_RECORD : MAX_ARCHIVE, signal);
      if (content === null) return failure(sourceFault('bad-bundle', source));
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  } catch {
    signal.throwIfAborted();
    return failure(sourceFault('no-room', source));
  }
  return success({ kind: 'bundle', modules: wanted.map(stagedOf), database });
}

async function manifestOf(
  archive: ArchiveBytes,
  files: readonly ZipFile[],
  signal: AbortSignal,
): Promise<BundleManifest | null> {
  const file = files.find(({ name }) => name === MANIFEST);
  const content = file === undefined ? null : await entryContent(archive, file, MAX_MANIFEST, signal);
  return content === null ? null : parseManifest(content.toString('utf8'));
}

/** Where each file goes that is to be staged, by its name in the archive. */
function placesOf(modules: readonly BundledModule[], stage: string): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  for (const one of modules) {
    const base = stagedBase(stage, one);
    if (base === null) continue;
    const endings = one.zip === null ? ['.info', '.mod'] : ['.info', '.mod', '.zip'];
    for (const ending of endings) places.set(bundledName(one, ending), base + ending);
  }
  return places;
}

/** The name of one of a version's files: as below a module proxy's URL. */
export function bundledName({ module, version }: Pick<BundledModule, 'module' | 'version'>, ending: string): string {
  return `${escapePath(module)}/@v/${escapeVersion(version)}${ending}`;
}

function stagedOf({ module, version, zip, mod }: BundledModule): StagedModule {
  return { module, version, hasZip: zip !== null, expected: { zip, mod } };
}
