/** What go would hold a version against, for one list: its go.sum files, then the checksum database by way of the list. */
import type { Clock } from '../../base/clock.ts';
import { once } from '../../base/once.ts';
import { skipsSumdb } from '../../goproxy/module/patterns.ts';
import { readDatabaseKey } from '../../integrity/sumdb/databaseKey.ts';
import { type Database, type DatabaseQuestion, openDatabase } from '../../integrity/sumdb/openDatabase.ts';
import type { SumdbClient } from '../../integrity/sumdb/sumdbClient.ts';
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
  readonly #clock: Clock;
  readonly #question: DatabaseQuestion;
  readonly #sums: GoSums;
  readonly #verifier: string | null;
  readonly #session: () => Session;
  readonly #client: () => Promise<SumdbClient | null>;
  readonly #life = new AbortController();
  #hasSession = false;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  constructor({ question, open, ...ports }: WitnessPorts) {
    this.#clock = ports.clock;
    this.#question = question;
    this.#sums = new GoSums(ports);
    const key = readDatabaseKey(question.settings.GOSUMDB || 'sum.golang.org');
    this.#verifier = key.ok ? key.value.verifier : null;
    this.#session = once(() => {
      this.#hasSession = true;
      return open();
    });
    this.#client = once(async () => {
      const opened = await openDatabase(question, this.#session());
      return opened.ok ? firstClient(opened.value) : null;
    });
  }

  async named(module: string, version: string): Promise<Readonly<Record<'zip' | 'mod', readonly string[]>>> {
    const sums = await this.#sums.of(module, version);
    const hashes = (kind: 'zip' | 'mod') => [...new Set(sums?.[kind].map(({ hash }) => hash))];
    return { zip: hashes('zip'), mod: hashes('mod') };
  }

  databaseOf(module: string): string | null {
    return skipsSumdb(module, this.#question.settings) ? null : this.#verifier;
  }

  async prove(module: string, version: string): Promise<VersionHashes | null> {
    const { signal } = this.#life;
    if (this.databaseOf(module) === null || signal.aborted || this.#clock.monotonic() < this.#pausedUntil) return null;
    const client = await this.#client();
    const found = await client?.lookUp(module, version, signal).catch(() => null);
    if (found?.ok === true) return found.value;
    if (found?.error.kind === 'source' && found.error.fault.kind === 'network')
      this.#pausedUntil = this.#clock.monotonic() + PAUSE;
    return null;
  }

  dispose(): void {
    this.#life.abort(new Error('the list is not served any more'));
    if (this.#hasSession) this.#session().close();
  }
}

/** As go would, and nobody else: go does not turn to the database itself where an entry that passes it on fails. */
function firstClient({ clients, heads }: Database): SumdbClient | null {
  return clients(heads)[0] ?? null;
}
