/** What the checksum database says of a version, with proof: asked through the list as go does, then directly. */
import type { Result } from '../../base/result.ts';
import type { ProvedRecord } from '../sumdb/provedRecord.ts';
import type { SumdbFault } from '../sumdb/sumdbFault.ts';
import type { Source, TriageModule } from './source.ts';

/** Part of the database's client. */
export interface DatabaseClient {
  lookUp(module: string, version: string, signal: AbortSignal): Promise<Result<ProvedRecord, SumdbFault>>;
}

/** `clients` in the order to ask them; the next only where one could not be reached. Rejects only when `signal` is aborted. */
export async function askDatabase(
  name: string,
  clients: readonly DatabaseClient[],
  { module, version }: TriageModule,
  deadline: number,
  signal: AbortSignal,
): Promise<Source> {
  const none: Source = { source: 'sumdb', name, zip: null, mod: null, code: 'sumdb-unreachable', detail: null };
  let row = none;
  for (const client of clients) {
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(deadline / clients.length)));
    try {
      const answer = await client.lookUp(module, version, AbortSignal.any([signal, timeout]));
      if (answer.ok) return { ...none, zip: answer.value.zip, mod: answer.value.mod, code: null };
      row = { ...none, ...failureOf(answer.error) };
      if (answer.error.kind !== 'source') return row;
    } catch (error) {
      signal.throwIfAborted();
      if (!timeout.aborted) throw error;
      row = { ...none, detail: 'stall' };
    }
  }
  return row;
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
