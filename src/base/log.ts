/** The log port. Lines pass through redaction in the sink, so callers may hand over raw text. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  write(level: LogLevel, topic: string, message: string): void;
}

/** Returns what is logged of something that was thrown: its stack, where it has one. */
export function thrownText(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}

export const nullLog: Log = { write: () => undefined };
