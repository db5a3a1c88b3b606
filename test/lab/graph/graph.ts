/** A module graph for downloads: N modules in a binary tree of requirements, 40 KiB each, and a consumer that lists them all. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { moduleHash } from '../content/moduleHash.ts';
import { zipArchive } from '../content/zipArchive.ts';

export interface GraphModule {
  readonly path: string;
  readonly goMod: string;
  readonly zip: Buffer;
  readonly sums: string;
}

export const GRAPH_VERSION = 'v1.0.0';
/** A file beside the graphs, for throughput: only its beginning is a zip's, and nobody opens it. */
export const HUGE_PATH = `/example.test/huge/@v/${GRAPH_VERSION}.zip`;
const BALLAST = 40 << 10;

/** The three files of a version, by their path at a proxy. */
export function filesOf({ path, goMod, zip }: GraphModule): ReadonlyMap<string, Buffer> {
  const base = `/${path}/@v/${GRAPH_VERSION}`;
  const info = Buffer.from(`{"Version":"${GRAPH_VERSION}","Time":"2024-01-02T03:04:05Z"}`);
  return new Map([
    [`${base}.info`, info],
    [`${base}.mod`, Buffer.from(goMod)],
    [`${base}.zip`, zip],
  ]);
}

/** The same bytes on every call. */
export function makeGraph(size: number): Promise<readonly GraphModule[]> {
  return Promise.all(Array.from({ length: size }, (_, at) => makeModule(size, at)));
}

function nameOf(size: number, at: number): string {
  return `example.test/g${size}/m${at}`;
}

async function makeModule(size: number, at: number): Promise<GraphModule> {
  const path = nameOf(size, at);
  const children = [2 * at + 1, 2 * at + 2].filter((child) => child < size);
  const requires = children.map((child) => `\t${nameOf(size, child)} ${GRAPH_VERSION}\n`).join('');
  const goMod = `module ${path}\n\ngo 1.20\n${requires === '' ? '' : `\nrequire (\n${requires})\n`}`;
  const files = new Map([
    [`${path}@${GRAPH_VERSION}/go.mod`, Buffer.from(goMod)],
    [`${path}@${GRAPH_VERSION}/m.go`, Buffer.from(`package m${at}\n`)],
    [`${path}@${GRAPH_VERSION}/ballast.bin`, noise(`${size}/${at}`, BALLAST)],
  ]);
  const zip = await zipArchive(files);
  const modSum = moduleHash(new Map([['go.mod', Buffer.from(goMod)]]));
  const sums = `${path} ${GRAPH_VERSION} ${moduleHash(files)}\n${path} ${GRAPH_VERSION}/go.mod ${modSum}\n`;
  return { path, goMod, zip, sums };
}

/** Bytes that do not compress, and are the same each time. */
export function noise(seed: string, length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at * 64 < length; at++) pieces.push(createHash('sha512').update(`${seed}/${at}`).digest());
  return Buffer.concat(pieces).subarray(0, length);
}

/** Writes a module that lists the whole graph, with a complete go.sum, as `go mod tidy` leaves it. */
export async function writeGraphConsumer(folder: string, graph: readonly GraphModule[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const requires = graph.map(({ path }) => `\t${path} ${GRAPH_VERSION}\n`).join('');
  await writeFile(join(folder, 'go.mod'), `module consumer.test/graph\n\ngo 1.20\n\nrequire (\n${requires})\n`);
  await writeFile(
    join(folder, 'go.sum'),
    graph
      .map(({ sums }) => sums)
      .sort()
      .join(''),
  );
}
