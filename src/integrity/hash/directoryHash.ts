/** The hash of an extracted module, which equals that of its archive (dirhash.HashDir). */
import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { Breather } from '../../base/breather.ts';
import { failure, type Result, success } from '../../base/result.ts';
import { type HashLine, hashLines } from './hashLines.ts';

/** `bad-name`: a name with a line break, which would forge a line. */
export type DirectoryFault = 'absent' | 'not-a-directory' | 'unreadable' | 'bad-name';

/** Most files of a module fit into one. */
const PIECE = 256 << 10;
/** What a link leads to may be a FIFO, which would wait for its other end. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * `name` is `M@V`, which stands before each file's. Waits for the disk, a file at a time: with promises a small file costs several times
 * as much. Rejects with the signal's reason when aborted, and with nothing else.
 */
export async function hashDirectory(
  folder: string,
  name: string,
  signal: AbortSignal,
): Promise<Result<string, DirectoryFault>> {
  signal.throwIfAborted();
  const breather = new Breather(signal);
  try {
    const facts = lstatSync(folder, { throwIfNoEntry: false });
    if (facts === undefined) return failure('absent');
    if (!facts.isDirectory()) return failure('not-a-directory');
    const lines: HashLine[] = [];
    const buffer = Buffer.allocUnsafeSlow(PIECE);
    const folders = [''];
    for (let below = folders.pop(); below !== undefined; below = folders.pop()) {
      for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
        if (breather.isDue) await breather.breathe();
        const file = `${below}/${entry.name}`;
        if (entry.isDirectory()) folders.push(file);
        else if (file.includes('\n')) return failure('bad-name');
        else if (!entry.isFile() && !entry.isSymbolicLink()) return failure('unreadable');
        else lines.push([name + file, fileSum(folder + file, entry.isSymbolicLink(), buffer)]);
      }
    }
    return success(hashLines(lines));
  } catch {
    signal.throwIfAborted();
    return failure('unreadable');
  }
}

/** Throws what the file system throws, and where a link leads to no regular file, which may have no end. */
function fileSum(file: string, isLink: boolean, buffer: Buffer): string {
  const descriptor = openSync(file, READ);
  try {
    if (isLink && !fstatSync(descriptor).isFile()) throw new Error('not a regular file');
    let piece = readPiece(descriptor, buffer);
    if (piece.length < buffer.length) return hash('sha256', piece, 'hex');
    const sum = createHash('sha256');
    for (; piece.length > 0; piece = readPiece(descriptor, buffer)) sum.update(piece);
    return sum.digest('hex');
  } finally {
    closeSync(descriptor);
  }
}

/** Returns what comes next, as much as there is room for: less only at the end. */
function readPiece(descriptor: number, buffer: Buffer): Buffer {
  let length = 0;
  for (let read = 1; read > 0 && length < buffer.length; length += read)
    read = readSync(descriptor, buffer, length, buffer.length - length, null);
  return buffer.subarray(0, length);
}
