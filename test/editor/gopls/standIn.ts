/** The stand-in for the Go extension (id golang.go), and how a test tells it what gopls says. For `openVsCode({ extensions })`. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordedCase } from './recordedCase.ts';

export const GO_EXTENSION = fileURLToPath(new URL('./standIn', import.meta.url));

/** Makes gopls say this of the workspace in `folder`, from now on. */
export async function goplsSays(folder: string, said: Pick<RecordedCase, 'ends' | 'diagnostics'>): Promise<void> {
  const file = join(folder, '.vscode', 'gopls-case.json');
  // In one step: half of it would be nothing.
  await writeFile(`${file}.new`, JSON.stringify(said));
  await rename(`${file}.new`, file);
}

/** The values of go.toolsEnvVars.GOPROXY, null for none, for which gopls was started anew since the window is open. */
export async function goplsRestarts(folder: string): Promise<(string | null)[]> {
  const text = await readFile(join(folder, '.vscode', 'gopls-restarts.jsonl'), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { GOPROXY: string | null }).GOPROXY);
}
