/** What the relay has passed on and proved, kept on disk for all lists of a user: .mod and .zip by their hash, and the .info beside them. */
import type { Clock } from '../../base/clock.ts';
import type { IsPublic } from '../../goproxy/list/mirrorRun.ts';
import type { Step } from '../steps.ts';
import { Background } from './background.ts';
import { KeptFiles, type KeptFilesPorts } from './keptFiles.ts';
import { type HashArchive, ListCache } from './listCache.ts';
import { Origins } from './origins.ts';
import type { Witness } from './witness.ts';

export interface RelayCachePorts extends KeptFilesPorts {
  readonly clock: Clock;
  readonly hashArchive: HashArchive;
}

/** Bytes of small answers that wait for being kept: what comes beyond is not. */
const WAITING = 32 << 20;

export class RelayCache {
  readonly #ports: RelayCachePorts;
  readonly #files: KeptFiles;
  readonly #background: Background;

  /** Nothing is read or made before the first use. */
  constructor(folder: string, ports: RelayCachePorts) {
    this.#ports = ports;
    this.#files = new KeptFiles(folder, ports);
    this.#background = new Background(ports.clock, WAITING);
  }

  /** Bytes that it may take on disk; 0 as long as nobody says. */
  resize(limit: number): void {
    this.#files.resize(limit);
  }

  /** The cache as one list sees it. */
  forList(steps: readonly Step[], isPublic: IsPublic, witness: Witness): ListCache {
    const { clock, hashArchive } = this.#ports;
    const shared = { clock, hashArchive, files: this.#files, background: this.#background };
    return new ListCache(shared, new Origins(steps, isPublic), witness);
  }
}
