/** A TCP connection, made the way that Go's net.Dialer makes it. */
import { connect, isIP, type Socket } from 'node:net';
import { failure, type Result, success } from '../../base/result.ts';
import { type Allowance, timeLeft, timeUp, within } from '../allowance.ts';
import type { NetFault, NetFaultKind } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';

/** Ms after which the other address family is tried too (net.Dialer.FallbackDelay, RFC 6555). */
const FALLBACK_DELAY = 300;

/** The least that an address gets while there is time, in ms (net/dial.go partialDeadline). */
const SANE_MINIMUM = 2000;

type Attempted = Result<Socket, NetFault>;

/**
 * Connects to the first address that answers: one after the other within the first one's family; the other family in
 * parallel after 300 ms, or as soon as the first has failed. Losers are destroyed. The socket has an error listener.
 * Details: connect-timeout `no-answer` · refused `connection-refused` · cut `reset` · no-route `network-unreachable`,
 * `host-unreachable`, `not-permitted` (a local firewall), `address-not-available`, `no-address`, or the errno in lower
 * case · invalid-url `invalid-port`.
 */
export async function dial(addresses: readonly string[], port: number, allowance: Allowance): Promise<Attempted> {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    return failure(fault('invalid-url', 'connect', 'invalid-port'));
  const family = isIP(addresses[0] ?? '');
  const primary = addresses.filter((address) => isIP(address) === family);
  const fallback = addresses.filter((address) => isIP(address) !== family);
  const open = new Set<Socket>();
  const faults: NetFault[] = [];
  const outcome = await within<Attempted>(allowance, (settle) => {
    let lanes = fallback.length > 0 ? 2 : 1;
    let fallbackStarted = fallback.length === 0;
    const startFallback = () => {
      if (fallbackStarted) return;
      fallbackStarted = true;
      runLane(fallback, 0);
    };
    const runLane = (lane: readonly string[], index: number) => {
      const address = lane[index];
      if (address === undefined) {
        lanes--;
        startFallback();
        if (lanes === 0) settle(failure(worst(faults)));
        return;
      }
      attempt(address, port, share(timeLeft(allowance), lane.length - index), open, (result) => {
        if (result.ok) settle(result);
        else {
          faults.push(result.error);
          runLane(lane, index + 1);
        }
      });
    };
    const timer = fallback.length > 0 ? setTimeout(startFallback, FALLBACK_DELAY) : null;
    runLane(primary, 0);
    return () => {
      // From here on nothing may start another attempt.
      fallbackStarted = true;
      if (timer !== null) clearTimeout(timer);
      for (const socket of open) socket.destroy();
    };
  });
  return outcome === timeUp ? failure(fault('connect-timeout', 'connect', 'no-answer')) : outcome;
}

/** Equal parts of the time for the addresses left, yet at least two seconds for this one while there are two. */
function share(left: number, addresses: number): number {
  return Math.max(left / addresses, Math.min(left, SANE_MINIMUM));
}

/** One address. The socket is in `open` while the attempt runs; whoever empties `open` ends it silently. */
function attempt(
  address: string,
  port: number,
  time: number,
  open: Set<Socket>,
  done: (result: Attempted) => void,
): void {
  const socket = connect({ host: address, port, autoSelectFamily: false, noDelay: true });
  open.add(socket);
  const finish = (result: Attempted) => {
    clearTimeout(timer);
    socket.off('connect', onConnect).off('close', onClose);
    open.delete(socket);
    if (!result.ok) socket.destroy();
    done(result);
  };
  let cause: Error | null = null;
  const onConnect = () => finish(success(socket));
  const timer = setTimeout(() => finish(failure(fault('connect-timeout', 'connect', 'no-answer'))), time);
  const onClose = () => {
    clearTimeout(timer);
    // No error: the race is over, and this one has lost it.
    if (cause !== null) finish(failure(dialFault(cause)));
  };
  // This listener stays: a socket in nobody's hands must not bring the process down.
  socket.on('error', (error) => {
    cause = error;
  });
  socket.on('connect', onConnect).on('close', onClose);
}

const KINDS: Readonly<Record<string, readonly [NetFaultKind, string]>> = {
  ECONNREFUSED: ['refused', 'connection-refused'],
  ETIMEDOUT: ['connect-timeout', 'no-answer'],
  ECONNRESET: ['cut', 'reset'],
  ENETUNREACH: ['no-route', 'network-unreachable'],
  ENETDOWN: ['no-route', 'network-unreachable'],
  EHOSTUNREACH: ['no-route', 'host-unreachable'],
  EHOSTDOWN: ['no-route', 'host-unreachable'],
  EACCES: ['no-route', 'not-permitted'],
  EPERM: ['no-route', 'not-permitted'],
  EADDRNOTAVAIL: ['no-route', 'address-not-available'],
};

function dialFault(error: Error): NetFault {
  const code = errorCode(error);
  const [kind, detail] = KINDS[code] ?? ['no-route', code.toLowerCase() || 'unknown'];
  return fault(kind, 'connect', detail, error);
}

/** The failure that says most when every address failed: a missing IPv6 route must not hide a refused IPv4 one. */
function worst(faults: readonly NetFault[]): NetFault {
  const order: readonly NetFaultKind[] = ['connect-timeout', 'refused', 'cut', 'no-route'];
  const ranked = [...faults].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return ranked[0] ?? fault('no-route', 'connect', 'no-address');
}
