/** All scenarios. */
import type { Scenario } from './scenario.ts';
import { CHECKSUM_SCENARIOS } from './scenarios/checksums.ts';
import { CONTENT_SCENARIOS } from './scenarios/content.ts';
import { DIRECT_SCENARIOS } from './scenarios/direct.ts';
import { FORWARD_SCENARIOS } from './scenarios/forward.ts';
import { HARMLESS_SCENARIOS } from './scenarios/harmless.ts';
import { NETWORK_SCENARIOS } from './scenarios/network.ts';
import { SETTINGS_SCENARIOS } from './scenarios/settings.ts';
import { STATUS_SCENARIOS } from './scenarios/status.ts';
import { TLS_SCENARIOS } from './scenarios/tls.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...NETWORK_SCENARIOS,
  ...TLS_SCENARIOS,
  ...FORWARD_SCENARIOS,
  ...STATUS_SCENARIOS,
  ...CONTENT_SCENARIOS,
  ...CHECKSUM_SCENARIOS,
  ...SETTINGS_SCENARIOS,
  ...DIRECT_SCENARIOS,
  ...HARMLESS_SCENARIOS,
];
