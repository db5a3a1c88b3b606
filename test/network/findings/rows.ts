/** The faults of the network, layer by layer, and what `diagnose` says of each. */
import type { FindingRow } from './row.ts';
import { CERTIFICATES } from './rows/certificates.ts';
import { CREDENTIALS } from './rows/credentials.ts';
import { FORWARD_PROXIES } from './rows/forwardProxies.ts';
import { GRAPH, NO_GO } from './rows/graph.ts';
import { HEALTHY } from './rows/healthy.ts';
import { NAMES } from './rows/names.ts';
import { ROUTES } from './rows/routes.ts';
import { SERVING } from './rows/serving.ts';

export const ROWS: Readonly<Record<string, FindingRow>> = {
  ...FORWARD_PROXIES,
  ...NAMES,
  ...ROUTES,
  ...CERTIFICATES,
  ...CREDENTIALS,
  ...GRAPH,
  ...NO_GO,
  ...SERVING,
  ...HEALTHY,
};
