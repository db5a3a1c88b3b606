/** What the checksum database says of a version, with proof: asked through the list as go does, then directly. */
import type { Result } from '../../base/result.ts';
import type { Session } from '../../net/exchange.ts';
import { type DatabaseQuestion, openDatabase } from '../sumdb/openDatabase.ts';
import type { ProvedRecord } from '../sumdb/provedRecord.ts';
import type { SumdbFault } from '../sumdb/sumdbFault.ts';
import { MemoryTreeHeads, type TreeHeads } from '../sumdb/treeHeads.ts';
import { type Source, sourceRow, type TriageModule } from './source.ts';

/** Keeps to the deadline (ms). Rejects only when `signal` is aborted. */
export async function askDatabase(
  question: DatabaseQuestion,
  subject: TriageModule,
  { session, deadline }: { readonly session: Session; readonly deadline: number },
  signal: AbortSignal,
): Promise<Source> {
  const none = sourceRow('sumdb');
  const opened = await openDatabase(question, session);
  if (!opened.ok) return { ...none, code: opened.error === 'off' ? null : 'goproxy-invalid', detail: opened.error };
  const { key, heads, skips, clients } = opened.value;
  const named = { ...none, name: key.name };
  if (skips(subject.module)) return { ...named, detail: 'private' };
  const ask = (seen: TreeHeads) => askInTurn(named, clients(seen), subject, deadline, signal);
  const answer = await ask(heads);
  // A home that cannot be written (a container, a full disk) must not cost the proof: then heads live for this run.
  return answer.code === 'disk' ? ask(new MemoryTreeHeads()) : answer;
}

/** Part of the database's client. */
interface DatabaseClient {
  lookUp(module: string, version: string, signal: AbortSignal): Promise<Result<ProvedRecord, SumdbFault>>;
}

/** `clients` in the order to ask them; the next only where one could not be reached. */
async function askInTurn(
  named: Source,
  clients: readonly DatabaseClient[],
  { module, version }: TriageModule,
  deadline: number,
  signal: AbortSignal,
): Promise<Source> {
  let row: Source = { ...named, code: 'sumdb-unreachable' };
  for (const client of clients) {
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(deadline / clients.length)));
    try {
      const answer = await client.lookUp(module, version, AbortSignal.any([signal, timeout]));
      if (answer.ok) return { ...named, ...proved(answer.value) };
      row = { ...named, ...failureOf(answer.error) };
      if (answer.error.kind !== 'source') return row;
    } catch (error) {
      signal.throwIfAborted();
      if (!timeout.aborted) throw error;
      row = { ...named, code: 'sumdb-unreachable', detail: 'stall' };
    }
  }
  return row;
}

function proved({ id, zip, mod, tree }: ProvedRecord): Pick<Source, 'zip' | 'mod' | 'proof'> {
  return { zip, mod, proof: { record: id, ...tree } };
}

function failureOf(fault: SumdbFault): Pick<Source, 'code' | 'detail'> {
  switch (fault.kind) {
    case 'forked':
      return { code: 'sumdb-forked', detail: null };
    case 'source':
      return { code: 'sumdb-unreachable', detail: fault.fault.kind === 'status' ? String(fault.fault.status) : null };
    case 'invalid-query':
    case 'missing':
      return { code: 'not-found', detail: null };
    case 'malformed':
    case 'signature':
    case 'inconsistent':
      return { code: 'bad-content', detail: fault.kind };
    case 'memory':
      return { code: 'disk', detail: null };
  }
}
