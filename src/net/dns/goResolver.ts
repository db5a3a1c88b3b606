/** Who looks up names for the go command, and in which order (net/conf.go). */

import type { NameSwitchSource } from './nameSwitch.ts';
import type { NameSource, NamesEvidence } from './namesEvidence.ts';

export interface ResolverQuestion {
  readonly host: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether the go binary was built with cgo. The Go project's own for Linux are not (from go 1.21 on). */
  readonly goHasCgo: boolean;
  /** What Go does not know in resolv.conf. */
  readonly unknownOption: string | null;
  /** null: unreadable for Go; undefined: there is no such file. */
  readonly nameSwitch: readonly NameSwitchSource[] | null | undefined;
}

export type ResolverChoice = Pick<NamesEvidence, 'goResolver' | 'goResolverReason' | 'order'>;

/**
 * Reasons: `no-cgo` (go has nothing but its own), `netdns-without-cgo` (though GODEBUG asks for the C library) · `netdns` (GODEBUG) · `platform` (Windows, macOS) · `environment NAME`
 * (LOCALDOMAIN, RES_OPTIONS, HOSTALIASES) · `resolv.conf WORD` · `nsswitch.conf SOURCE` · `host` · `default`.
 */
export function chooseResolver(question: ResolverQuestion): ResolverChoice {
  const { platform, goHasCgo, environment } = question;
  const order = ownOrder(question.nameSwitch);
  const mode = netdns(environment.GODEBUG ?? '');
  const isSystem = platform === 'win32' || platform === 'darwin';
  const own = (goResolverReason: string): ResolverChoice => ({ goResolver: 'go', goResolverReason, order });
  const other = (goResolverReason: string): ResolverChoice => ({
    goResolver: isSystem ? 'system' : 'cgo',
    goResolverReason,
    order,
  });
  if (!isSystem && !goHasCgo) return own(mode === 'cgo' ? 'netdns-without-cgo' : 'no-cgo');
  if (mode === 'go') return own('netdns');
  if (mode === 'cgo') return other('netdns');
  if (isSystem) return other('platform');
  const reason = whyCgo(question);
  return reason === null ? own('default') : other(reason);
}

function whyCgo({ host, environment, unknownOption, nameSwitch }: ResolverQuestion): string | null {
  // LOCALDOMAIN means something even where it is empty.
  if (environment.LOCALDOMAIN !== undefined) return 'environment LOCALDOMAIN';
  if (environment.RES_OPTIONS) return 'environment RES_OPTIONS';
  if (environment.HOSTALIASES) return 'environment HOSTALIASES';
  if (/[\\%]/.test(host)) return 'host';
  if (unknownOption !== null) return `resolv.conf ${unknownOption}`;
  if (nameSwitch === undefined) return null;
  if (nameSwitch === null) return 'nsswitch.conf';
  const name = host.toLowerCase().replace(/\.$/, '');
  const stranger = nameSwitch.find(({ source, standard }) => {
    if (source === 'files' || source === 'dns') return !standard;
    if (source === 'myhostname') return /^_gateway$|^_outbound$|(?:^|\.)localhost(?:\.localdomain)?$/.test(name);
    return source.startsWith('mdns') ? name.endsWith('.local') : true;
  });
  return stranger === undefined ? null : `nsswitch.conf ${stranger.source}`;
}

/** What Go does not know in nsswitch.conf stands for DNS, unless DNS is in it by name. */
function ownOrder(nameSwitch: ResolverQuestion['nameSwitch']): readonly NameSource[] {
  if (!nameSwitch || nameSwitch.length === 0) return ['files', 'dns'];
  const hasDns = nameSwitch.some(({ source }) => source === 'dns');
  const known = nameSwitch.flatMap(({ source }): NameSource[] => {
    if (source === 'files') return ['files'];
    return source === 'dns' || !hasDns ? ['dns'] : [];
  });
  return [...new Set(known)];
}

/** The mode in GODEBUG's `netdns=go+1`: `go`, `cgo`, another word, or ''. Of several the last one counts. */
function netdns(godebug: string): string {
  const values = godebug.split(',').flatMap((pair) => (pair.startsWith('netdns=') ? [pair.slice(7)] : []));
  const parts = (values.at(-1) ?? '').split(/\+(.*)/s, 2);
  return parts.filter((part) => part !== '' && !/^[0-9]/.test(part)).at(-1) ?? '';
}
