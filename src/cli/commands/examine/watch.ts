/** `watch`: the monitor without an editor. A line a change, until it is ended. */
import { once } from 'node:events';
import { homedir } from 'node:os';
import type { Log } from '../../../base/log.ts';
import { examine } from '../../../doctor/examine.ts';
import { changesBetween } from '../../../doctor/watch/changes.ts';
import { isConnected } from '../../../doctor/watch/isConnected.ts';
import { Lookout } from '../../../doctor/watch/lookout.ts';
import { Monitor } from '../../../doctor/watch/monitor.ts';
import { openShelf } from '../../../doctor/watch/openShelf.ts';
import { type Snapshot, UNSEEN_SNAPSHOT } from '../../../doctor/watch/snapshot.ts';
import { HEALTH_LIMITS } from '../../../health/entryHealth.ts';
import { FAILOVER_LIMITS } from '../../../health/failover.ts';
import { jsonChange } from '../../../text/report/examination/jsonHealth.ts';
import { changeLine } from '../../../text/words/command/watchText.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import { type ExamineOptions, examinationRequest, type Host } from '../../host.ts';
import { noListError } from './diagnose.ts';

export interface WatchOptions extends ExamineOptions {
  /** Seconds. */
  readonly interval: number;
}

/** ms, the longest that a timer takes. */
const LONGEST = 2 ** 31 - 1;

export async function watch(options: WatchOptions, host: Host): Promise<ExitCode> {
  const signal = AbortSignal.any([host.signal, host.console.unread]);
  const lookout = lookoutOf(options, host);
  const interval = options.interval * 1000;
  const monitor = new Monitor({
    clock: host.ports.clock,
    log: complaints(host),
    lookout: async () => lookout,
    pace: () => ({ calm: interval, trouble: interval }),
    isFocused: () => true,
  });
  // The monitor's timer keeps no process alive.
  const alive = setInterval(() => undefined, LONGEST);
  try {
    const ended = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    const first = new Promise<unknown>((resolve) => monitor.onDidChange(resolve));
    monitor.invalidate();
    await Promise.race([first, ended]);
    if (monitor.snapshot.reason === 'no-list') throw noListError();
    const tell = teller(options, host);
    tell(monitor.snapshot);
    monitor.onDidChange(tell);
    await ended;
  } finally {
    clearInterval(alive);
    monitor.dispose();
    await lookout.rest();
  }
  const { reason } = host.signal;
  if (!host.signal.aborted || (reason instanceof Error && reason.message === 'SIGTERM')) return EXIT.ok;
  throw reason;
}

function lookoutOf(options: WatchOptions, { ports, env }: Host): Lookout {
  const request = examinationRequest({ ...options, quick: true }, env);
  return new Lookout({
    clock: ports.clock,
    shelf: openShelf({ HOME: homedir(), ...env }, ports.platform),
    random: Math.random,
    examine: async (signal) => {
      const examination = await examine(request, ports, signal);
      return 'noList' in examination ? null : examination;
    },
    isConnected,
    limits: () => ({ ...HEALTH_LIMITS, ...FAILOVER_LIMITS, latency: request.latency }),
    ownList: (list) => list,
  });
}

/** Returns what prints the changes from one snapshot to the next. */
function teller({ json }: WatchOptions, { console, ports }: Host): (snapshot: Snapshot) => void {
  let before = UNSEEN_SNAPSHOT;
  return (snapshot) => {
    for (const change of changesBetween(before, snapshot, ports.clock.now())) {
      if (json === true) console.printJsonLine(jsonChange(change));
      else console.print(`${changeLine(change, snapshot)}\n`);
    }
    before = snapshot;
  };
}

function complaints({ console }: Host): Log {
  return {
    write: (level, _topic, message) => {
      if (level === 'error') console.complain(message);
    },
  };
}
