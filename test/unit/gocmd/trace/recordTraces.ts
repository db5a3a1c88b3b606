/**
 * `node test/unit/gocmd/trace/recordTraces.ts` (Node 24, Linux, as root): records what three versions of the real go print with -x
 * against the lab, in a namespace, into recorded/. The times and ports of a recording are its own.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gorootOf } from '../../../../scripts/record/goVersions.ts';
import { labInNamespace } from '../../../lab/labInNamespace.ts';
import type { Recording } from './recordDriver.ts';

const FOLDER = fileURLToPath(new URL('./recorded/', import.meta.url));
const DRIVER = new URL('./recordDriver.ts', import.meta.url);
const VERSIONS = ['1.20.14', '1.24.9', '1.26.8'] as const;

await mkdir(FOLDER, { recursive: true });
for (const version of VERSIONS) {
  const goroot = await gorootOf(version);
  const recordings = (await labInNamespace(DRIVER, { goroot }, { timeoutMs: 120_000 })) as Recording[];
  for (const { name, stderr } of recordings) await writeFile(`${FOLDER}${name}-${version}.txt`, stderr);
  process.stderr.write(`${version}: ${recordings.length} texts\n`);
}
