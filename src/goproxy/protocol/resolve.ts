/** Which version an answer speaks of, and of when: what go would ask for next. */

import { compareVersions, isCanonical, isPseudoVersion, parseVersion } from '../module/version.ts';
import { readInfo } from './info.ts';
import type { ProtocolRequest } from './protocol.ts';

/** Returns the version in an .info or @latest, the newest release (else pre-release) of a list, or null. */
export function answeredVersion(request: ProtocolRequest, body: Uint8Array): string | null {
  const text = new TextDecoder().decode(body);
  switch (request.kind) {
    case 'info':
    case 'latest':
      return infoVersion(text);
    case 'list':
      return newestVersion(text);
    default:
      return null;
  }
}

/** Returns the time in an .info or @latest, as written, or null. */
export function answeredTime({ kind }: ProtocolRequest, body: Uint8Array): string | null {
  if (kind !== 'info' && kind !== 'latest') return null;
  return readInfo(new TextDecoder().decode(body))?.time ?? null;
}

function infoVersion(text: string): string | null {
  try {
    const info: unknown = JSON.parse(text);
    if (info === null || typeof info !== 'object') return null;
    const found = Object.entries(info).find(([key]) => key.toLowerCase() === 'version')?.[1];
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}

/** go takes releases before pre-releases and no pseudo-versions from a list (modload/query.go). */
function newestVersion(list: string): string | null {
  const versions = list
    .split('\n')
    .map((line) => line.trim().split(/\s/, 1)[0] ?? '')
    .filter((version) => isCanonical(version) && !isPseudoVersion(version));
  const releases = versions.filter((version) => parseVersion(version)?.prerelease === '');
  const candidates = releases.length > 0 ? releases : versions;
  return candidates.reduce<string | null>(
    (best, v) => (best === null || compareVersions(v, best) > 0 ? v : best),
    null,
  );
}
