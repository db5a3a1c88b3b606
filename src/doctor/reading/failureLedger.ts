/** The failures of a text: each once, in the order of their weight, never more than a screen can hold. */
import type { TextFailure } from '../../failures/textFailure.ts';

interface Line {
  readonly failure: TextFailure;
  command: number;
}

const MOST = 200;

export class FailureLedger {
  #lines: Line[] = [];

  /** Adds a failure of the command with that number; one that says the same as another, or less, adds nothing. */
  add(failure: TextFailure, command: number): void {
    const same = this.#lines.findIndex((line) => isSame(line.failure, failure));
    const known = this.#lines[same];
    if (known !== undefined) {
      this.#lines[same] = { failure: fuller(known.failure, failure), command: Math.max(known.command, command) };
      return;
    }
    this.#lines.push({ failure, command });
    if (this.#lines.length > 2 * MOST)
      this.#lines = this.#inOrder()
        .slice(0, MOST)
        .sort((a, b) => a.failure.line - b.failure.line);
  }

  get failures(): readonly TextFailure[] {
    return this.#inOrder()
      .slice(0, MOST)
      .map(({ failure }) => failure);
  }

  /** What decides: of the last command that failed the most telling one, the first where they are alike. Then the text's order. */
  #inOrder(): Line[] {
    const last = Math.max(...this.#lines.map(({ command }) => command));
    const own = this.#lines.filter(({ command }) => command === last);
    const most = Math.max(...own.map(({ failure }) => weight(failure)));
    const deciding = own.find(({ failure }) => weight(failure) === most);
    return deciding === undefined ? [] : [deciding, ...this.#lines.filter((line) => line !== deciding)];
  }
}

/** A security error ends go at once; an entry that go.sum lacks, or a look-up that is switched off, often follows from another. */
function weight({ code }: TextFailure): number {
  if (code === 'checksum-mismatch' || code === 'sumdb-forked') return 3;
  return code === 'missing-gosum' || code === 'goproxy-off' ? 1 : 2;
}

function isSame(one: TextFailure, other: TextFailure): boolean {
  if (one.code !== other.code) return false;
  const pairs = [
    [one.module, other.module],
    [one.version, other.version],
    [one.url, other.url],
    [one.host, other.host],
  ];
  if (pairs.some(([a, b]) => a !== b && a !== null && b !== null)) return false;
  return pairs.some(([a, b]) => a !== null && a === b) || pairs.every(([a, b]) => a === b);
}

/** The first of the two, with what only the other tells. */
function fuller(one: TextFailure, other: TextFailure): TextFailure {
  return {
    ...one,
    detail: one.detail ?? other.detail,
    module: one.module ?? other.module,
    version: one.version ?? other.version,
    url: one.url ?? other.url,
    host: one.host ?? other.host,
    package: one.package ?? other.package,
    source: one.source ?? other.source,
  };
}
