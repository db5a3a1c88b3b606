/** The hash of a module's archive (dirhash.HashZip), once it has been found to be one that go would extract. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { addAbortSignal, Readable } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { failure, type Result, success } from '../../base/result.ts';
import { checkModuleZip, type ZipProblem } from '../../goproxy/zip/moduleZip.ts';
import { walkZip, type ZipFile } from '../../goproxy/zip/zipDirectory.ts';
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

/** golang.org/x/mod/zip: MaxZipFile. */
const MAX_ARCHIVE = 500 * 2 ** 20;
/** Up to this size content is inflated in one go: a stream costs more than such a file. */
const AT_ONCE = 1 << 20;
const STORED = 0;
/** Of the record at an archive's end: its signature, its length without a comment, and where the number of files stands. */
const END = { signature: Buffer.from('PK\u0005\u0006'), length: 22, count: 10 };

/** `name` is `M@V`, the folder that all files must be in. Rejects with the signal's reason when aborted, and with nothing else. */
export async function hashZip(file: string, name: string, signal: AbortSignal): Promise<Result<ZipHash, ZipFault>> {
  signal.throwIfAborted();
  let archive: Buffer;
  try {
    if ((await stat(file)).size > MAX_ARCHIVE) return failure('too-large');
    archive = await readFile(file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    return failure((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable');
  }
  const at = name.lastIndexOf('@');
  const problem = await checkModuleZip(archive, name.slice(0, at), name.slice(at + 1), signal);
  if (problem !== null) return failure(problem);
  return hashChecked(archive, `${name}/go.mod`, signal);
}

async function hashChecked(
  archive: Buffer,
  goModName: string,
  signal: AbortSignal,
): Promise<Result<ZipHash, ZipFault>> {
  const lines: HashLine[] = [];
  let goMod: Uint8Array | null = null;
  let bytes = 0;
  const problem = await walkZip(archive, signal, async (file): Promise<ZipFault | null> => {
    const start = await file.contentStart();
    if (typeof start !== 'number' || file.crc32 === undefined) return 'unreadable';
    const sum = createHash('sha256');
    let read: Uint8Array | null = null;
    try {
      read = await addContent(archive.subarray(start, start + file.compressedSize), file, sum, signal);
    } catch {
      signal.throwIfAborted();
      return 'corrupt-entry';
    }
    bytes += file.size;
    if (file.name.toString() === goModName) goMod = read;
    lines.push([file.name, sum.digest('hex')]);
    return null;
  });
  if (problem !== null) return failure(problem);
  // The walk ends quietly where the library gives up; a hash of half an archive would be a false alarm.
  if (!announces(archive, lines.length)) return failure('unreadable');
  return success({ h1: hashLines(lines), goMod, files: lines.length, bytes });
}

/** Adds the content to `sum`. Returns its bytes, unless it is streamed: go's own go.mod files are always below that size. */
async function addContent(
  packed: Buffer,
  { name, method, size }: ZipFile,
  sum: ReturnType<typeof createHash>,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const isGoMod = name.subarray(-7).toString() === '/go.mod';
  // A folder has no content, whatever compressed bytes it declares.
  if (size === 0) return new Uint8Array();
  if (method === STORED || size <= AT_ONCE || isGoMod) {
    const content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: size + 1 });
    sum.update(content);
    return isGoMod ? Buffer.from(content) : null;
  }
  const inflate = addAbortSignal(signal, createInflateRaw());
  Readable.from([packed]).pipe(inflate);
  for await (const piece of inflate) sum.update(piece as Buffer);
  return null;
}

/** Reports whether the end record tells of so many files, as far as 16 bits can (archive/zip compares no more either). */
function announces(archive: Buffer, files: number): boolean {
  const end = archive.lastIndexOf(END.signature);
  if (end < 0 || end + END.length > archive.length) return false;
  const told = archive.readUInt16LE(end + END.count);
  return told === 0xffff || told === (files & 0xffff);
}
