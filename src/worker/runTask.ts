/** Runs the thread's tasks. What a kind of task needs is loaded with the first of its kind: probes do not wait for it. */
import type { TriagePorts } from '../integrity/triage/askSources.ts';
import type { RunTask } from './tasks.ts';

export function taskRunner(ports: TriagePorts): RunTask {
  return async (task, onProgress, signal) => {
    switch (task.kind) {
      case 'triage': {
        const { triage } = await import('../integrity/triage/triage.ts');
        return triage(task.question, ports, signal, onProgress);
      }
      case 'verify': {
        const { verifyCached } = await import('../integrity/verify/verifyCached.ts');
        return verifyCached(task.question.modCache, task.question.sums, signal);
      }
      case 'hash': {
        const { archiveSums } = await import('../integrity/hash/archiveSums.ts');
        return archiveSums(task.question.file, task.question.name, signal);
      }
      case 'measure': {
        const { measureMirrors } = await import('../integrity/measure/measureMirrors.ts');
        return measureMirrors(task.question, ports, signal, onProgress);
      }
      case 'import': {
        const { importModules } = await import('../integrity/import/importModules.ts');
        return importModules(task.question, ports, signal, onProgress);
      }
    }
  };
}
