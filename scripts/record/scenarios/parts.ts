/** Pieces that most scenarios are put together of. */
import type { FailureCode } from '../../../src/failures/code.ts';
import type { ExpectedFailure } from '../../../test/texts/textCase.ts';

export const WIDGETS = 'github.com/acme/widgets';
export const GEARS = 'github.com/acme/gears';
export const DOWNLOAD = `go mod download ${WIDGETS}@v1.2.0`;
export const CORP = 'goproxy.corp.example';

/** A failure as it is expected. */
export function failure(
  code: FailureCode,
  module: string | null = null,
  version: string | null = null,
  host: string | null = null,
): ExpectedFailure {
  return { code, module, version, host };
}

/** The failure of DOWNLOAD at `host`. */
export function widgets(code: FailureCode, host: string | null): ExpectedFailure {
  return failure(code, WIDGETS, 'v1.2.0', host);
}

/** The lab's own servers know only the lab's own modules. */
export const LAB_MODULE = 'go mod download example.test/c@v1.0.0';

/** The failure of LAB_MODULE. */
export function ofLab(code: FailureCode): ExpectedFailure {
  return failure(code, 'example.test/c', 'v1.0.0', 'goproxy.test');
}

export interface App {
  /** `path@version`. */
  readonly requires?: readonly string[];
  /** Import paths; those of `requires` unless given. */
  readonly imports?: readonly string[];
  /** Content of go.sum; the true lines of all modules unless given, no file where it is null. */
  readonly sums?: string | null;
  readonly goLine?: string;
}

/** The files of a program that imports modules. */
export function app(options: App = {}): Record<string, string> {
  const { requires = [`${WIDGETS}@v1.2.0`], sums = '$SUMS', goLine = '1.19' } = options;
  const imports = options.imports ?? requires.map((name) => name.split('@')[0] ?? '');
  const lines = requires.map((name) => `\t${name.replace('@', ' ')}\n`).join('');
  const mod = `module corp.example/app\n\ngo ${goLine}\n${lines === '' ? '' : `\nrequire (\n${lines})\n`}`;
  const code = imports.map((path) => `import _ "${path}"\n`).join('');
  return {
    'app/go.mod': mod,
    'app/main.go': `package main\n\n${code}\nfunc main() {}\n`,
    ...(sums === null ? {} : { 'app/go.sum': sums }),
  };
}

/** What the graph of widgets v1.2.0 needs to be complete for go ≥ 1.17 as well. */
export const WHOLE_GRAPH = [`${WIDGETS}@v1.2.0`, `${GEARS}@v0.4.1`, 'golang.org/x/text@v0.14.0'];
