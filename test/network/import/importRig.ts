/** An import with the real go, the lab's modules and its checksum database, in folders that are gone afterwards. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gorootOf } from '../../../scripts/record/goVersions.ts';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import type { Result } from '../../../src/base/result.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { type ImportPorts, importModules } from '../../../src/integrity/import/importModules.ts';
import type { Imported, ImportFault, ImportQuestion } from '../../../src/integrity/import/importQuestion.ts';
import { createNetwork } from '../../../src/net/network.ts';
import type { LabModule } from '../../lab/content/modules.ts';
import { zipArchive } from '../../lab/content/zipArchive.ts';
import { type Lab, startLab } from '../../lab/lab.ts';

export const GO = '1.26.8';
const NEVER = new AbortController().signal;

export interface ImportRig {
  readonly lab: Lab;
  /** A fresh folder for each test. */
  readonly folder: string;
  /** The real cache of the user. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  module(name: string): LabModule;
  /** Writes a file below the folder, and returns its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  question(sources: readonly string[], change?: Partial<ImportQuestion>): Promise<ImportQuestion>;
  take(
    sources: readonly string[],
    change?: Partial<ImportQuestion>,
    signal?: AbortSignal,
  ): Promise<Result<Imported, ImportFault>>;
  /** Every file of the cache with the hash of its bytes: equal where nothing has been touched. */
  tree(): Promise<Readonly<Record<string, string>>>;
}

export const ports: ImportPorts = {
  processes: nodeProcesses,
  network: (environment) => createNetwork({ environment, files: nodeFiles }),
};

/** Declares the hooks of a suite, and returns the rig that they fill. */
export function useImportRig(): ImportRig {
  let lab: Lab;
  let goroot: string;
  let folder = '';
  before(async () => {
    lab = await startLab();
    goroot = await gorootOf(GO);
  });
  after(() => lab.stop());
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'goproxy-import-test-'));
    lab.reset();
  });
  afterEach(() => removeTree(folder));
  const rig: ImportRig = {
    get lab() {
      return lab;
    },
    get folder() {
      return folder;
    },
    get cache() {
      return path.join(folder, 'cache');
    },
    get env() {
      // Whoever asks anybody but loopback meets a forward proxy that is not there.
      const nobody = 'http://127.0.0.1:1';
      const proxies = { HTTP_PROXY: nobody, HTTPS_PROXY: nobody };
      return { PATH: process.env.PATH, HOME: folder, GOENV: 'off', GOMODCACHE: rig.cache, ...proxies };
    },
    module(name) {
      const at = name.lastIndexOf('@');
      const found = lab.modules.find(name.slice(0, at), name.slice(at + 1));
      assert.ok(found, name);
      return found;
    },
    async write(name, content) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
      return file;
    },
    question: async (sources, change = {}) => ({
      sources,
      named: null,
      go: path.join(goroot, 'bin', 'go'),
      env: rig.env,
      modCache: rig.cache,
      folder: null,
      goSum: null,
      database: databaseOf(lab.urls['sumdb-good'], lab.sumdbKey),
      network: rig.env,
      unproved: false,
      deadline: 30_000,
      ...change,
    }),
    take: async (sources, change, signal = NEVER) => importModules(await rig.question(sources, change), ports, signal),
    tree: () => treeOf(rig.cache),
  };
  return rig;
}

/** The lab's database through one entry. */
export function databaseOf(list: string, key: string): ImportQuestion['database'] {
  const parsed = parseList(list);
  assert.ok(parsed.ok);
  const settings = { GOSUMDB: key, GOPRIVATE: '', GONOSUMDB: '' };
  return { entries: parsed.value.entries, credentials: new Map(), settings, stateFolder: null };
}

export async function treeOf(root: string): Promise<Readonly<Record<string, string>>> {
  const tree: Record<string, string> = {};
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const content = entry.isFile()
      ? createHash('sha256')
          .update(await readFile(file))
          .digest('hex')
      : 'folder';
    tree[path.relative(root, file)] = content;
  }
  return tree;
}

/** A module cache is read-only. */
export async function removeTree(folder: string): Promise<void> {
  for (const one of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    if (one.isDirectory()) await chmod(path.join(one.parentPath, one.name), 0o755);
  await rm(folder, { recursive: true, force: true });
}

export function told<T>(result: Result<T, unknown>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

/** An archive of these files below `prefix`. */
export function zipOf(files: Readonly<Record<string, string | Buffer>>, prefix: string): Promise<Buffer> {
  return zipArchive(new Map(Object.entries(files).map(([name, text]) => [prefix + name, Buffer.from(text)])));
}
