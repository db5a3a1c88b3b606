/** The hash of a module's archive (dirhash.HashZip), together with whether it is one that go would extract. */
import { createHash, type Hash, hash } from 'node:crypto';
import { failure, type Result, success } from '../../base/result.ts';
import type { ArchiveBytes } from '../../goproxy/zip/archiveBytes.ts';
import { type ContentSink, readModuleZip, type ZipProblem } from '../../goproxy/zip/moduleZip.ts';
import type { ZipFile } from '../../goproxy/zip/zipHeader.ts';
import { ArchiveFile } from './archiveFile.ts';
import { type HashLine, hashLines } from './hashLines.ts';

export interface ZipHash {
  readonly h1: string;
  /** The bytes of the go.mod at the module's root. */
  readonly goMod: Uint8Array | null;
  readonly files: number;
  /** Of all content. */
  readonly bytes: number;
}

/** `unreadable`: the file, or an archive that our library does not read and go may. */
export type ZipFault = ZipProblem | 'absent' | 'unreadable';

/** `name` is `M@V`, the folder that all files must be in. Rejects with the signal's reason when aborted, and with nothing else. */
export async function hashZip(file: string, name: string, signal: AbortSignal): Promise<Result<ZipHash, ZipFault>> {
  signal.throwIfAborted();
  const archive = ArchiveFile.open(file);
  if (!archive.ok) return archive;
  try {
    return await hashArchive(archive.value, name, signal);
  } finally {
    archive.value.close();
  }
}

/** The same for an archive that is at hand. */
export async function hashArchive(
  archive: ArchiveBytes,
  name: string,
  signal: AbortSignal,
): Promise<Result<ZipHash, ZipFault>> {
  const sums = new ContentSums(`${name}/go.mod`);
  try {
    const problem = await readModuleZip(archive, name, signal, (one) => sums.sinkFor(one));
    return problem === null ? success(sums.whole()) : failure(problem);
  } catch {
    signal.throwIfAborted();
    return failure('unreadable');
  }
}

class ContentSums {
  readonly #lines: HashLine[] = [];
  readonly #goModName: string;
  #goMod: Buffer[] | null = null;
  #bytes = 0;

  constructor(goModName: string) {
    this.#goModName = goModName;
  }

  sinkFor({ name, size }: ZipFile): ContentSink {
    let sum: Hash | null = null;
    let hex: string | null = null;
    const goMod: Buffer[] | null = name === this.#goModName ? [] : null;
    this.#goMod ??= goMod;
    return {
      take: (piece) => {
        // All of a small file comes in one piece, and is hashed in one go in half the time.
        if (piece.length === size) hex = hash('sha256', piece, 'hex');
        else sum = (sum ?? createHash('sha256')).update(piece);
        this.#bytes += piece.length;
        goMod?.push(Buffer.from(piece));
      },
      end: () => this.#lines.push([name, hex ?? (sum ?? createHash('sha256')).digest('hex')]),
    };
  }

  whole(): ZipHash {
    const goMod = this.#goMod === null ? null : Buffer.concat(this.#goMod);
    return { h1: hashLines(this.#lines), goMod, files: this.#lines.length, bytes: this.#bytes };
  }
}
