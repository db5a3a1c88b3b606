/** A zip archive in memory. */
import { ZipFile } from 'yazl';

/** Fixed, so that the same files give the same bytes on every run. */
const MTIME = new Date(Date.UTC(2024, 0, 2, 3, 4, 5));

/** Returns the archive of `files` (name to content), stored without compression: one changed byte stays one changed byte. */
export async function zipArchive(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of files) {
    zip.addBuffer(content, name, { mtime: MTIME, mode: 0o100644, compress: false, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
