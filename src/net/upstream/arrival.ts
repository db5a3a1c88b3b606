/** What came of a request whose body is passed on: its head, and a body that is still on its way. */
import type { Readable } from 'node:stream';
import type { NetFault } from '../exchange.ts';
import { errorCode, fault } from '../fault.ts';
import type { Headers } from '../http/headers.ts';

export interface Arrival {
  readonly status: number;
  readonly headers: Headers;
  /** As it came over the wire, not decoded. Ends, or is destroyed with a BodyFault. It holds a connection: read it or destroy it. */
  readonly body: Readable;
  /** Where redirects led. */
  readonly url: string;
}

/** Why a body ended before it was whole. */
export class BodyFault extends Error {
  readonly fault: NetFault;

  constructor(fault: NetFault) {
    super(`${fault.kind}/${fault.detail}`);
    this.fault = fault;
  }
}

/** Returns why a body broke; null where it was given up. */
export function bodyFault(error: Error): NetFault | null {
  if (error instanceof BodyFault) return error.fault;
  return errorCode(error).startsWith('Z_') ? fault('malformed', 'body', 'gzip', error) : null;
}
