/** What one request on one connection got. */
import type { NetFault } from '../exchange.ts';
import type { Headers } from './headers.ts';

export interface Answer {
  readonly status: number | null;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False where the body was cut off, by the cap (then `fault` is null) or by a fault. */
  readonly bodyComplete: boolean;
  readonly fault: NetFault | null;
  readonly httpVersion: '1.0' | '1.1' | '2' | null;
  /** Ms from the request being written to the head being read; null where no head came. */
  readonly firstByte: number | null;
  /** Ms from there to the end of the body; null where it did not end. */
  readonly bodyTime: number | null;
  /** Whether any byte of an answer came: without one, a request on a reused connection may be sent again. */
  readonly answered: boolean;
}
