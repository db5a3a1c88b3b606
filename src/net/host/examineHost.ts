/** Looks at all layers of one host side by side: its names, the way to each of its addresses, its certificates. */
import type { Files } from '../../base/files.ts';
import { allow } from '../allowance.ts';
import { readChain } from '../chain/readChain.ts';
import { askNames } from '../dns/askNames.ts';
import type { Session } from '../exchange.ts';
import type { Names } from '../link/names.ts';
import type { Permits } from '../link/nearness.ts';
import type { TrustStore } from '../link/trustStore.ts';
import { tryRoutes } from '../route/tryRoutes.ts';
import type { HostEvidence, HostQuestion } from './hostEvidence.ts';

export interface HostPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly names: Names;
  readonly trust: () => Promise<TrustStore>;
  /** A session that asks only the addresses which are permitted. */
  readonly openSession: (permits: Permits) => Session;
}

/** Rejects only when aborted. */
export async function examineHost(
  question: HostQuestion,
  ports: HostPorts,
  signal: AbortSignal,
): Promise<HostEvidence> {
  const { host, deadline, resolver } = question;
  const { environment, files } = ports;
  const [names, beyond] = await Promise.all([
    askNames({ host, deadline, environment, resolver }, { files }, signal),
    examineAddresses(question, ports, signal),
  ]);
  return { names, ...beyond };
}

async function examineAddresses(
  { host, port, tls, deadline, fetchIssuers = false }: HostQuestion,
  { environment, names, trust, openSession }: HostPorts,
  signal: AbortSignal,
): Promise<Omit<HostEvidence, 'names'>> {
  const started = performance.now();
  const resolved = await names.resolve(host, allow(deadline, signal));
  if (!resolved.ok) return { routes: [], chain: null };
  const left = Math.max(1, deadline - (performance.now() - started));
  const [routes, chain] = await Promise.all([
    tryRoutes({ host, port, tls, addresses: resolved.value, deadline: left }, signal),
    tls ? readTrusted(left) : null,
  ]);
  return { routes, chain };

  async function readTrusted(time: number) {
    const ownSession = fetchIssuers ? openSession : null;
    const question = { host, port, trust: await trust(), environment, deadline: time, openSession: ownSession };
    return readChain(question, signal);
  }
}
