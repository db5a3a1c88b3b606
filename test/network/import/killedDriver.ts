/**
 * An import that ends itself with SIGKILL: at the beginning of a step, or so many ms into the n-th run of go. `node killedDriver.ts JSON`.
 */
import { nodeProcesses, type Processes } from '../../../src/base/processes.ts';
import { importModules } from '../../../src/integrity/import/importModules.ts';
import type { ImportQuestion } from '../../../src/integrity/import/importQuestion.ts';
import { ports } from './importRig.ts';

export interface Kill {
  /** The question without what JSON cannot carry. */
  readonly question: Omit<ImportQuestion, 'database'>;
  readonly database: Omit<ImportQuestion['database'], 'credentials'>;
  readonly step: string | null;
  /** From 1. */
  readonly run: number | null;
  readonly ms: number;
}

const { question, database, step, run, ms } = JSON.parse(process.argv[2] ?? '') as Kill;
const end = () => process.kill(process.pid, 'SIGKILL');

let runs = 0;
const processes: Processes = {
  run(file, args, options) {
    runs += 1;
    if (runs === run) setTimeout(end, ms);
    return nodeProcesses.run(file, args, options);
  },
};

const whole = { ...question, database: { ...database, credentials: new Map() } };
await importModules(whole, { ...ports, processes }, new AbortController().signal, (progress) => {
  if (progress.step === step) end();
});
