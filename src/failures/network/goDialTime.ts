/** How long Go's dialer takes over a host whose addresses did what the evidence says. */
import type { RouteEvidence } from '../../net/route/routeEvidence.ts';

/** Ms after which the other family is tried too, and ms for all of it (net.Dialer in net/http's DefaultTransport). */
const FALLBACK_DELAY = 300;
const DIAL_TIMEOUT = 30_000;
/** The least that an address gets while there is time (net/dial.go partialDeadline). */
const SANE_MINIMUM = 2000;

interface Lane {
  readonly at: number;
  readonly isConnected: boolean;
}

/**
 * Returns the ms until Go has a connection, or null where it gets none. `routes` are in the resolver's order. As on Linux and macOS:
 * Windows itself gives up on a silent address after 21 s.
 */
export function goDialTime(routes: readonly RouteEvidence[]): number | null {
  const family = routes[0]?.family;
  const primary = laneOf(
    routes.filter((route) => route.family === family),
    0,
  );
  const start = primary.isConnected ? FALLBACK_DELAY : Math.min(FALLBACK_DELAY, primary.at);
  const fallback = laneOf(
    routes.filter((route) => route.family !== family),
    start,
  );
  const ends = [primary, fallback].filter(({ isConnected }) => isConnected).map(({ at }) => at);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** One family, address by address: each gets an equal part of the time that is left. */
function laneOf(routes: readonly RouteEvidence[], start: number): Lane {
  let at = start;
  for (const [index, { connect, ms }] of routes.entries()) {
    const left = DIAL_TIMEOUT - at;
    if (left <= 0) break;
    const share = Math.max(left / (routes.length - index), Math.min(left, SANE_MINIMUM));
    if (connect === 'connected' && ms <= share) return { at: at + ms, isConnected: true };
    at += connect === 'silent' ? share : Math.min(ms, share);
  }
  return { at, isConnected: false };
}
