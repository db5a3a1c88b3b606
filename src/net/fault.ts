/** Makes a NetFault from whatever error lies behind it. */
import type { NetFault, NetFaultKind, Phase } from './exchange.ts';

const MESSAGE_LIMIT = 300;

/** C0, DEL, C1, line separators, and the marks that change the direction of text: all of them can forge a log line. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** Makes a fault; its message is the error's own, made printable and cut at 300 characters. */
export function fault(kind: NetFaultKind, phase: Phase, detail: string, cause?: unknown): NetFault {
  const text = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : '';
  return { kind, phase, detail, message: text.slice(0, MESSAGE_LIMIT).replace(UNPRINTABLE, ' ') };
}

/** Returns the machine word that Node, undici and OpenSSL put into `code`; '' where there is none. */
export function errorCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : '';
}
