/** What Go Proxy Doctor gives other extensions: copy this file. Times are ISO 8601 or milliseconds; secrets in URLs are `***`. */

export const EXTENSION_ID = 'go-proxy-doctor.go-proxy-doctor';

export interface GoProxyDoctor {
  /** Changes when something below goes or changes its meaning; new fields come without. */
  readonly apiVersion: 1;
  /** Resolves when commands can be called; the first look at the list comes later. */
  readonly ready: Promise<void>;
  /** What is known now. Nobody is asked for it, so it may be called often; nothing tells of changes. */
  snapshot(): object;
}

/** The part of a snapshot that most callers need; the rest is as `goproxy-doctor diagnose --json` prints it. */
export interface Snapshot {
  readonly schema: 1;
  readonly state: 'checking' | 'healthy' | 'degraded' | 'failing' | 'off' | 'unknown';
  /** Why the state is unknown, or null. */
  readonly reason: string | null;
  /** Where a module download would end now; null while nothing was examined. */
  readonly verdict: {
    readonly ok: boolean;
    /** The entry that serves, counted from 0. */
    readonly servedBy: number | null;
    /** Why it fails: a stable code, see docs/failures.md. */
    readonly code: string | null;
    /** The entry that decides. */
    readonly entry: number | null;
  } | null;
  readonly entries: readonly {
    readonly index: number;
    readonly value: string;
    readonly ok: boolean;
    readonly code: string | null;
    /** What the go command does there: "serves" "falls-through" "stops" "hangs" "unreached". */
    readonly go: string;
  }[];
  readonly findings: readonly {
    readonly code: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly message: string;
  }[];
  /** What commands in this window's terminals died of, and still would. */
  readonly incidents: readonly {
    readonly command: string | null;
    readonly failures: readonly { readonly code: string; readonly module: string | null }[];
  }[];
}
