/** A module whose archive is passed on in pieces, as a tree of files that a file:// entry serves. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { moduleHash } from '../../../lab/content/moduleHash.ts';
import { zipArchive } from '../../../lab/content/zipArchive.ts';
import { noise } from '../../../lab/graph/graph.ts';

export interface LargeTree {
  /** A GOPROXY entry. */
  readonly url: string;
  readonly goSum: string;
  /** Below the entry. */
  readonly archive: string;
  readonly zip: Buffer;
}

export const LARGE = 'example.test/large@v1.0.0';

export async function writeLargeTree(folder: string, size: number): Promise<LargeTree> {
  const [module = '', version = ''] = LARGE.split('@');
  const goMod = Buffer.from(`module ${module}\n`);
  const files = new Map([
    [`${LARGE}/go.mod`, goMod],
    [`${LARGE}/m.go`, Buffer.from('package large\n')],
    [`${LARGE}/ballast.bin`, noise('large', size)],
  ]);
  const zip = await zipArchive(files);
  const base = path.join(folder, module, '@v');
  await mkdir(base, { recursive: true });
  await writeFile(path.join(base, `${version}.info`), `{"Version":"${version}","Time":"2024-01-02T03:04:05Z"}`);
  await writeFile(path.join(base, `${version}.mod`), goMod);
  await writeFile(path.join(base, `${version}.zip`), zip);
  const modHash = moduleHash(new Map([['go.mod', goMod]]));
  const goSum = `${module} ${version} ${moduleHash(files)}\n${module} ${version}/go.mod ${modHash}\n`;
  return { url: pathToFileURL(folder).href, goSum, archive: `${module}/@v/${version}.zip`, zip };
}
