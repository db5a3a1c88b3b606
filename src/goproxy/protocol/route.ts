/** Which requests an entry gets in an examination. */

import { isCanonical, type ModuleQuery, parseVersion } from '../module/version.ts';
import {
  moduleRequest,
  type ProtocolRequest,
  sumdbLookupRequest,
  sumdbSupportedRequest,
  versionRequest,
} from './protocol.ts';

/** `sample`: a module that stands for others. `quick`: the fewest bytes. `named`: the user's own module, whole. */
export type Depth = 'sample' | 'quick' | 'named';

export interface Plan {
  /** In go's order. Empty where the module cannot be asked for. */
  readonly requests: readonly ProtocolRequest[];
  /** `lookup` follows only where `supported` was answered with 200, as in go; null where the database is not asked. */
  readonly sumdb: { readonly supported: ProtocolRequest; readonly lookup: ProtocolRequest } | null;
}

/**
 * Plans the requests for `subject`. `sumdb` is the database's name, or null where none is asked (GOSUMDB=off, an explicit
 * URL, a private module). `sumdbSubject` is what the look-up names: a well-known module, unless the user named one.
 */
export function planRequests(options: {
  readonly subject: ModuleQuery;
  readonly depth: Depth;
  readonly sumdb: string | null;
  readonly sumdbSubject: { readonly module: string; readonly version: string };
}): Plan {
  const { subject, depth, sumdb, sumdbSubject } = options;
  const lookup = sumdb === null ? null : sumdbLookupRequest(sumdb, sumdbSubject.module, sumdbSubject.version);
  return {
    requests: requestsFor(subject, depth).filter((request) => request !== null),
    sumdb: sumdb === null || lookup === null ? null : { supported: sumdbSupportedRequest(sumdb), lookup },
  };
}

function requestsFor({ module, version }: ModuleQuery, depth: Depth): (ProtocolRequest | null)[] {
  // go resolves "latest" and prefixes such as v1.2 from the list; @latest counts where the list names no version.
  if (version === null || (parseVersion(version) !== null && !isCanonical(version))) {
    return [moduleRequest('list', module), moduleRequest('latest', module)];
  }
  const info = versionRequest('info', module, version);
  // A branch or a commit: only the answer tells which version to ask for next.
  if (!isCanonical(version)) return [info];
  const mod = versionRequest('mod', module, version);
  switch (depth) {
    case 'quick':
      return [info, mod];
    case 'sample':
      return [info, mod, moduleRequest('list', module)];
    case 'named':
      return [info, mod, versionRequest('zip', module, version)];
  }
}
