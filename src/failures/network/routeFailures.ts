/** From the addresses of a host, each tried by itself, to what is wrong with the ways to it. Pure and total. */
import type { Greeting, RouteEvidence } from '../../net/route/routeEvidence.ts';
import type { FailureCode } from '../code.ts';
import { goDialTime } from './goDialTime.ts';
import type { NetworkFailure } from './networkFailure.ts';

/** A refusal that comes faster than Go's fallback delay costs it nothing. */
const FALLBACK_DELAY = 300;

/** Silence that lasted no longer than this, because the time was up, says nothing of the other side. */
const FAIR_WAIT = 200;

/**
 * Returns the failures, none for a healthy host. Facts: `addresses` (those that fail), `working`, both joined by `, `, and `waits`:
 * the ms that Go loses to them for a connection. Details: `all-dead` (also `no-route`, `forbidden`) · `ipv6-broken`, `ipv4-broken` (one
 * family fails, the other works) · `some-addresses-dead` · of a handshake: `name-filtered` (the same address answers another name),
 * `reset`, `eof`, `tls-handshake`.
 */
export function routeFailures(routes: readonly RouteEvidence[]): NetworkFailure[] {
  const judged = routes.filter(({ connect, ms }) => connect !== 'silent' || ms >= FAIR_WAIT);
  if (judged.length === 0) return [];
  if (!judged.some(isConnected)) return [allDead(judged)];
  return [...([6, 4] as const).flatMap((family) => familyFailures(judged, family)), ...greetingFailures(judged)];
}

function isConnected({ connect }: RouteEvidence): boolean {
  return connect === 'connected';
}

function allDead(routes: readonly RouteEvidence[]): NetworkFailure {
  const code = worstCode(routes);
  const facts = { addresses: list(routes) };
  if (routes.every(({ connect }) => connect === 'unreachable')) return { code, detail: 'no-route', facts };
  if (routes.every(({ connect }) => connect === 'forbidden')) return { code: 'refused', detail: 'forbidden', facts };
  return { code, detail: 'all-dead', facts };
}

function familyFailures(routes: readonly RouteEvidence[], family: 4 | 6): NetworkFailure[] {
  const own = routes.filter((route) => route.family === family);
  const isWhole = !own.some(isConnected);
  const dead = own.filter((route) => !isConnected(route) && !(isWhole && costsNothing(route)));
  if (dead.length === 0) return [];
  const detail = isWhole ? `ipv${family}-broken` : 'some-addresses-dead';
  return [{ code: worstCode(dead), detail, facts: { ...factsOf(dead, routes), waits: String(timeLost(routes)) } }];
}

/**
 * A network without IPv6 says so at once, and Go goes over to IPv4: that is no failure. Nor is a server on this machine that listens
 * on one of its two loopback addresses.
 */
function costsNothing({ connect, ms, address }: RouteEvidence): boolean {
  if (ms >= FALLBACK_DELAY) return false;
  if (connect === 'refused') return address === '::1' || address.startsWith('127.');
  return connect === 'unreachable' || connect === 'forbidden';
}

function timeLost(routes: readonly RouteEvidence[]): number {
  const fastest = Math.min(...routes.filter(isConnected).map(({ ms }) => ms));
  const taken = goDialTime(routes);
  return taken === null ? 30_000 : Math.max(0, Math.round(taken - fastest));
}

/** The order of net/link/dial.ts: what says most first. */
function worstCode(dead: readonly RouteEvidence[]): FailureCode {
  const outcomes = new Set(dead.map(({ connect }) => connect));
  if (outcomes.has('silent')) return 'connect-timeout';
  if (outcomes.has('refused')) return 'refused';
  return outcomes.has('reset') ? 'reset' : 'connect-timeout';
}

function greetingFailures(routes: readonly RouteEvidence[]): NetworkFailure[] {
  const greeted = routes.filter(({ tls }) => tls !== null && (tls.outcome !== 'silent' || tls.ms >= FAIR_WAIT));
  const cut = greeted.filter(({ tls }) => isCut(tls));
  const filtered = cut.filter(({ otherName }) => otherName?.outcome === 'answered');
  const failures = byOutcome(filtered, greeted, 'name-filtered');
  const rest = cut.filter((route) => !filtered.includes(route));
  const answers = greeted.some(({ tls }) => tls?.outcome === 'answered');
  failures.push(...byOutcome(rest, greeted, answers ? 'some-addresses-dead' : null));
  const plain = greeted.filter(({ tls }) => tls?.outcome === 'not-tls');
  // Where none speaks TLS, the chain's judge says so.
  if (answers && plain.length > 0) {
    failures.push({ code: 'tls', detail: 'plain-http-on-tls-port', facts: factsOf(plain, greeted) });
  }
  return failures;
}

function isCut(tls: Greeting | null): boolean {
  return tls?.outcome === 'reset' || tls?.outcome === 'closed' || tls?.outcome === 'silent';
}

/** One failure for those that were cut, one for those that met silence; without a `detail`, that of a single connection. */
function byOutcome(
  cut: readonly RouteEvidence[],
  all: readonly RouteEvidence[],
  detail: string | null,
): NetworkFailure[] {
  const silent = cut.filter(({ tls }) => tls?.outcome === 'silent');
  const ended = cut.filter(({ tls }) => tls?.outcome !== 'silent');
  const own = ended.some(({ tls }) => tls?.outcome === 'reset') ? 'reset' : 'eof';
  const failures: NetworkFailure[] = [];
  if (ended.length > 0) failures.push({ code: 'reset', detail: detail ?? own, facts: factsOf(ended, all) });
  if (silent.length > 0) {
    failures.push({ code: 'response-timeout', detail: detail ?? 'tls-handshake', facts: factsOf(silent, all) });
  }
  return failures;
}

function factsOf(bad: readonly RouteEvidence[], all: readonly RouteEvidence[]): { addresses: string; working: string } {
  const working = all.filter((route) => isConnected(route) && !bad.includes(route) && !isCut(route.tls));
  return { addresses: list(bad), working: list(working) };
}

function list(routes: readonly RouteEvidence[]): string {
  return routes.map(({ address }) => address).join(', ');
}
