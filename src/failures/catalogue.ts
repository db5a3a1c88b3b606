/** The catalogue: what every failure code means to us. Words for people are made from the codes in text/. Data. */
import type { FailureCode } from './code.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What can be done; see remedies/. */
export type RemedyId =
  | 'use-goproxy'
  | 'fix-goproxy'
  | 'unset-variable'
  | 'try-later'
  | 'check-address'
  | 'check-module'
  | 'check-resolver'
  | 'check-route'
  | 'check-forward-proxy'
  | 'sign-in'
  | 'trust-certificate'
  | 'renew-credentials'
  | 'install-git'
  | 'report-mirror';

export interface CatalogueEntry {
  /** How bad it is where go meets it. */
  readonly severity: Severity;
  /** Whether it may pass by itself: asking again in a minute is worth it. */
  readonly transient: boolean;
  /** Those that fit, the best first; `use-goproxy` is left out where the list has nothing better. */
  readonly remedies: readonly RemedyId[];
}

const entry = (severity: Severity, transient: boolean, ...remedies: RemedyId[]): CatalogueEntry => ({
  severity,
  transient,
  remedies,
});

export const CATALOGUE: Readonly<Record<FailureCode, CatalogueEntry>> = {
  dns: entry('error', true, 'use-goproxy', 'check-resolver'),
  'connect-timeout': entry('error', true, 'use-goproxy', 'check-route'),
  refused: entry('error', true, 'use-goproxy', 'check-address'),
  reset: entry('error', true, 'use-goproxy', 'check-route'),
  'response-timeout': entry('error', true, 'use-goproxy', 'try-later'),
  tls: entry('error', false, 'use-goproxy', 'trust-certificate'),
  'forward-proxy': entry('error', false, 'check-forward-proxy'),
  'rate-limited': entry('error', true, 'use-goproxy', 'try-later'),
  'http-denied': entry('error', false, 'use-goproxy', 'renew-credentials'),
  'not-found': entry('error', false, 'use-goproxy', 'check-module', 'check-address'),
  'server-error': entry('error', true, 'use-goproxy', 'try-later'),
  'bad-content': entry('error', false, 'use-goproxy', 'report-mirror'),
  'checksum-mismatch': entry('error', false, 'use-goproxy', 'report-mirror'),
  'sumdb-unreachable': entry('error', true, 'use-goproxy', 'try-later'),
  'missing-gosum': entry('error', false, 'check-address'),
  'goproxy-invalid': entry('error', false, 'fix-goproxy'),
  'goproxy-off': entry('error', false, 'fix-goproxy'),
  'vcs-missing': entry('error', false, 'install-git', 'use-goproxy'),
  'vcs-auth': entry('error', false, 'renew-credentials'),
  toolchain: entry('error', false, 'try-later'),
  disk: entry('error', false, 'check-address'),
  stall: entry('error', true, 'use-goproxy', 'try-later'),
  'captive-portal': entry('error', true, 'sign-in', 'use-goproxy'),
  'dns-hijack': entry('error', false, 'use-goproxy', 'check-resolver'),
  'system-proxy-ignored': entry('warning', false, 'check-forward-proxy'),
  'setting-masked': entry('warning', false, 'unset-variable'),
  'settings-drift': entry('warning', false, 'fix-goproxy'),
  'private-exposed': entry('warning', false, 'fix-goproxy'),
  'netrc-broken': entry('warning', false, 'renew-credentials'),
  'clock-skew': entry('warning', false, 'check-route'),
  slow: entry('warning', true, 'use-goproxy', 'try-later'),
  'sumdb-trap': entry('error', true, 'use-goproxy', 'report-mirror'),
  'sumdb-forked': entry('error', false, 'report-mirror'),
  'cache-damaged': entry('error', false, 'report-mirror'),
  unclassified: entry('error', true, 'try-later'),
};
