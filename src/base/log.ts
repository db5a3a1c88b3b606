/** The log port. Lines pass through redaction in the sink, so callers may hand over raw text. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  write(level: LogLevel, topic: string, message: string): void;
}

export const nullLog: Log = { write: () => undefined };
