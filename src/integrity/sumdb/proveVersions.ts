/** Asks a checksum database about many versions, and believes what it proves. */
import type { Session } from '../../net/exchange.ts';
import { type DatabaseQuestion, openDatabase } from './openDatabase.ts';
import type { ProvedRecord } from './provedRecord.ts';
import type { SumdbClient } from './sumdbClient.ts';
import { MemoryTreeHeads } from './treeHeads.ts';
import { isOpen, stronger, type Unproved, unprovedBy } from './unproved.ts';

export type VersionProof = { readonly record: ProvedRecord } | { readonly unproved: Unproved };

export interface Proving {
  /** The database's name; null where none is in force. */
  readonly database: string | null;
  /** One a version, in their order. */
  readonly proofs: readonly VersionProof[];
}

/** Look-ups under way at a time. */
const AT_ONCE = 8;

/** `onProgress` is told how many are settled. `session` is the caller's, and closed by it. Rejects only when aborted. */
export async function proveVersions(
  question: DatabaseQuestion,
  versions: readonly { readonly module: string; readonly version: string }[],
  session: Session,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Proving> {
  const opened = await openDatabase(question, session);
  if (!opened.ok) {
    const unproved = opened.error === 'off' ? 'off' : 'invalid';
    return { database: null, proofs: versions.map(() => ({ unproved })) };
  }
  const { key, heads, skips, clients } = opened.value;
  const proofs: VersionProof[] = versions.map(({ module }) => ({
    unproved: skips(module) ? 'private' : 'unreachable',
  }));
  const openOnes = () => proofs.flatMap((proof, at) => ('unproved' in proof && isOpen(proof.unproved) ? [at] : []));
  let keepsHeads = true;
  const look = async (client: SumdbClient, at: number): Promise<boolean> => {
    const { module = '', version = '' } = versions[at] ?? {};
    const found = await client.lookUp(module, version, signal);
    if (!found.ok && found.error.kind === 'memory') keepsHeads = false;
    const before = proofs[at];
    if (found.ok) proofs[at] = { record: found.value };
    else if (before !== undefined && 'unproved' in before)
      proofs[at] = { unproved: stronger(before.unproved, unprovedBy(found.error)) };
    onProgress(proofs.length - openOnes().length);
    return found.ok || found.error.kind !== 'source' || found.error.fault.kind !== 'network';
  };
  const ask = async (list: readonly SumdbClient[]) => {
    for (const client of list) await askOne(openOnes(), (at) => look(client, at));
  };
  await ask(clients(heads));
  // A home that cannot be written (a container, a full disk) must not cost the proof: then heads live for this run.
  if (!keepsHeads) await ask(clients(new MemoryTreeHeads()));
  return { database: key.name, proofs };
}

/** Looks up one, then the rest side by side, until nobody is heard any more: nobody waits for each of a list where there is no network. */
async function askOne(all: readonly number[], look: (at: number) => Promise<boolean>): Promise<void> {
  const waiting = all.values();
  let isHeard = true;
  const work = async () => {
    for (const at of waiting) {
      isHeard = (await look(at)) && isHeard;
      if (!isHeard) return;
    }
  };
  const [first] = all;
  if (first === undefined) return;
  waiting.next();
  isHeard = await look(first);
  if (isHeard) await Promise.all(Array.from({ length: AT_ONCE }, work));
}
