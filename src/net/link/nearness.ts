/** How far from this machine an address is: what a server's word may not lead us to is whatever is nearer than the server itself. */
import { isIP } from 'node:net';
import { addressKind } from '../dns/addressKind.ts';
import type { AddressKind } from '../dns/namesEvidence.ts';

/** The nearer the higher. What belongs to no host (a cloud's metadata, a broadcast) is never asked. */
const NEARNESS: Readonly<Record<AddressKind, number>> = {
  public: 0,
  'fake-ip': 1,
  private: 2,
  loopback: 3,
  unspecified: Number.POSITIVE_INFINITY,
  reserved: Number.POSITIVE_INFINITY,
};

/** Reports whether an address may be asked. */
export type Permits = (address: string) => boolean;

/** What a public host's word may lead to. */
export const PUBLIC_ONLY: Permits = (address) => addressKind(address) === 'public';

/** Returns which addresses may be asked because of what the server at `from` says. Of a strange one no more than of a public one. */
export function noNearerThan(from: string): Permits {
  const own = NEARNESS[addressKind(from)];
  const limit = Number.isFinite(own) ? own : NEARNESS.public;
  return (address) => isIP(address) !== 0 && NEARNESS[addressKind(address)] <= limit;
}
