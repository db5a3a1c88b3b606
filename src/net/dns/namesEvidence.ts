/** What the layers of the names say about one host: plain data, for a judge that has no network (failures/network). */
import type { HostsEntry } from './hostsFile.ts';

export interface NamesEvidence {
  /** As asked for. */
  readonly host: string;
  /** An address needs no name server; for what is no name go asks none. Both leave the layers below empty. */
  readonly kind: 'name' | 'address' | 'not-a-name';
  /** Who looks names up for the go command: its own code, the C library, or the system (Windows, macOS). */
  readonly goResolver: 'go' | 'cgo' | 'system';
  /** Why: see goResolver.ts. */
  readonly goResolverReason: string;
  /** Where go's own resolver looks, in its order. */
  readonly order: readonly NameSource[];
  readonly hostsFile: string;
  /** The lines of the hosts file that name the host. */
  readonly hosts: readonly HostsEntry[];
  readonly system: SystemAnswer;
  /** The names that go's resolver asks for, in its order: the host, and with the search domains behind it. No final dot. */
  readonly names: readonly string[];
  /** The configured servers, in go's order. */
  readonly servers: readonly ServerEvidence[];
  /** Whom systemd-resolved asks, where it is the configured server. */
  readonly upstreams: readonly ServerEvidence[];
  /** The one that the user names; null where none is. Asked for the host as it is only. */
  readonly independent: ServerEvidence | null;
  /** Seconds that go gives a server, how often it asks them all, and whether it starts with another each time. */
  readonly patience: { readonly timeout: number; readonly attempts: number; readonly rotate: boolean };
  /** Suffixes of names that belong to the user's own network: search domains, and the hosts of GOPRIVATE and GONOPROXY. */
  readonly ownSuffixes: readonly string[];
  readonly ms: number;
  /** Ms that may be ours of a time here: see lag.ts. */
  readonly lag: number;
}

export type NameSource = 'files' | 'dns';

export interface SystemAnswer {
  readonly addresses: readonly FoundAddress[];
  /** `ENOTFOUND`, `EAI_AGAIN` … ; `silent` at the deadline, `late` where the name servers had told all before; null where it answered. */
  readonly error: string | null;
  readonly ms: number;
}

export interface ServerEvidence {
  /** Its address, with the port where that is not 53, or its URL. */
  readonly server: string;
  /** One for each of `names` that it was asked for, in that order. */
  readonly names: readonly NameAnswers[];
}

export interface NameAnswers {
  readonly name: string;
  readonly a: Answer;
  readonly aaaa: Answer;
}

export interface FoundAddress {
  readonly address: string;
  /** Which part of the address space: only `public` can be reached over the internet. */
  readonly kind: AddressKind;
}

/** `fake-ip`: 198.18/15, from which the likes of Clash give every name an address of their own. */
export type AddressKind = 'public' | 'private' | 'loopback' | 'unspecified' | 'fake-ip' | 'reserved';

/**
 * `addresses` · `no-addresses` (the name exists, not in this family) · `no-such-name` · `server-failure` · `refused` (by
 * its rules) · `lame` (it knows nothing and asks nobody) · `malformed` (an answer that cannot be read) · `silent` ·
 * `unreachable` (nothing listens there, or no route).
 */
export type AnswerOutcome =
  | 'addresses'
  | 'no-addresses'
  | 'no-such-name'
  | 'server-failure'
  | 'refused'
  | 'lame'
  | 'malformed'
  | 'silent'
  | 'unreachable';

export interface Answer {
  readonly outcome: AnswerOutcome;
  readonly addresses: readonly FoundAddress[];
  /** The names that the answer leads over, at most 16. */
  readonly aliases: readonly string[];
  /**
   * More of the outcome: `cname-loop`; an errno in lower case where unreachable; of a malformed answer `records`, of a
   * silent server `foreign` (packets came, none of which belongs to the question: go drops them and waits on); or null.
   */
  readonly problem: string | null;
  readonly transport: 'udp' | 'tcp' | 'https';
  readonly ms: number;
}
