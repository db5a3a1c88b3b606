/** A process that watches a list: `node watchDriver.ts STATE-FOLDER`. Writes a line a look. */
import { systemClock } from '../../../../src/base/clock.ts';
import { nullLog } from '../../../../src/base/log.ts';
import { nodeLockOwners } from '../../../../src/base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../../src/base/writableFiles.ts';
import { BookShelf } from '../../../../src/doctor/watch/bookShelf.ts';
import { Lookout } from '../../../../src/doctor/watch/lookout.ts';
import { Monitor } from '../../../../src/doctor/watch/monitor.ts';
import { HEALTH_LIMITS } from '../../../../src/health/entryHealth.ts';
import { FAILOVER_LIMITS } from '../../../../src/health/failover.ts';
import { examined } from '../../../support/examinations.ts';

const [folder = ''] = process.argv.slice(2);

const lookout = new Lookout({
  clock: systemClock,
  shelf: new BookShelf(nodeWritableFiles, nodeLockOwners, folder),
  random: Math.random,
  examine: async () => {
    process.stdout.write(`${systemClock.now()}\n`);
    return examined('https://a.test,https://b.test', ['healthy', 'healthy']);
  },
  isConnected: () => true,
  limits: () => ({ ...HEALTH_LIMITS, ...FAILOVER_LIMITS }),
  ownList: (list) => list,
});
const monitor = new Monitor({
  clock: systemClock,
  log: nullLog,
  lookout: async () => lookout,
  pace: () => ({ calm: 200, trouble: 200 }),
  isFocused: () => true,
});
monitor.invalidate();
// The monitor's own timer keeps no process alive.
setInterval(() => undefined, 60_000);
