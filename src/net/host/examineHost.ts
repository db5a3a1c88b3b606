/** Looks at all layers of one host side by side: its names, the way to each of its addresses, its certificates. */
import type { Files } from '../../base/files.ts';
import { allow } from '../allowance.ts';
import type { ChainEvidence } from '../chain/chainEvidence.ts';
import { readChain } from '../chain/readChain.ts';
import { askNames } from '../dns/askNames.ts';
import type { Session } from '../exchange.ts';
import { type ProxyUrl, parseProxyUrl } from '../forwardProxy/proxyUrl.ts';
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
  const { host, deadline, resolver, goHasCgo = false, forwardProxy = null } = question;
  const { environment, files } = ports;
  const proxy = forwardProxy === null ? null : parseProxyUrl(forwardProxy);
  if (proxy !== null) return { names: null, routes: [], chain: await readTrusted(question, ports, signal, proxy) };
  const [names, beyond] = await Promise.all([
    askNames({ host, deadline, environment, resolver, goHasCgo }, { files }, signal),
    examineAddresses(question, ports, signal),
  ]);
  return { names, ...beyond };
}

async function examineAddresses(
  question: HostQuestion,
  ports: HostPorts,
  signal: AbortSignal,
): Promise<Omit<HostEvidence, 'names'>> {
  const { host, port, tls, deadline } = question;
  const started = performance.now();
  const resolved = await ports.names.resolve(host, allow(deadline, signal));
  if (!resolved.ok) return { routes: [], chain: null };
  const left = Math.max(1, deadline - (performance.now() - started));
  const [routes, chain] = await Promise.all([
    tryRoutes({ host, port, tls, addresses: resolved.value, deadline: left }, signal),
    readTrusted({ ...question, deadline: left }, ports, signal, null),
  ]);
  return { routes, chain };
}

/** Returns null where no TLS is spoken. */
async function readTrusted(
  { host, port, tls, deadline, fetchIssuers = false }: HostQuestion,
  { environment, trust, openSession }: HostPorts,
  signal: AbortSignal,
  forwardProxy: ProxyUrl | null,
): Promise<ChainEvidence | null> {
  if (!tls) return null;
  const ownSession = fetchIssuers ? openSession : null;
  const question = { host, port, trust: await trust(), environment, deadline, forwardProxy, openSession: ownSession };
  return readChain(question, signal);
}
