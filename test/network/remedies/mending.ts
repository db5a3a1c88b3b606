/** Carrying remedies out in a home, as the editor does, and taking all of it back to the byte. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '../../../src/base/clock.ts';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { nodeLockOwners } from '../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../src/base/writableFiles.ts';
import { viewGo } from '../../../src/doctor/environment/goView.ts';
import type { ExaminationPorts } from '../../../src/doctor/examinationRequest.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';
import { LocalProber } from '../../../src/goproxy/probe/prober.ts';
import { cleanCachedVersion } from '../../../src/integrity/cache/cleanCachedVersion.ts';
import type { ChangeContext } from '../../../src/remedies/change/change.ts';
import { Changes } from '../../../src/remedies/change/changes.ts';
import { changeRequests } from '../../../src/remedies/change/requests.ts';
import { stageSums } from '../../../src/remedies/change/sums/stageSums.ts';
import type { Remedy } from '../../../src/remedies/remedy.ts';
import type { Home } from './home.ts';

export const PORTS: ExaminationPorts = {
  files: nodeFiles,
  processes: nodeProcesses,
  programs: nodePrograms,
  platform: process.platform,
  clock: systemClock,
  prober: new LocalProber(systemClock, nodeFiles),
};
const DEADLINE = 60_000;

function changesOf(home: Home): Changes {
  const context = () => changeContext(home, AbortSignal.timeout(DEADLINE));
  const ports = { files: nodeWritableFiles, processes: nodeProcesses, clock: systemClock, owners: nodeLockOwners };
  return new Changes({ ...ports, context }, home.state);
}

async function changeContext(home: Home, signal: AbortSignal): Promise<ChangeContext> {
  const env = home.environment;
  const go = await viewGo({ env, cwd: home.app, goPath: '', mayRun: true }, PORTS, signal);
  return { go: go.located.path, env, goenvFile: go.environment.goenvFile };
}

/** As the editor does; what only the user can do is left to the row. */
export async function carryOut(remedy: Remedy, home: Home, signal: AbortSignal): Promise<string> {
  const { action, command } = remedy;
  const context = await changeContext(home, signal);
  if (action.kind === 'clean') {
    const go = await viewGo({ env: home.environment, cwd: home.app, goPath: '', mayRun: true }, PORTS, signal);
    const { module, version } = action;
    const cleaned = await cleanCachedVersion(
      { modcache: go.value('GOMODCACHE'), module, version },
      { files: nodeWritableFiles },
      signal,
    );
    return cleaned.ok ? `removed ${cleaned.value.length}` : `fault: ${cleaned.error.code}`;
  }
  if (action.kind === 'mend-sums') {
    const staged = await stageSums(action.mend, {
      files: nodeWritableFiles,
      processes: nodeProcesses,
      context,
      signal,
    });
    if (!staged.ok) return `fault: ${JSON.stringify(staged.error)}`;
    const made = await changesOf(home).apply(
      { kind: 'sums', edits: staged.value },
      { remedy: remedy.id, subject: '' },
      context,
      signal,
    );
    return made.ok ? `mended ${made.value.files.length}` : `fault: ${made.error.code}`;
  }
  const requests = changeRequests(remedy, { module: home.app, workspace: home.app }, process.platform);
  for (const one of requests) {
    const made = await changesOf(home).apply(one, { remedy: remedy.id, subject: '' }, context, signal);
    if (!made.ok) return `fault: ${made.error.code} ${'detail' in made.error ? made.error.detail : ''}`;
  }
  return action.kind === 'set' ? JSON.stringify(action.values) : (command ?? action.kind);
}

export async function picture(home: Home): Promise<ReadonlyMap<string, string | null>> {
  const bytes = async (file: string) => readFile(file, 'latin1').catch(() => null);
  return new Map(await Promise.all(home.files.map(async (file) => [file, await bytes(file)] as const)));
}

export interface Taken {
  /** The files that the remedy changed and undo did not restore to the byte. */
  readonly notRestored: readonly string[];
  /** How many changes were made and taken back. */
  readonly changes: number;
}

/** The command itself may have written go.mod and go.sum too: that is not undone, and only what the remedy changed is compared. */
export async function takeBack(
  home: Home,
  before: ReadonlyMap<string, string | null>,
  signal: AbortSignal,
): Promise<Taken> {
  const changes = changesOf(home);
  const made = await changes.list();
  const notRestored: string[] = [];
  for (const _ of made) {
    const undone = await changes.undo(signal);
    if (!undone.ok) notRestored.push(undone.error.code);
  }
  const after = await picture(home);
  for (const file of new Set(made.flatMap(({ files }) => files)))
    if (after.get(file) !== before.get(file)) notRestored.push(file);
  return { notRestored, changes: made.length };
}
