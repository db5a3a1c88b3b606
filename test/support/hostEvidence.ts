// What a closer look at a host shows where there is nothing to see: for fakes of the prober.
import type { NamesEvidence } from '../../src/net/dns/namesEvidence.ts';
import type { HostEvidence } from '../../src/net/host/hostEvidence.ts';

export const NO_NAMES: NamesEvidence = {
  host: 'host.example',
  kind: 'address',
  goResolver: 'go',
  goResolverReason: 'no-cgo',
  order: [],
  hostsFile: '/etc/hosts',
  hosts: [],
  system: { addresses: [], error: null, ms: 0 },
  names: [],
  servers: [],
  upstreams: [],
  independent: null,
  patience: { timeout: 5, attempts: 2, rotate: false },
  ownSuffixes: [],
  ms: 0,
  lag: 0,
};

export const NOTHING_THERE: HostEvidence = {
  names: NO_NAMES,
  routes: [],
  chain: null,
};
