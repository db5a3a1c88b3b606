/** The undo journal and what writes into it: loaded when something is changed or taken back, not before. */
import { systemClock } from '../../base/clock.ts';
import { nodeProcesses } from '../../base/processes.ts';
import type { Result } from '../../base/result.ts';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { cleanCachedVersion } from '../../integrity/cache/cleanCachedVersion.ts';
import type { ChangeContext, ChangeFault, SumsEdit } from '../../remedies/change/change.ts';
import { Changes } from '../../remedies/change/changes.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import { stageSums } from '../../remedies/change/sums/stageSums.ts';
import type { SumsMend } from '../../remedies/remedy.ts';

export interface Journal {
  readonly changes: Changes;
  /** See stageSums. */
  stage(mend: SumsMend, context: ChangeContext, signal: AbortSignal): Promise<Result<readonly SumsEdit[], ChangeFault>>;
  /** See cleanCachedVersion. */
  clean(
    request: {
      readonly modcache: string;
      readonly module: string;
      readonly version: string;
      readonly keep?: readonly string[];
    },
    signal: AbortSignal,
  ): Promise<Result<readonly string[], ChangeFault>>;
}

/** `fallback`: the folder to keep it in where the system tells of no state folder. */
export function openJournal(fallback: string, context: (signal: AbortSignal) => Promise<ChangeContext>): Journal {
  const ports = {
    files: nodeWritableFiles,
    processes: nodeProcesses,
    clock: systemClock,
    owners: nodeLockOwners,
    context,
  };
  return {
    changes: new Changes(ports, stateFolder(process.env, process.platform) ?? fallback),
    stage: (mend, context, signal) =>
      stageSums(mend, { files: nodeWritableFiles, processes: nodeProcesses, context, signal }),
    clean: (request, signal) => cleanCachedVersion(request, { files: nodeWritableFiles }, signal),
  };
}
