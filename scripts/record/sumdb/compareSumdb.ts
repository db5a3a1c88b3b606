/** Holds the recorded records and heads against the live database: a record never changes, and its tree only grows. */

import { SumdbClient } from '../../../src/integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads } from '../../../src/integrity/sumdb/treeHeads.ts';
import { readRecordedMirror } from '../../../test/network/sumdb/recordedMirror.ts';
import { RECORDED_MODULES } from '../../../test/network/sumdb/recordedModules.ts';
import { openMachineMirror } from './machineMirror.ts';

/** Returns the exit code. The recorded heads and the live one are remembered, so that a tree that leaves one out is a fork. */
export async function compareSumdb(say: (line: string) => void): Promise<number> {
  const { source } = await readRecordedMirror();
  const mirror = await openMachineMirror();
  const { signal } = new AbortController();
  const heads = new MemoryTreeHeads();
  try {
    const recorded = new SumdbClient(mirror.key, source, heads);
    const before = [];
    for (const { module, version } of RECORDED_MODULES) before.push(await recorded.lookUp(module, version, signal));
    const latest = await mirror.source.read('/latest', signal);
    if (latest.ok) await heads.remember(mirror.key.verifier, latest.value, []);
    const live = new SumdbClient(mirror.key, mirror.source, heads);
    let problems = latest.ok ? 0 : 1;
    for (const [at, { module, version }] of RECORDED_MODULES.entries()) {
      const [old, now] = [before[at], await live.lookUp(module, version, signal)];
      const isSame = old?.ok === true && now.ok && old.value.id === now.value.id && old.value.text === now.value.text;
      if (!isSame) problems += 1;
      const words = now.ok ? `record ${now.value.id}, tree of ${now.value.tree.size}` : JSON.stringify(now.error);
      say(`${isSame ? 'same' : 'DIFFERS'} ${module}@${version}: ${words}`);
    }
    return problems === 0 ? 0 : 1;
  } finally {
    mirror.close();
  }
}
