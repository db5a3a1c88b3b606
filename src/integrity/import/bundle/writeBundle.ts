/** Writes a bundle: a module proxy's files in an archive, with the database's answers; the same content makes the same bytes. */
import { createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { TreeVersion } from '../source/proxyTree.ts';
import { type BundleManifest, formatManifest, MANIFEST } from './manifest.ts';
import { bundledName } from './readBundle.ts';

export interface BundleContent {
  readonly manifest: BundleManifest;
  /** One a module of the manifest. */
  readonly versions: readonly TreeVersion[];
  /** The folder that `sumdb/` lies in; null for none. */
  readonly proofs: string | null;
}

const MTIME = new Date(Date.UTC(1980, 0, 1));
const MODE = 0o100644;

/** Puts it where `out` says in one step, and returns its size in bytes. Rejects where it cannot be read or written, or when aborted. */
export async function writeBundle(
  out: string,
  { manifest, versions, proofs }: BundleContent,
  signal: AbortSignal,
): Promise<number> {
  const zip = new ZipFile();
  const facts = { mtime: MTIME, mode: MODE, forceDosTimestamp: true };
  zip.addBuffer(Buffer.from(formatManifest(manifest)), MANIFEST, facts);
  for (const one of versions) {
    const info = one.endings.has('.info') ? await readFile(`${one.base}.info`) : null;
    zip.addBuffer(info ?? Buffer.from(JSON.stringify({ Version: one.version })), bundledName(one, '.info'), facts);
    zip.addFile(`${one.base}.mod`, bundledName(one, '.mod'), facts);
    if (one.endings.has('.zip')) {
      zip.addFile(`${one.base}.zip`, bundledName(one, '.zip'), { ...facts, compress: false });
    }
  }
  const records =
    proofs === null ? [] : await readdir(path.join(proofs, 'sumdb'), { recursive: true, withFileTypes: true });
  const files = records.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    zip.addBuffer(
      await readFile(file),
      path
        .relative(proofs ?? '', file)
        .split(path.sep)
        .join('/'),
      facts,
    );
  }
  zip.end();
  const draft = `${out}.tmp-${process.pid}`;
  try {
    await pipeline(zip.outputStream, createWriteStream(draft, { flags: 'wx' }), { signal });
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return (await stat(out)).size;
}
