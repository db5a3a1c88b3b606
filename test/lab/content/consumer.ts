/** A Go module that uses synthetic modules: where tests run `go build`, `go list` and the like. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Consumer {
  /** `path@version` of the requirements; the program imports each. */
  readonly requires: readonly string[];
  /** Content of go.sum: `lab.modules.goSum()`; no file where it is left out. */
  readonly goSum?: string;
}

/** Writes go.mod, main.go and perhaps go.sum of the module `consumer.test/app` into `folder`, which is made where it is missing. */
export async function writeConsumer(folder: string, consumer: Consumer): Promise<void> {
  const requires = consumer.requires.map((name) => `\t${name.replace('@', ' ')}\n`).join('');
  const imports = consumer.requires.map((name) => `import _ "${name.split('@')[0]}"\n`).join('');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'go.mod'), `module consumer.test/app\n\ngo 1.19\n\nrequire (\n${requires})\n`);
  await writeFile(join(folder, 'main.go'), `package main\n\n${imports}\nfunc main() {}\n`);
  if (consumer.goSum !== undefined) await writeFile(join(folder, 'go.sum'), consumer.goSum);
}
