/**
 * The cache as one list sees it. The rule: **go is given a file only where it would take no other in its place.** Its go.sum names the file's
 * hash; or says nothing, and the checksum database that it would ask has proved it. So no workspace can lay anything before another, and what
 * is private goes only to who has its hash already. In the place of which entries it may be given, Origins says: what a private entry may
 * withhold is not had from elsewhere. Like go's own module cache it does not ask whether an entry would still serve what it once did. Queries,
 * lists of versions and the database's answers are never kept.
 *
 * An .info proves nothing. go believes it as it comes, the time of the version and where that came from, and holds neither against anything. So it
 * is kept as the word of one entry, under that entry and the hash of the version's go.mod: whoever is given it would have asked that entry for
 * it, and has the hash.
 */
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { inTime } from '../../base/inTime.ts';
import { objectOf, parseJson, textOf } from '../../base/json.ts';
import type { Result } from '../../base/result.ts';
import { SharedWork } from '../../base/sharedWork.ts';
import { isCanonical } from '../../goproxy/module/version.ts';
import type { ServedRequest } from '../../goproxy/protocol/parseRequest.ts';
import type { ArchiveSums } from '../../integrity/hash/archiveSums.ts';
import { hashGoMod } from '../../integrity/hash/goModHash.ts';
import { discard, type Served } from '../attempt.ts';
import type { Step } from '../steps.ts';
import type { Background } from './background.ts';
import { copying } from './copying.ts';
import type { Draft } from './draft.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { Origins } from './origins.ts';
import type { VersionHashes, Witness } from './witness.ts';

/** Hashes an archive, best on another thread; `name` is `M@V`. Rejects only when aborted. */
export type HashArchive = (file: string, name: string, signal: AbortSignal) => Promise<Result<ArchiveSums, unknown>>;

export interface ListCachePorts {
  readonly clock: Clock;
  readonly files: Pick<KeptFiles, 'read' | 'has' | 'draft' | 'keep' | 'failed'>;
  readonly background: Pick<Background, 'busy' | 'add'>;
  readonly hashArchive: HashArchive;
}

/** An answer, and the entry in whose place it is given. */
export interface Kept {
  readonly step: Step;
  readonly answer: Served;
}

/** A file of a version, of which there is one only. */
type VersionFile = ServedRequest & {
  readonly kind: 'info' | 'mod' | 'zip';
  readonly module: string;
  readonly version: string;
};

/** ms for a disk: go is not kept waiting longer, and it is not asked again. */
const PATIENCE = 10_000;
const TYPES = { info: 'application/json', mod: 'text/plain; charset=UTF-8', zip: 'application/zip' } as const;

export class ListCache implements Disposable {
  readonly #ports: ListCachePorts;
  readonly #origins: Origins;
  readonly #witness: Witness;
  readonly #proving = new SharedWork<VersionHashes | null>();
  readonly #life = new AbortController();
  #isHung = false;

  constructor(ports: ListCachePorts, origins: Origins, witness: Witness) {
    this.#ports = ports;
    this.#origins = origins;
    this.#witness = witness;
  }

  /** Never rejects, and takes its time for large archives only: they are read twice, so that no damaged byte is given away. */
  async find(request: ServedRequest): Promise<Kept | null> {
    this.#ports.background.busy();
    if (!isVersionFile(request) || this.#isHung) return null;
    const finding = this.#find(request).catch(() => null);
    return inTime(finding, PATIENCE, this.#ports.clock, () => {
      this.#isHung = true;
      void finding.then((found) => found !== null && discard(found.answer));
      return null;
    });
  }

  /** Reports whether the request would be answered, but for damage. */
  async has(request: ServedRequest): Promise<boolean> {
    if (!isVersionFile(request) || this.#isHung) return false;
    for (const { key } of await this.#places(request)) if (await this.#ports.files.has(key)) return true;
    return false;
  }

  /** Returns what go is to be given: the answer, of which a copy is kept where it turns out to be proved. */
  keep(request: ServedRequest, step: Step, answer: Served): Served {
    if (!isVersionFile(request)) return answer;
    const { background, files } = this.#ports;
    const { body, length } = answer;
    if (!(body instanceof Readable)) {
      background.add(body.length, () => this.#keepWhole(request, step, body));
      return answer;
    }
    const draft = request.kind === 'zip' ? files.draft(length) : null;
    if (draft === null) return answer;
    const whole = () => void background.add(0, () => this.#keepPassed(request, step, draft));
    return { ...answer, body: copying(body, draft, whole) };
  }

  dispose(): void {
    this.#life.abort(new Error('the list is not served any more'));
    this.#witness.dispose();
  }

  async #find(request: VersionFile): Promise<Kept | null> {
    for (const { key, step } of await this.#places(request)) {
      const kept = await this.#ports.files.read(key);
      if (kept === null) continue;
      const { size: length, body } = kept;
      return { step, answer: { kind: 'served', contentType: TYPES[request.kind], length, body } };
    }
    return null;
  }

  /** Where the one file lies that go would take: one place for each origin. */
  async #places(request: VersionFile): Promise<readonly { readonly key: string; readonly step: Step }[]> {
    const [only, ...others] = (await this.#named(request)) ?? hashesOf(request, await this.#proved(request));
    // Where go.sum names two, go takes nothing.
    if (only === undefined || others.length > 0) return [];
    return this.#origins.readable(request.kind).map(({ name, step }) => ({ key: keyOf(request, only, name), step }));
  }

  /** Null where go.sum says nothing. */
  async #named(request: VersionFile): Promise<readonly string[] | null> {
    const named = (await this.#witness.named(request.module, request.version))[hashKind(request)];
    return named.length === 0 ? null : named;
  }

  /** What the database has said of the version before. */
  async #proved({ module, version }: VersionFile): Promise<VersionHashes | null> {
    const database = this.#witness.databaseOf(module);
    if (database === null) return null;
    const kept = await this.#ports.files.read(digest('proof', module, version, database));
    if (kept === null || !(kept.body instanceof Uint8Array)) return null;
    const told = objectOf(parseJson(Buffer.from(kept.body).toString('utf8')));
    return { zip: textOf(told?.zip), mod: textOf(told?.mod) };
  }

  async #keepWhole(request: VersionFile, step: Step, bytes: Uint8Array): Promise<void> {
    const vouched = await this.#vouched(request, step);
    if (vouched === null) return;
    const key = keyOf(request, vouched, this.#origins.of(request.kind, step));
    // The .info has no hash of its own.
    if (request.kind === 'info' || (request.kind === 'mod' && hashGoMod(bytes) === vouched))
      return this.#write(key, bytes);
    const draft = request.kind === 'zip' ? this.#ports.files.draft(bytes.length) : null;
    draft?.write(bytes);
    if (draft !== null) await this.#keepArchive(request, draft, vouched, key);
  }

  async #keepPassed(request: VersionFile, step: Step, draft: Draft): Promise<void> {
    const vouched = await this.#vouched(request, step).catch(() => null);
    if (vouched === null) return draft.drop();
    await this.#keepArchive(request, draft, vouched, keyOf(request, vouched, this.#origins.of('zip', step)));
  }

  async #keepArchive({ module, version }: VersionFile, draft: Draft, vouched: string, key: string): Promise<void> {
    const { hashArchive, files } = this.#ports;
    try {
      const fault = await draft.written();
      if (fault !== null) return files.failed(fault);
      const sums = await hashArchive(draft.file, `${module}@${version}`, this.#life.signal);
      if (sums.ok && sums.value.h1 === vouched) await files.keep(draft, key, sums.value.sha256);
    } finally {
      await draft.drop();
    }
  }

  async #write(key: string, bytes: Uint8Array): Promise<void> {
    const draft = this.#ports.files.draft(bytes.length);
    draft?.write(bytes);
    if (draft !== null) await this.#ports.files.keep(draft, key, hash('sha256', bytes, 'hex'));
  }

  /**
   * Returns the hash that the file has to have; null where nobody vouches for one. The database is told of nothing but what a public mirror
   * had: a module that only a private entry knows may be nobody's business, whatever the settings were that this process began with.
   */
  async #vouched(request: VersionFile, step: Step): Promise<string | null> {
    const named = await this.#named(request);
    if (named !== null) return named.length === 1 ? (named[0] ?? null) : null;
    const [proved = null] = hashesOf(request, (await this.#proved(request)) ?? (await this.#prove(request, step)));
    return proved;
  }

  /** Its three files come at about the same time: the database is asked once. */
  async #prove({ module, version }: VersionFile, step: Step): Promise<VersionHashes | null> {
    const database = this.#witness.databaseOf(module);
    if (database === null || !this.#origins.isPublic(step)) return null;
    const key = digest('proof', module, version, database);
    return this.#proving.join(key, this.#life.signal, async () => {
      const proved = await this.#witness.prove(module, version);
      if (proved === null) return null;
      await this.#write(key, Buffer.from(JSON.stringify({ zip: proved.zip, mod: proved.mod })));
      return proved;
    });
  }
}

function isVersionFile(request: ServedRequest): request is VersionFile {
  const { kind, version } = request;
  return ['info', 'mod', 'zip'].includes(kind) && version !== null && isCanonical(version);
}

function hashKind({ kind }: VersionFile): 'zip' | 'mod' {
  return kind === 'zip' ? 'zip' : 'mod';
}

function hashesOf(request: VersionFile, proved: VersionHashes | null): readonly string[] {
  const sum = proved?.[hashKind(request)] ?? null;
  return sum === null ? [] : [sum];
}

function keyOf({ kind, module, version }: VersionFile, sum: string, origin: string): string {
  return digest(kind, module, version, sum, origin);
}

/** None of them holds a line break. */
function digest(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\n'), 'hex');
}
