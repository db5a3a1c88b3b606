/** The bytes of an archive as a port: all of them in memory, or a file of which only a part is. */

export interface ArchiveBytes {
  readonly size: number;
  /**
   * Returns the bytes there, fewer where the archive ends, none before its begin; they hold until the next call. Rejects where they cannot
   * be read.
   */
  read(offset: number, length: number): Promise<Buffer>;
}

export function bytesInMemory(body: Uint8Array): ArchiveBytes {
  const archive = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return {
    size: archive.length,
    read: async (offset, length) => archive.subarray(offset < 0 ? archive.length : offset, offset + length),
  };
}
