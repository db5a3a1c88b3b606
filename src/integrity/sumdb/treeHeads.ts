/** The signed heads that we have seen, as a port: what makes a database unable to show two histories. */
import { failure, type Result, success } from '../../base/result.ts';

export interface TreeHeads {
  /** Returns the signed notes that are remembered of a database (its verifier key), in any order; the error is an errno. */
  read(database: string): Promise<Result<readonly Uint8Array[], string>>;
  /** Adds a head, then drops those smaller ones that the caller has proved to be its beginnings. */
  remember(database: string, head: Uint8Array, proved: readonly Uint8Array[]): Promise<Result<null, string>>;
}

/** Heads that live as long as the object. */
export class MemoryTreeHeads implements TreeHeads {
  readonly #heads = new Map<string, readonly Uint8Array[]>();

  async read(database: string): Promise<Result<readonly Uint8Array[], string>> {
    return success(this.#heads.get(database) ?? []);
  }

  async remember(database: string, head: Uint8Array, proved: readonly Uint8Array[]): Promise<Result<null, string>> {
    const same = (one: Uint8Array) => proved.some((other) => Buffer.compare(one, other) === 0);
    const kept = (this.#heads.get(database) ?? []).filter((one) => !same(one));
    if (head.length === 0) return failure('EINVAL');
    this.#heads.set(database, [...kept, head]);
    return success(null);
  }
}
