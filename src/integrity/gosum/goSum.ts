/** go.sum and go.work.sum read leniently, with positions. Nothing here writes one: what go can write, go writes. */
import { goFields } from '../../goproxy/golang/goSpace.ts';

export interface GoSumLine {
  readonly module: string;
  /** Without `/go.mod`. */
  readonly version: string;
  readonly isGoMod: boolean;
  readonly hash: string;
  /** From 1. */
  readonly line: number;
}

/**
 * `byte-order-mark`: to go it is part of the first line's module, which that line then says nothing of. `conflict-marker`, `malformed`:
 * go stops there, unless it has three words. `bad-hash`: no content has it, so go stops at whatever it gets. `unknown-hash`: of an
 * algorithm that go passes over. `duplicate`: the same line again.
 */
export interface GoSumFault {
  readonly line: number;
  readonly reason: 'byte-order-mark' | 'conflict-marker' | 'malformed' | 'bad-hash' | 'unknown-hash' | 'duplicate';
}

export interface GoSum {
  readonly lines: readonly GoSumLine[];
  readonly faults: readonly GoSumFault[];
}

/** Bytes of a file: that of a graph of some thousand modules stays below this. */
export const MAX_GO_SUM = 64 << 20;

const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})/;
const HASH = /^h1:[A-Za-z0-9+/]{43}=$/;
/** Of an empty go.mod: an old bug wrote it, and go passes it over (readGoSum in cmd/go/internal/modfetch/fetch.go). */
const EMPTY_GO_MOD = 'h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=';
const GO_MOD = '/go.mod';

/** A BOM and carriage returns are passed over, and of a conflict both sides are read. Total and linear. */
export function parseGoSum(text: string): GoSum {
  const lines: GoSumLine[] = [];
  const faults: GoSumFault[] = [];
  const seen = new Set<string>();
  const hasMark = text.startsWith('\ufeff');
  if (hasMark) faults.push({ line: 1, reason: 'byte-order-mark' });
  const all = (hasMark ? text.slice(1) : text).split('\n');
  for (const [at, content] of all.entries()) {
    const line = at + 1;
    const fields = goFields(content);
    const [module, named, hash] = fields;
    if (module === undefined) {
      // The mark alone is a word to go.
      if (hasMark && line === 1) faults.push({ line, reason: 'malformed' });
      continue;
    }
    if (CONFLICT.test(content)) {
      faults.push({ line, reason: 'conflict-marker' });
    } else if (named === undefined || hash === undefined || fields.length !== 3) {
      faults.push({ line, reason: 'malformed' });
    } else if (hash !== EMPTY_GO_MOD) {
      const isGoMod = named.endsWith(GO_MOD);
      const version = isGoMod ? named.slice(0, -GO_MOD.length) : named;
      const key = `${module} ${named} ${hash}`;
      if (seen.has(key)) faults.push({ line, reason: 'duplicate' });
      else if (!HASH.test(hash)) faults.push({ line, reason: hash.startsWith('h1:') ? 'bad-hash' : 'unknown-hash' });
      seen.add(key);
      lines.push({ module, version, isGoMod, hash, line });
    }
  }
  return { lines, faults };
}

/** Returns the hashes that go.sum allows, in its order, each once. */
export function lookUp(
  { lines }: GoSum,
  module: string,
  version: string,
): { readonly zip: readonly string[]; readonly mod: readonly string[] } {
  const own = lines.filter((line) => line.module === module && line.version === version);
  const hashes = (isGoMod: boolean) => [
    ...new Set(own.filter((line) => line.isGoMod === isGoMod).map(({ hash }) => hash)),
  ];
  return { zip: hashes(false), mod: hashes(true) };
}
