/** The catalogue: what every failure code means to us. Words for people are made from the codes in text/. Data. */
import type { FailureCode } from './code.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What can be done; see remedies/. */
export type RemedyId =
  | 'use-goproxy'
  | 'retry'
  | 'set-goprivate'
  | 'set-gosumdb'
  | 'set-goproxy-direct'
  | 'unset-override'
  | 'fix-goproxy-list'
  | 'install-vcs'
  | 'login'
  | 'close-file'
  | 'compare-checksums'
  | 'clean-cached-version'
  | 'mend-gosum'
  | 'add-gosum'
  | 'upgrade-module'
  | 'pin-toolchain'
  | 'free-disk'
  | 'trust-ca'
  | 'fetch-issuer'
  | 'check-address'
  | 'check-module'
  | 'check-resolver'
  | 'check-hosts'
  | 'check-route'
  | 'check-forward-proxy'
  | 'set-forward-proxy'
  | 'sign-in'
  | 'import-by-hand'
  | 'report-mirror'
  | 'ask-author'
  | 'open-docs';

export interface CatalogueEntry {
  /** How bad it is where go meets it. */
  readonly severity: Severity;
  /** Whether it may pass by itself: asking again in a minute is worth it. */
  readonly transient: boolean;
  /** Those that may fit, in the order in which they are offered; which of them do is found by proposeRemedies. */
  readonly remedies: readonly RemedyId[];
}

/** Our page about the failure explains every one of them, and is offered last. */
const entry = (severity: Severity, transient: boolean, ...remedies: RemedyId[]): CatalogueEntry => ({
  severity,
  transient,
  remedies: [...remedies, 'open-docs'],
});

export const CATALOGUE: Readonly<Record<FailureCode, CatalogueEntry>> = {
  dns: entry('error', true, 'fix-goproxy-list', 'use-goproxy', 'retry', 'check-resolver', 'import-by-hand'),
  'connect-timeout': entry('error', true, 'use-goproxy', 'retry', 'check-route', 'import-by-hand'),
  refused: entry('error', true, 'use-goproxy', 'retry', 'check-address', 'import-by-hand'),
  reset: entry('error', true, 'use-goproxy', 'retry', 'check-route', 'import-by-hand'),
  'response-timeout': entry('error', true, 'use-goproxy', 'retry', 'import-by-hand'),
  tls: entry(
    'error',
    false,
    'use-goproxy',
    'fetch-issuer',
    'trust-ca',
    'check-address',
    'report-mirror',
    'import-by-hand',
  ),
  'forward-proxy': entry('error', false, 'check-forward-proxy', 'import-by-hand'),
  'rate-limited': entry('error', true, 'use-goproxy', 'retry', 'import-by-hand'),
  'http-denied': entry('error', false, 'use-goproxy', 'login', 'set-goproxy-direct', 'set-goprivate', 'import-by-hand'),
  'not-found': entry(
    'error',
    false,
    'fix-goproxy-list',
    'use-goproxy',
    'check-module',
    'check-address',
    'set-goproxy-direct',
    'set-goprivate',
  ),
  'server-error': entry('error', true, 'use-goproxy', 'retry', 'import-by-hand'),
  'bad-content': entry(
    'error',
    false,
    'use-goproxy',
    'clean-cached-version',
    'set-goproxy-direct',
    'check-module',
    'report-mirror',
  ),
  'checksum-mismatch': entry(
    'error',
    false,
    'compare-checksums',
    'use-goproxy',
    'clean-cached-version',
    'mend-gosum',
    'report-mirror',
    'ask-author',
  ),
  'sumdb-unreachable': entry('error', true, 'use-goproxy', 'set-gosumdb', 'set-goprivate', 'check-module', 'retry'),
  'missing-gosum': entry('error', false, 'add-gosum'),
  'goproxy-invalid': entry('error', false, 'fix-goproxy-list', 'unset-override'),
  'goproxy-off': entry('error', false, 'unset-override', 'fix-goproxy-list', 'import-by-hand'),
  'vcs-missing': entry('error', false, 'install-vcs', 'use-goproxy', 'import-by-hand'),
  'vcs-auth': entry('error', false, 'login', 'check-module', 'import-by-hand'),
  toolchain: entry('error', false, 'unset-override', 'use-goproxy', 'pin-toolchain', 'retry'),
  disk: entry('error', false, 'clean-cached-version', 'free-disk'),
  stall: entry('error', true, 'use-goproxy', 'retry', 'import-by-hand'),
  'captive-portal': entry('error', true, 'sign-in', 'use-goproxy', 'retry', 'import-by-hand'),
  'dns-hijack': entry('error', false, 'use-goproxy', 'check-resolver', 'check-hosts', 'import-by-hand'),
  'system-proxy-ignored': entry('warning', false, 'set-forward-proxy', 'check-forward-proxy'),
  'setting-masked': entry('warning', false, 'unset-override'),
  'settings-drift': entry('warning', false),
  'private-exposed': entry('warning', false, 'set-goprivate'),
  'netrc-broken': entry('warning', false, 'login', 'close-file'),
  'clock-skew': entry('warning', false),
  slow: entry('warning', true, 'use-goproxy', 'retry'),
  'sumdb-trap': entry('error', true, 'use-goproxy', 'set-gosumdb', 'report-mirror'),
  'sumdb-forked': entry('error', false, 'report-mirror'),
  'cache-damaged': entry('error', false, 'compare-checksums', 'clean-cached-version', 'mend-gosum'),
  withdrawn: entry('warning', false, 'upgrade-module'),
  unclassified: entry('error', true, 'retry'),
};
