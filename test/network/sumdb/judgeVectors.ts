/** What testdata/judge prints: vectors made by golang.org/x/mod's note, tlog and sumdb, and what these make of them. Bytes are base64. */

export interface NoteCase {
  readonly name: string;
  readonly note: string;
  readonly ok: boolean;
  readonly text: string;
}

export interface TreeCase {
  readonly text: string;
  readonly ok: boolean;
  readonly size: number;
  readonly hash: string;
}

export interface RecordCase {
  readonly message: string;
  readonly ok: boolean;
  readonly id: number;
  readonly text: string;
  readonly rest: string | null;
}

export interface World {
  /** The hashes of each level of tiles, from the records up. */
  readonly levels: readonly string[];
}

export interface Session {
  readonly name: string;
  /** Whose tiles are served where no answer says otherwise. */
  readonly world: number;
  /** By path; null for a 404. */
  readonly answers: Readonly<Record<string, string | null>>;
  /** A signed head; empty where the client remembers none. */
  readonly remembered: string;
  readonly lookUps: readonly LookUpCase[];
}

export interface LookUpCase {
  readonly module: string;
  readonly version: string;
  readonly ok: boolean;
  readonly lines: readonly string[] | null;
  readonly forked: boolean;
  readonly error: string;
}

export interface JudgeVectors {
  readonly key: string;
  readonly notes: readonly NoteCase[];
  readonly trees: readonly TreeCase[];
  readonly records: readonly RecordCase[];
  readonly worlds: readonly World[];
  readonly sessions: readonly Session[];
}
