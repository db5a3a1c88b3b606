/** A task of the worker that asks nobody; `modCache` tells it from others. */
import type { Task } from '../../../src/worker/tasks.ts';

export function triageTask(modCache = ''): Task<'triage'> {
  const settings = { GOSUMDB: 'off', GOPRIVATE: '', GONOSUMDB: '' };
  return {
    kind: 'triage',
    question: {
      subject: { module: 'example.test/a', version: 'v1.0.0' },
      mirrors: [],
      credentials: new Map(),
      database: { entries: [], credentials: new Map(), settings, stateFolder: null },
      network: {},
      direct: null,
      sums: [],
      vendor: null,
      modCache,
      deadline: 1000,
    },
  };
}
