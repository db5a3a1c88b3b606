/** Records what proves the chosen modules, in whatever order they are asked for, and the files that go verifies by it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { success } from '../../../src/base/result.ts';
import { versionRequest } from '../../../src/goproxy/protocol/protocol.ts';
import type { DatabaseKey } from '../../../src/integrity/sumdb/databaseKey.ts';
import type { ProvedRecord } from '../../../src/integrity/sumdb/provedRecord.ts';
import type { SumdbSource } from '../../../src/integrity/sumdb/sources.ts';
import { SumdbClient } from '../../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads } from '../../../src/integrity/sumdb/treeHeads.ts';
import { RECORDED, SUMDB_PATH, tileOf } from '../../../test/network/sumdb/recordedMirror.ts';
import { RECORDED_MODULES, type RecordedModule } from '../../../test/network/sumdb/recordedModules.ts';
import { type MachineMirror, openMachineMirror } from './machineMirror.ts';

type Answers = Map<string, Uint8Array>;

export async function recordSumdb(say: (line: string) => void): Promise<number> {
  const mirror = await openMachineMirror();
  try {
    const answers = await askAll(mirror, say);
    for (const module of RECORDED_MODULES) await readFiles(mirror, module, answers);
    say(`${RECORDED_MODULES.length} modules, ${await store(answers, mirror, RECORDED)} bytes`);
    return 0;
  } finally {
    mirror.close();
  }
}

/** Each module alone, then all in a row, then each pair of heads. A path is asked once: its answer serves the rest. */
async function askAll({ key, source }: MachineMirror, say: (line: string) => void): Promise<Answers> {
  const answers: Answers = new Map();
  const recording: SumdbSource = {
    async read(asked, signal) {
      const known = answers.get(`${SUMDB_PATH}${asked}`);
      if (known !== undefined) return success(known);
      const answer = await source.read(asked, signal);
      if (answer.ok) answers.set(`${SUMDB_PATH}${asked}`, answer.value);
      return answer;
    },
  };
  const bySize = new Map<number, RecordedModule>();
  for (const one of RECORDED_MODULES) {
    const [found] = await lookUp(key, recording, [one]);
    say(`${one.module}@${one.version}: record ${found?.id}, tree of ${found?.tree.size}`);
    bySize.set(found?.tree.size ?? 0, one);
  }
  await lookUp(key, recording, RECORDED_MODULES);
  const heads = [...bySize.values()];
  for (const first of heads) for (const second of heads) await lookUp(key, recording, [first, second]);
  return answers;
}

async function lookUp(key: DatabaseKey, source: SumdbSource, modules: readonly RecordedModule[]) {
  const client = new SumdbClient(key, source, new MemoryTreeHeads());
  const records: ProvedRecord[] = [];
  for (const { module, version } of modules) {
    const found = await client.lookUp(module, version, new AbortController().signal);
    if (!found.ok) throw new Error(`${module}@${version}: ${JSON.stringify(found.error)}`);
    records.push(found.value);
  }
  return records;
}

async function readFiles(mirror: MachineMirror, { module, version, withZip }: RecordedModule, answers: Answers) {
  for (const kind of withZip ? (['info', 'mod', 'zip'] as const) : (['info', 'mod'] as const)) {
    const file = versionRequest(kind, module, version)?.path ?? '';
    answers.set(`/${file}`, await mirror.read(file));
  }
}

/** Writes the widest answer of each tile alone. */
async function store(answers: Answers, mirror: MachineMirror, folder: string): Promise<number> {
  const files = new Map<string, { readonly name: string; readonly body: Uint8Array }>();
  for (const [name, body] of answers) {
    const { path: tile } = tileOf(name);
    if ((files.get(tile)?.body.length ?? -1) < body.length) files.set(tile, { name, body });
  }
  await rm(folder, { recursive: true, force: true });
  for (const { name, body } of files.values()) {
    if (mirror.isNamedIn(body)) throw new Error(`${name} names the mirror`);
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, body);
  }
  return [...files.values()].reduce((sum, { body }) => sum + body.length, 0);
}
