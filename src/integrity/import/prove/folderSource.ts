/** The checksum database as it lies in a folder: a bundle's, or what go keeps in its module cache. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { failure, success } from '../../../base/result.ts';
import { isFilePath } from '../../../goproxy/module/modulePath.ts';
import type { SumdbSource } from '../../sumdb/sources.ts';

/** Longer than any note may be; a tile has 8 kB. */
const MAX_RECORD = 1 << 20;

/** `folder` is the one that `sumdb/NAME` lies in. */
export function folderSource(folder: string, name: string): SumdbSource {
  return {
    async read(at, signal) {
      const file = path.join(folder, 'sumdb', ...name.split('/'), ...at.split('/'));
      const absent = failure({ kind: 'status', url: file, status: 404 } as const);
      try {
        if (!isFilePath(at.slice(1)) || (await stat(file)).size > MAX_RECORD) return absent;
        return success(await readFile(file, { signal }));
      } catch {
        signal.throwIfAborted();
        return absent;
      }
    },
  };
}
