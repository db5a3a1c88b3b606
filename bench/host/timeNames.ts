// Driver in a namespace of its own: the names of one host with one dead name server of three, as an examination asks for them.
import { nodeFiles } from '../../src/base/files.ts';
import { dnsFailures } from '../../src/failures/network/names/dnsFailures.ts';
import { askNames } from '../../src/net/dns/askNames.ts';
import type { Driver } from '../../test/lab/labHost.ts';
import { startDns } from '../../test/lab/servers/dnsServer.ts';
import { startCrookedDns } from '../../test/unit/net/dns/crookedDns.ts';

/** The dead one stands first, where go loses most by it; the second is the lab's own. */
const SERVERS = ['127.0.0.64', '127.0.0.53', '127.0.0.60'];
export const RESOLV_CONF = SERVERS.map((server) => `nameserver ${server}\n`).join('');

const HOST = 'mirror.test';
const DEADLINE = 5_000;

/** ms of each run. */
const driver: Driver = async (_host, runs): Promise<readonly number[]> => {
  const dead = await startCrookedDns(() => null, '127.0.0.64', 53);
  const third = await startDns({ address: '127.0.0.60', port: 53, records: { [HOST]: { a: ['127.0.0.1'] } } });
  const question = { host: HOST, deadline: DEADLINE, environment: {}, resolver: null };
  const times: number[] = [];
  for (let run = 0; run < Number(runs); run++) {
    const names = await askNames(question, { files: nodeFiles }, new AbortController().signal);
    const told = dnsFailures(names).map(({ detail }) => detail);
    if (!told.includes('dns-one-server-dead')) throw new Error(`the dead name server was not found: ${told}`);
    times.push(names.ms);
  }
  await Promise.all([dead.stop(), third.stop()]);
  return times;
};

export default driver;
