/** Tells of changes in a folder, also on a system that has no watches left (Linux counts them, and an editor takes many). */
import { watch } from 'node:fs';

/** ms between two looks where nothing tells. */
const POLL = 1_000;

/** Calls `changed` whenever something in the folder may have changed. Returns what ends that. */
export function watchFolder(folder: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const poll = () => {
    timer ??= setInterval(changed, POLL).unref();
  };
  let close = () => undefined as unknown;
  try {
    const watcher = watch(folder, { persistent: false }, changed);
    watcher.on('error', poll);
    close = () => watcher.close();
  } catch {
    poll();
  }
  return () => {
    close();
    if (timer !== null) clearInterval(timer);
  };
}
