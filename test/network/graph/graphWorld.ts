/** Folders, a module cache of their own, and the examination of the graph in them: nobody is asked for anything. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { examineGraph } from '../../../src/doctor/graph/examineGraph.ts';
import type { GraphExamination } from '../../../src/doctor/graph/graphExamination.ts';
import { graphFindings } from '../../../src/doctor/graph/graphFindings.ts';
import { readGoEnvironment } from '../../../src/gocmd/env/goEnvironment.ts';
import { listModules } from '../../../src/gocmd/list/listModules.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';
import { findOnPath } from '../../../src/gocmd/locate/searchPath.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';

export const PORTS = {
  files: nodeFiles,
  processes: nodeProcesses,
  programs: nodePrograms,
  platform: process.platform,
};

export interface GraphWorld {
  readonly root: string;
  /** Path of the real go. */
  readonly go: string;
  /** The module cache unless `env` names another. */
  readonly modCache: string;
  /** Makes a folder with these files in it, and returns its path. */
  folder(name: string, files?: Readonly<Record<string, string | Buffer>>): string;
  examine(cwd: string, env?: Readonly<Record<string, string>>, command?: string): Promise<GraphExamination>;
  stop(): void;
}

export async function makeGraphWorld(): Promise<GraphWorld> {
  const root = mkdtempSync(path.join(tmpdir(), 'goproxy-graph-'));
  const go = (await findOnPath('go', process.env, process.platform, nodePrograms)) ?? assert.fail('no go');
  const modCache = path.join(root, 'mod');
  const environment = (more: Readonly<Record<string, string>>) => ({
    ...{ PATH: process.env.PATH, HOME: root, GOENV: 'off', GOMODCACHE: modCache, GOSUMDB: 'off' },
    ...{ GOCACHE: path.join(root, 'cache'), GOPROXY: 'https://mirror.example', GOTOOLCHAIN: 'local' },
    // Nothing is asked of anybody; were it asked, it would end at a port that nobody listens on.
    ...{ HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' },
    ...more,
  });
  return {
    root,
    go,
    modCache,
    folder(name, files = {}) {
      const folder = path.join(root, name);
      mkdirSync(folder, { recursive: true });
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), content);
      }
      return folder;
    },
    async examine(cwd, more = {}, command = go) {
      const env = environment(more);
      const signal = new AbortController().signal;
      const told = await readGoEnvironment({ go, goroot: null, env, cwd, signal, deadline: 20_000, ...PORTS });
      // go itself refuses a GO111MODULE that it does not know; the layers tell it all the same.
      if (!('GO111MODULE' in more)) assert.equal(told.fault, null);
      const parsed = parseList(env.GOPROXY);
      const list = parsed.ok ? parsed.value : null;
      const { goVersion, settings } = told;
      const deadline = command === go ? 20_000 : 300;
      const cache = settings.find(({ name }) => name === 'GOMODCACHE')?.value ?? '';
      const call = { go: command, env, cwd, cache, deadline, signal, processes: nodeProcesses };
      const request = { listed: listModules(call), goVersion, env, cwd, list, settings, publicMirrors: [] };
      return examineGraph(request, PORTS, signal);
    },
    stop: () => removeTree(root),
  };
}

/** `severity code/detail` of each finding. */
export function findingNames(examination: GraphExamination): readonly string[] {
  return graphFindings(examination).map(({ severity, code, detail }) => `${severity} ${code}/${detail}`);
}

/** A module cache has folders that may only be read. */
function removeTree(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o755);
  }
  rmSync(folder, { recursive: true, force: true });
}
