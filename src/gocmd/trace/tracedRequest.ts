/** A request that the go command made, as its `-x` output tells of it. */
export interface TracedRequest {
  /** As go prints it: the password of an entry is `xxxxx`. Of a version control system's command the repository's. */
  readonly url: string;
  /** `git ls-remote` and the like; null for a request that go made itself. */
  readonly command: string | null;
  /** ms from the start of go to the line that tells of it. */
  readonly begin: number;
  /** ms from the start of go to the line of its answer's head, or of its failure; null where none came. */
  readonly end: number | null;
  /** How long it took to the answer's head, in ms: go's own word, else by the two lines; null where none came. */
  readonly ms: number | null;
  readonly status: number | null;
  /** Why there is no status, in go's words; null where there is one, or nothing came at all. */
  readonly error: string | null;
}
