/** What the checksum database says of a version, with proof: asked through the list as go does, then directly. */
import type { Result } from '../../base/result.ts';
import { classifyFault } from '../../failures/classifyEvidence.ts';
import type { FailureCode } from '../../failures/code.ts';
import { statusCause } from '../../failures/text/statusCause.ts';
import type { Session } from '../../net/exchange.ts';
import { type DatabaseQuestion, openDatabase } from '../sumdb/openDatabase.ts';
import type { ProvedRecord } from '../sumdb/provedRecord.ts';
import type { SourceFault, SumdbFault } from '../sumdb/sumdbFault.ts';
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
  for (const [at, client] of clients.entries()) {
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(deadline / clients.length)));
    let answer: Source;
    try {
      const found = await client.lookUp(module, version, AbortSignal.any([signal, timeout]));
      if (found.ok) return { ...named, ...proved(found.value) };
      answer = { ...named, ...failureOf(found.error) };
      if (found.error.kind !== 'source') return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!timeout.aborted) throw error;
      answer = { ...named, code: 'sumdb-unreachable', detail: 'stall' };
    }
    // That the first has no such record is not undone by another that cannot be reached.
    if (at === 0 || row.detail !== 'not-found') row = answer;
  }
  return row;
}

function proved({ id, zip, mod, tree }: ProvedRecord): Pick<Source, 'zip' | 'mod' | 'proof'> {
  return { zip, mod, proof: { record: id, ...tree } };
}

/** As go's own words are read (failures/text/sumCause.ts). */
function failureOf(fault: SumdbFault): Partial<Source> {
  switch (fault.kind) {
    case 'forked':
      return { code: 'sumdb-forked', fork: fault.fork };
    case 'source':
      return { code: 'sumdb-unreachable', detail: causeOf(fault.fault) };
    case 'invalid-query':
      return { code: 'not-found' };
    case 'missing':
      return { ...proved(fault.record), code: 'checksum-mismatch', detail: 'missing-in-sumdb' };
    case 'malformed':
    case 'signature':
    case 'inconsistent':
      return { code: 'sumdb-unreachable', detail: 'bad-content' };
    case 'memory':
      return { code: 'disk' };
  }
}

function causeOf(fault: SourceFault): FailureCode {
  switch (fault.kind) {
    case 'status':
      return statusCause(fault.status).code;
    case 'network':
      return classifyFault(fault.fault).code;
    case 'too-large':
      return 'bad-content';
  }
}
