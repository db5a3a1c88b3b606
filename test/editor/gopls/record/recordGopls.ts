/** Records what gopls says, in a namespace where only the lab exists (Linux, as root), and stores it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { labInNamespace } from '../../../lab/labInNamespace.ts';
import type { RecordedCase } from '../recordedCase.ts';
import { CASES } from './cases.ts';
import type { RecordInput } from './driver.ts';

const GOPLS = 'golang.org/x/tools/gopls@v0.21.0';
const FOLDER = fileURLToPath(new URL('../recorded/', import.meta.url));
const DRIVER = new URL('./driver.ts', import.meta.url);
const TIMEOUT_MS = 300_000;
const BUILD_MS = 900_000;

/** Records the cases of these names, all where there are none. GOPLS names a program that is there already. */
export async function recordGopls(names: readonly string[], say: (line: string) => void): Promise<void> {
  const unknown = names.filter((name) => !(name in CASES));
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'go-proxy-gopls-bin-'));
  try {
    const gopls = process.env.GOPLS ?? (await build(folder, say));
    const input: RecordInput = { gopls, names: names.length === 0 ? Object.keys(CASES) : names };
    const recorded = (await labInNamespace(DRIVER, input, { timeoutMs: TIMEOUT_MS })) as Record<string, RecordedCase>;
    for (const [name, one] of Object.entries(recorded)) {
      say(
        `${name}: ${one.ends ? '' : 'no end, '}${one.diagnostics.map(({ message }) => message).join(' · ') || 'nothing'}`,
      );
      await writeFile(`${FOLDER}${name}.json`, `${JSON.stringify(one, null, 2)}\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Builds gopls, from the machine's own GOPROXY, into `folder`. */
async function build(folder: string, say: (line: string) => void): Promise<string> {
  say(`building ${GOPLS}`);
  const env = { ...process.env, GOFLAGS: '-modcacherw', GOBIN: folder, GOPATH: join(folder, 'go') };
  await promisify(execFile)('go', ['install', GOPLS], { env, cwd: folder, timeout: BUILD_MS });
  return join(folder, 'gopls');
}
