/** Asks the checksum database about staged modules, wherever its answers are to be had, and lays the proofs out for go. */
import path from 'node:path';
import { parseGosumdb } from '../../../goproxy/protocol/sumdb.ts';
import type { Session } from '../../../net/exchange.ts';
import { type Database, type DatabaseQuestion, openDatabase } from '../../sumdb/openDatabase.ts';
import type { ProvedRecord } from '../../sumdb/provedRecord.ts';
import { type StagedProof, stageProofs } from '../../sumdb/stageProofs.ts';
import { SumdbClient } from '../../sumdb/sumdbClient.ts';
import type { SumdbFault } from '../../sumdb/sumdbFault.ts';
import { MemoryTreeHeads } from '../../sumdb/treeHeads.ts';
import { isOpen, stronger, type Unproved, unprovedBy } from '../../sumdb/unproved.ts';
import type { ModuleVersion } from '../stage/stagedModule.ts';
import { folderSource } from './folderSource.ts';

export type Proof =
  /** `folder` is a file:// proxy that passes the database's answers on. */
  { readonly folder: string; readonly record: ProvedRecord } | { readonly unproved: Unproved };

export interface ProveRequest {
  readonly question: DatabaseQuestion;
  /** Folders that the database's answers came along in; they are asked first. */
  readonly folders: readonly string[];
  /** An existing folder for the proofs. */
  readonly scratch: string;
  /** Whether the list and the database itself are asked then. */
  readonly asksNetwork: boolean;
  /** ms for all that is asked of one party. */
  readonly deadline: number;
}

export interface Proving {
  /** GOSUMDB for a go that is to find the proofs: with a URL it would pass them by. */
  readonly gosumdb: string;
  readonly proofs: readonly Proof[];
}

/** One proof a module, in their order. Rejects only when aborted, or where there is no room. */
export async function proveModules(
  modules: readonly ModuleVersion[],
  request: ProveRequest,
  session: Session,
  signal: AbortSignal,
): Promise<Proving> {
  const { question, folders, scratch, deadline, asksNetwork } = request;
  const opened = await openDatabase(question, session);
  if (!opened.ok) {
    const unproved = opened.error === 'off' ? 'off' : 'invalid';
    return { gosumdb: 'off', proofs: modules.map(() => ({ unproved })) };
  }
  const database = opened.value;
  const proofs: Proof[] = modules.map(({ module }) => ({
    unproved: database.skips(module) ? 'private' : 'unreachable',
  }));
  for (const [at, client] of clientsOf(database, folders, asksNetwork).entries()) {
    const open = proofs.flatMap((proof, index) => ('unproved' in proof && isOpen(proof.unproved) ? [index] : []));
    if (open.length === 0) break;
    const folder = path.join(scratch, `proofs-${at}`);
    const asked = open.map((index) => modules[index] as ModuleVersion);
    const staged = await ask(
      client,
      asked,
      path.join(folder, 'sumdb', ...database.key.name.split('/')),
      deadline,
      signal,
    );
    for (const [position, { outcome }] of staged.entries()) {
      const index = open[position] as number;
      const before = proofs[index];
      if (outcome.ok) proofs[index] = { folder, record: outcome.value };
      else if (before !== undefined && 'unproved' in before)
        proofs[index] = { unproved: stronger(before.unproved, unprovedBy(outcome.error)) };
    }
  }
  return { gosumdb: plainSetting(question), proofs };
}

/** With a URL in it go would ask that, and nobody else. */
function plainSetting({ settings }: DatabaseQuestion): string {
  const parsed = parseGosumdb(settings.GOSUMDB || 'sum.golang.org');
  return parsed.kind === 'on' ? parsed.key : 'off';
}

/**
 * What came along may be older than what we have seen of the database, and lacks the tiles that would prove it one of its beginnings:
 * there only the signature counts.
 */
function clientsOf(
  { key, heads, clients }: Database,
  folders: readonly string[],
  asksNetwork: boolean,
): readonly SumdbClient[] {
  const own = folders.map((folder) => new SumdbClient(key, folderSource(folder, key.name), new MemoryTreeHeads()));
  return asksNetwork ? [...own, ...clients(heads)] : own;
}

/** Nobody waits for each module of a list where the first has found no network. */
async function ask(
  client: SumdbClient,
  modules: readonly ModuleVersion[],
  folder: string,
  deadline: number,
  signal: AbortSignal,
): Promise<readonly StagedProof[]> {
  const timeout = AbortSignal.timeout(deadline);
  const both = AbortSignal.any([signal, timeout]);
  const silent = (error: SumdbFault) =>
    modules.map(({ module, version }) => ({ module, version, outcome: { ok: false, error } as const }));
  try {
    const [first] = modules;
    const found = first === undefined ? null : await client.lookUp(first.module, first.version, both);
    if (found?.ok === false && isNetwork(found.error)) return silent(found.error);
    return await stageProofs(client, modules, folder, both);
  } catch (error) {
    signal.throwIfAborted();
    if (!timeout.aborted) throw error;
    return silent({ kind: 'source', path: '', fault: { kind: 'status', url: '', status: 0 } });
  }
}

function isNetwork(fault: SumdbFault): boolean {
  return fault.kind === 'source' && fault.fault.kind === 'network';
}
