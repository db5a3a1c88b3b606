/** Opens the file that a file:// URL names, as cmd/go does (web getFile): a missing file is 404, a forbidden one 403. */
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { NetFault } from './exchange.ts';
import { errorCode, fault } from './fault.ts';

export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/**
 * The caller closes the handle. Details, all of invalid-url: `file-host` (a host other than localhost) `file-path` `file-not-regular`
 * `file-<errno>`.
 */
export async function openFile(
  url: string,
): Promise<OpenFile | { readonly status: 403 | 404 } | { readonly fault: NetFault }> {
  const path = filePath(url);
  if (typeof path !== 'string') return { fault: path };
  try {
    const found = await stat(path);
    // A FIFO would block, a device would never end; go would fail on a directory when it reads it.
    if (!found.isFile()) return { fault: fault('invalid-url', 'first-byte', 'file-not-regular') };
    // Not blocking, in case it is a FIFO by now.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return { handle, size: found.size };
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return { status: 404 };
    if (code === 'EACCES' || code === 'EPERM') return { status: 403 };
    return { fault: unreadable(error) };
  }
}

/** What went wrong while the file was read. */
export function unreadable(error: unknown): NetFault {
  return fault('invalid-url', 'first-byte', `file-${errorCode(error).toLowerCase() || 'unreadable'}`, error);
}

/** Returns the path that the URL names, or why it names none. */
function filePath(url: string): string | NetFault {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.protocol !== 'file:') return fault('invalid-url', 'lookup', 'file-path');
  // On Windows a host is a share's server; elsewhere go refuses it: “file URL specifies non-local host”.
  if (parsed.host !== '' && process.platform !== 'win32') return fault('invalid-url', 'lookup', 'file-host');
  try {
    const path = fileURLToPath(parsed);
    return path.includes('\0') ? fault('invalid-url', 'lookup', 'file-path') : path;
  } catch (error) {
    return fault('invalid-url', 'lookup', 'file-path', error);
  }
}
