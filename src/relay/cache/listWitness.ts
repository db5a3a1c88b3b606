/** What go would hold a version against, for one list: its go.sum files, then the checksum database by way of the list. */
import { skipsSumdb } from '../../goproxy/module/patterns.ts';
import { readDatabaseKey } from '../../integrity/sumdb/databaseKey.ts';
import { type DatabaseQuestion, openDatabase } from '../../integrity/sumdb/openDatabase.ts';
import { isNotFound } from '../../integrity/sumdb/sources.ts';
import type { SumdbClient } from '../../integrity/sumdb/sumdbClient.ts';
import type { TreeHeads } from '../../integrity/sumdb/treeHeads.ts';
import type { Session } from '../../net/exchange.ts';
import { GoSums, type GoSumsPorts } from './goSums.ts';
import type { VersionHashes, Witness } from './witness.ts';

export interface WitnessPorts extends GoSumsPorts {
  readonly question: DatabaseQuestion;
  /** Opens a session for the database; closed with the witness. */
  open(): Session;
}

/** ms for which a database that cannot be reached is not asked again: a run of go has many versions. */
const PAUSE = 60_000;

export class ListWitness implements Witness {
  readonly #ports: WitnessPorts;
  readonly #sums: GoSums;
  readonly #verifier: string | null;
  readonly #life = new AbortController();
  #session: Session | null = null;
  /** Outlive a client: what a database has said once it may never go back behind. */
  #heads: TreeHeads | null = null;
  #client: Promise<SumdbClient | null> | null = null;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor(ports: WitnessPorts) {
    this.#ports = ports;
    this.#sums = new GoSums(ports);
    const key = readDatabaseKey(ports.question.settings.GOSUMDB || 'sum.golang.org');
    this.#verifier = key.ok ? key.value.verifier : null;
  }

  async named(module: string, version: string): Promise<Readonly<Record<'zip' | 'mod', readonly string[]>>> {
    const sums = await this.#sums.of(module, version);
    const hashes = (kind: 'zip' | 'mod') => [...new Set(sums?.[kind].map(({ hash }) => hash))];
    return { zip: hashes('zip'), mod: hashes('mod') };
  }

  databaseOf(module: string): string | null {
    return skipsSumdb(module, this.#ports.question.settings) ? null : this.#verifier;
  }

  async prove(module: string, version: string): Promise<VersionHashes | null> {
    const { signal } = this.#life;
    const { clock } = this.#ports;
    if (this.databaseOf(module) === null || signal.aborted || clock.monotonic() < this.#pausedUntil) return null;
    this.#client ??= this.#open();
    const found = await (await this.#client)?.lookUp(module, version, signal).catch(() => null);
    if (found?.ok === true) return found.value;
    if (found?.error.kind === 'source' && !isNotFound(found.error.fault)) {
      this.#pausedUntil = clock.monotonic() + PAUSE;
      // A client stays with the way that it chose first, as one run of go does. This process outlives many of them.
      this.#client = null;
    }
    return null;
  }

  dispose(): void {
    this.#life.abort(new Error('the list is not served any more'));
    this.#session?.close();
  }

  /** Asks as go would, and nobody else: go does not turn to the database itself where an entry that passes it on fails. */
  async #open(): Promise<SumdbClient | null> {
    this.#session ??= this.#ports.open();
    const opened = await openDatabase(this.#ports.question, this.#session);
    if (!opened.ok) return null;
    this.#heads ??= opened.value.heads;
    return opened.value.clients(this.#heads)[0] ?? null;
  }
}
