// One look of the background monitor at three healthy entries: the bytes that cross the network for it, both ways.
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nullLog } from '../../src/base/log.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { examine } from '../../src/doctor/examine.ts';
import { isAlive } from '../../src/doctor/list/listExamination.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { WorkerClient } from '../../src/worker/client.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';

const BOUND = 64_000;

export async function backgroundSweep(stage: Stage): Promise<readonly BenchRow[]> {
  const { urls } = stage.lab;
  const secure = urls['healthy-h2']; // three times in the list: each entry has a connection of its own all the same
  return [
    await sweep(stage, 'plain HTTP', '1.1', [urls['sumdb-good'], urls.healthy, urls['sumdb-none']]),
    await sweep(stage, 'HTTPS and HTTP/2', '2', [secure, secure, secure]),
  ];
}

/** Examines as the editor does in the background: quickly, by the shipped worker, with a connection an entry. */
async function sweep(stage: Stage, over: string, httpVersion: string, entries: readonly string[]): Promise<BenchRow> {
  const prober = new WorkerClient(join(stage.root, 'dist', 'worker.js'), systemClock, nullLog);
  try {
    const request = {
      goproxy: { value: entries.join(','), origin: 'workspace' },
      named: [],
      depth: 'quick',
      cwd: stage.folder,
      env: stage.env,
      goPath: '',
      trusted: true,
      timeout: 5_000,
      latency: 2_000,
    } as const;
    const ports = {
      clock: systemClock,
      files: nodeFiles,
      processes: nodeProcesses,
      programs: nodePrograms,
      platform: process.platform,
      prober,
    };
    const examination = await examine(request, ports, stage.signal);
    if ('noList' in examination) throw new Error('the list that was given was not found');
    const exchanges = examination.entries.map(({ evidence }) => evidence.map(({ exchange }) => exchange));
    const asMeant = exchanges.every((all) => all.every((exchange) => exchange.httpVersion === httpVersion));
    if (!asMeant || !examination.entries.every(isAlive)) throw new Error(`the sweep over ${over} did not go as meant`);
    const bytes = exchanges.map((all) => all.reduce((sum, exchange) => sum + exchange.bytes, 0));
    const requests = exchanges.reduce((sum, all) => sum + all.length, 0);
    return measured({
      name: `background sweep of three entries, ${over}`,
      unit: 'bytes',
      ours: bytes.reduce((sum, one) => sum + one, 0),
      bound: BOUND,
      note: `${requests} requests on ${entries.length} fresh connections, heads and handshakes counted`,
      samples: { bytes, ms: examination.ms },
    });
  } finally {
    prober.dispose();
  }
}
