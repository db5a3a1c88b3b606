/** One word for an examination: the state that the status bar shows. Pure. */
import type { SeenState } from '../health/listState.ts';
import type { Examination } from './examination.ts';
import { type EntryExamination, isAlive } from './list/listExamination.ts';

export function assess({ list, entries, verdict }: Pick<Examination, 'list' | 'entries' | 'verdict'>): SeenState {
  const first = list?.entries[0];
  if (first?.kind === 'direct' || first?.kind === 'off') return 'off';
  if (isOffline(entries)) return 'unknown';
  if (!verdict.ok) return 'failing';
  if (verdict.failure !== null) return 'degraded';
  // An entry that says "not found" in the protocol's way does its work: the next one is there for that.
  const server = verdict.servedBy ?? 0;
  return entries.slice(0, server).every(isAlive) ? 'healthy' : 'degraded';
}

/** Reports whether nothing at all can be reached: then this machine is at fault, and no entry. */
export function isOffline(entries: readonly EntryExamination[]): boolean {
  const asked = entries.filter(({ entry, evidence }) => entry.kind === 'url' && evidence.length > 0);
  return asked.length > 0 && asked.every(({ failure }) => failure !== null && isNoNetwork(failure));
}

function isNoNetwork({ code, detail }: { readonly code: string; readonly detail: string | null }): boolean {
  return (
    (code === 'dns' && detail === 'dns-resolver-unreachable') || (code === 'connect-timeout' && detail === 'no-route')
  );
}
