/** Every address of a host tried by itself, all at the same time. */
import { isIP, type Socket } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type Allowance, allow } from '../allowance.ts';
import { greet } from '../chain/greet.ts';
import type { NetFault } from '../exchange.ts';
import { dial } from '../link/dial.ts';
import type { ConnectOutcome, Greeting, GreetingOutcome, RouteEvidence } from './routeEvidence.ts';

export interface RouteQuestion {
  /** The name to send in the handshake; without brackets where it is an address. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** In the order that they would be tried; the first 16 count, and what is no address does not. */
  readonly addresses: readonly string[];
  /** Ms for all of it. */
  readonly deadline: number;
  /** A name that a device in between has no reason to cut; `example.com` unless told. */
  readonly otherName?: string;
}

const ADDRESS_LIMIT = 16;

/** The part of the time that the handshake with the host's own name may take: a comparison with another name needs some too. */
const FIRST_NAME_SHARE = 0.6;

/** Tries the addresses and returns what each did, in their order. Rejects only with the signal's reason. */
export async function tryRoutes(question: RouteQuestion, signal: AbortSignal): Promise<RouteEvidence[]> {
  signal.throwIfAborted();
  const addresses = [...new Set(question.addresses)].filter((address) => isIP(address) !== 0).slice(0, ADDRESS_LIMIT);
  const allowance = allow(question.deadline, signal);
  // No roots at all: nobody's certificate is judged here, and a store takes longer to read than a handshake.
  const context = question.tls ? createSecureContext({ ca: [], minVersion: 'TLSv1.2' }) : null;
  return Promise.all(addresses.map((address) => tryRoute(address, question, context, allowance)));
}

async function tryRoute(
  address: string,
  { host, port, deadline, otherName = 'example.com' }: RouteQuestion,
  context: SecureContext | null,
  allowance: Allowance,
): Promise<RouteEvidence> {
  const family = isIP(address) === 6 ? 6 : 4;
  const started = performance.now();
  const dialled = await dial([address], port, allowance);
  const ms = performance.now() - started;
  const bare = { address, family, ms, tls: null, otherName: null } as const;
  if (!dialled.ok) return { ...bare, connect: outcomeOf(dialled.error) };
  if (context === null) {
    dialled.value.destroy();
    return { ...bare, connect: 'connected' };
  }
  const own = await greeting(dialled.value, host, context, allow(deadline * FIRST_NAME_SHARE - ms, allowance.signal));
  const isCut = own.outcome === 'reset' || own.outcome === 'closed' || own.outcome === 'silent';
  // An address is sent no name, so that there is none to compare.
  if (!isCut || isIP(host) !== 0) return { ...bare, connect: 'connected', tls: own };
  const again = await dial([address], port, allowance);
  const other = again.ok ? await greeting(again.value, otherName, context, allowance) : null;
  return { ...bare, connect: 'connected', tls: own, otherName: other };
}

async function greeting(wire: Socket, name: string, context: SecureContext, allowance: Allowance): Promise<Greeting> {
  const started = performance.now();
  const greeted = await greet(wire, name, context, allowance);
  const ms = performance.now() - started;
  if (!greeted.ok) {
    wire.destroy();
    const outcome = greetingOf(greeted.error);
    const alert = outcome === 'answered' ? greeted.error.detail : null;
    return { outcome, ms, protocol: null, alpn: null, alert };
  }
  const secured = greeted.value;
  const { alpnProtocol } = secured;
  const alpn = typeof alpnProtocol === 'string' && alpnProtocol !== '' ? alpnProtocol : null;
  const agreed = { outcome: 'answered', ms, protocol: secured.getProtocol(), alpn, alert: null } as const;
  secured.destroy();
  wire.destroy();
  return agreed;
}

function outcomeOf({ kind, detail }: NetFault): ConnectOutcome {
  if (kind === 'refused') return 'refused';
  if (kind === 'cut') return 'reset';
  if (kind === 'connect-timeout') return 'silent';
  return detail === 'not-permitted' ? 'forbidden' : 'unreachable';
}

function greetingOf({ kind, detail }: NetFault): GreetingOutcome {
  if (kind === 'tls-timeout') return 'silent';
  if (kind === 'cut') return detail === 'reset' ? 'reset' : 'closed';
  return detail === 'plain-http-on-tls-port' ? 'not-tls' : 'answered';
}
