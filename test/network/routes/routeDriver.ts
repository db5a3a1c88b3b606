/**
 * Driver: in a namespace with a second interface behind which nobody answers, tries hosts with several addresses, and lets the real go meet
 * the same hosts by name. Addresses of the documentation ranges, which exist in the namespace only.
 */
import { execFileSync } from 'node:child_process';
import type { RouteEvidence } from '../../../src/net/route/routeEvidence.ts';
import { tryRoutes } from '../../../src/net/route/tryRoutes.ts';
import { runGo } from '../../lab/goRunner.ts';
import type { Driver } from '../../lab/labHost.ts';

/** Name to its addresses. */
export type Hosts = Readonly<Record<string, readonly string[]>>;

export interface RouteRun {
  readonly name: string;
  readonly routes: readonly RouteEvidence[];
  readonly go: { readonly code: number | null; readonly stderr: string; readonly ms: number };
}

/** A pair of interfaces: what is sent to a neighbour that is known and not there is dropped at the far end. */
const NETWORK = [
  'link add v0 type veth peer name v1',
  'link set v0 up',
  'link set v1 up',
  'addr add 192.0.2.1/24 dev v0',
  '-6 addr add 2001:db8::1/64 dev v0 nodad',
  'neigh add 192.0.2.9 lladdr 02:00:00:00:00:09 dev v0',
  '-6 neigh add 2001:db8::9 lladdr 02:00:00:00:00:09 dev v0',
  'route add prohibit 198.51.100.1',
  'route add unreachable 198.51.100.2',
];

const driver: Driver = async ({ lab, dns }, input): Promise<RouteRun[]> => {
  for (const line of NETWORK) execFileSync('ip', line.split(' '));
  const port = Number(new URL(lab.urls.healthy).port);
  return Promise.all(
    Object.entries(input as Hosts).map(async ([name, addresses]) => {
      const isV6 = (address: string) => address.includes(':');
      dns.set(name, { a: addresses.filter((one) => !isV6(one)), aaaa: addresses.filter(isV6) });
      const [routes, go] = await Promise.all([
        tryRoutes({ host: name, port, tls: false, addresses, deadline: 1500 }, new AbortController().signal),
        runGo(['mod', 'download', 'example.test/e@v1.0.0'], { goproxy: `http://${name}:${port}`, timeoutMs: 6000 }),
      ]);
      return { name, routes, go: { code: go.code, stderr: go.stderr, ms: go.ms } };
    }),
  );
};

export default driver;
