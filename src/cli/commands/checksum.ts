/** `checksum`: one version from every source, and who disagrees with whom. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { type GoView, viewGo } from '../../doctor/goView.ts';
import { listCredentials } from '../../doctor/listCredentials.ts';
import { networkVariables } from '../../doctor/networkVariables.ts';
import { readOutput } from '../../doctor/reading/readOutput.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { skipsSumdb } from '../../goproxy/module/patterns.ts';
import { isCanonical, type ModuleQuery } from '../../goproxy/module/version.ts';
import { readDatabaseKey } from '../../integrity/sumdb/databaseKey.ts';
import { FileTreeHeads } from '../../integrity/sumdb/fileTreeHeads.ts';
import { direct, firstOf, throughEntry } from '../../integrity/sumdb/sources.ts';
import { SumdbClient } from '../../integrity/sumdb/sumdbClient.ts';
import { MemoryTreeHeads, type TreeHeads } from '../../integrity/sumdb/treeHeads.ts';
import { askDatabase } from '../../integrity/triage/databaseSource.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import { type Triage, type TriagePorts, type TriageRequest, triage } from '../../integrity/triage/triage.ts';
import { createNetwork, type Network } from '../../net/network.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import { inert } from '../../text/inert.ts';
import { checksumMarkdown, checksumText } from '../../text/report/checksumText.ts';
import { jsonChecksum } from '../../text/report/jsonChecksum.ts';
import { checksumHelp, sourceName } from '../../text/words/checksumWords.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

export interface ChecksumOptions extends CommonOptions {
  /** More mirrors, as a list. */
  readonly from?: string;
  /** ms for each source. */
  readonly timeout: number;
}

export async function checksum(query: ModuleQuery, options: ChecksumOptions, host: Host): Promise<ExitCode> {
  const { console, signal } = host;
  const subject = exact(query);
  const more = options.from === undefined ? null : listOf(options.from);
  const view = await viewGo({ env: host.env, cwd: options.cwd, goPath: '', mayRun: true }, host.ports, signal);
  const parsed = parseList(view.value('GOPROXY'));
  const own = parsed.ok ? parsed.value : null;
  const request = await requestOf(subject, [own, more], options, { view, host });
  const ports = await portsOf(request, { view, host, cwd: options.cwd, own });
  const done = await triage(request, ports, signal, (source) => console.progress(sourceName(source)));
  if (!done.ok) throw new CommandError(EXIT.unknown, checksumHelp.noFolder(inert(done.error, 40)));
  const entry = goodEntry(done.value, own);
  if (options.json === true) console.printJson(jsonChecksum(done.value));
  else {
    console.print(
      options.markdown === true ? checksumMarkdown(done.value, entry) : checksumText(done.value, entry, console.style),
    );
  }
  const { agree, compared } = done.value.verdict;
  return agree ? EXIT.ok : compared ? EXIT.findings : EXIT.unknown;
}

function exact({ module, version }: ModuleQuery): TriageModule {
  if (version !== null && isCanonical(version)) return { module, version };
  throw new CommandError(EXIT.usage, checksumHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)));
}

function listOf(text: string): GoproxyList {
  const parsed = parseList(text);
  if (parsed.ok) return parsed.value;
  throw new CommandError(EXIT.usage, checksumHelp.badList(inert(text, 80)));
}

interface Setting {
  readonly view: GoView;
  readonly host: Host;
}

async function requestOf(
  subject: TriageModule,
  lists: readonly (GoproxyList | null)[],
  { cwd, timeout }: ChecksumOptions,
  { view, host }: Setting,
): Promise<TriageRequest> {
  const entries = lists.flatMap((list) => list?.entries ?? []);
  const urls = entries.filter((entry): entry is UrlEntry => entry.kind === 'url');
  const mirrors = urls.filter((one, at) => urls.findIndex(({ url }) => url === one.url) === at);
  const go = view.located.path;
  const asksOrigin = go !== null && entries.some(({ kind }) => kind === 'direct');
  const found = await findWorkspaceModule(cwd, host.ports.files);
  return {
    subject,
    mirrors,
    direct: asksOrigin ? { go, env: host.env, goenvFile: view.environment.goenvFile } : null,
    folder: found === null ? null : path.dirname(found.file),
    modCache: view.value('GOMODCACHE'),
    deadline: timeout,
  };
}

async function portsOf(
  { mirrors, deadline }: TriageRequest,
  { view, host, cwd, own }: Setting & { readonly cwd: string; readonly own: GoproxyList | null },
): Promise<TriagePorts> {
  const { ports, env, signal } = host;
  const environment = networkVariables(env, view.environment.goVersion);
  const network = createNetwork({ environment, files: ports.files });
  // Their numbers in two lists may be the same: here each has its own.
  const numbered = mirrors.map((entry, index) => ({ ...entry, index }));
  const question = { env, cwd, trusted: true, depth: 'sample', goproxy: null, timeout: deadline } as const;
  const known = await listCredentials({ text: '', entries: numbered }, question, view, ports, signal);
  return {
    ...ports,
    readFailure: (text) => readOutput(text)[0] ?? null,
    open: () => network.open(),
    credentials: ({ url }) => known.get(mirrors.findIndex((one) => one.url === url))?.credentials.headers ?? [],
    askDatabase: databaseOf(own, { view, host }, network),
  };
}

function databaseOf(own: GoproxyList | null, { view, host }: Setting, network: Network): TriagePorts['askDatabase'] {
  const key = readDatabaseKey(view.value('GOSUMDB') || 'sum.golang.org');
  const setting = { GOPRIVATE: view.value('GOPRIVATE'), GONOSUMDB: view.value('GONOSUMDB') };
  return async (subject, deadline, signal) => {
    const row = { source: 'sumdb', name: 'sumdb', zip: null, mod: null } as const;
    if (!key.ok) return { ...row, code: key.error === 'off' ? null : 'goproxy-invalid', detail: key.error };
    const { name, url } = key.value;
    if (skipsSumdb(subject.module, setting)) return { ...row, name, code: null, detail: 'private' };
    const session = network.open();
    try {
      const itself = direct(session, url ?? `https://${name}`);
      const listed = firstOf(own?.entries ?? [], (entry) => throughEntry(session, entry.url, name), itself);
      const sources = url === null ? [listed, itself] : [itself];
      const ask = (heads: TreeHeads) => {
        const clients = sources.map((source) => new SumdbClient(key.value, source, heads));
        return askDatabase(name, clients, subject, deadline, signal);
      };
      const kept = await keptHeads(host);
      const answer = await ask(kept ?? new MemoryTreeHeads());
      // A home that cannot be written (a container, a full disk) must not cost the proof: then heads live for this run.
      return answer.code === 'disk' && kept !== null ? await ask(new MemoryTreeHeads()) : answer;
    } finally {
      session.close();
    }
  };
}

/** The heads of earlier runs, which show when a database goes back behind them; null where there is no place for them. */
async function keptHeads({ env, ports }: Host): Promise<TreeHeads | null> {
  const folder = stateFolder({ HOME: homedir(), ...env }, ports.platform);
  if (folder === null) return null;
  const isThere = await mkdir(folder, { recursive: true, mode: 0o700 }).then(
    () => true,
    () => false,
  );
  return isThere ? new FileTreeHeads(path.join(folder, 'sumdb'), nodeWritableFiles) : null;
}

/** Returns the number of the first entry of the user's own list that sends the true archive, where one is known. */
function goodEntry({ sources, verdict }: Triage, own: GoproxyList | null): number | null {
  const { zip } = verdict.truth;
  const good = new Set(
    sources.filter((one) => one.source === 'mirror' && zip !== null && one.zip === zip).map(({ name }) => name),
  );
  return own?.entries.find((entry) => entry.kind === 'url' && good.has(entry.value))?.index ?? null;
}
