/** `checksum`: one version from every source, and who disagrees with whom. */
import path from 'node:path';
import { openDatabase } from '../../doctor/checksum/openDatabase.ts';
import { type GoView, viewGo } from '../../doctor/goView.ts';
import { listCredentials } from '../../doctor/listCredentials.ts';
import { networkVariables } from '../../doctor/networkVariables.ts';
import { readOutput } from '../../doctor/reading/readOutput.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
import { type GoproxyList, parseList, type UrlEntry } from '../../goproxy/list/list.ts';
import { isCanonical, type ModuleQuery } from '../../goproxy/module/version.ts';
import type { DatabaseWay } from '../../integrity/sumdb/database.ts';
import { MemoryTreeHeads, type TreeHeads } from '../../integrity/sumdb/treeHeads.ts';
import { askDatabase } from '../../integrity/triage/databaseSource.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import { type Triage, type TriagePorts, type TriageRequest, triage } from '../../integrity/triage/triage.ts';
import { createNetwork, type Network } from '../../net/network.ts';
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
  const credentials = ({ url }: UrlEntry) =>
    known.get(mirrors.findIndex((one) => one.url === url))?.credentials.headers ?? [];
  return {
    ...ports,
    readFailure: (text) => readOutput(text)[0] ?? null,
    open: () => network.open(),
    credentials,
    askDatabase: databaseOf({ entries: own?.entries ?? [], credentials }, { view, host }, network),
  };
}

/** A home that cannot be written (a container, a full disk) must not cost the proof: then heads live for this run. */
function databaseOf(way: DatabaseWay, { view, host }: Setting, network: Network): TriagePorts['askDatabase'] {
  return async (subject, deadline, signal) => {
    const row = { source: 'sumdb', name: 'sumdb', zip: null, mod: null } as const;
    const session = network.open();
    try {
      const opened = await openDatabase(view, way, { env: host.env, platform: host.ports.platform, session });
      if (!opened.ok) return { ...row, code: opened.error === 'off' ? null : 'goproxy-invalid', detail: opened.error };
      const { key, heads, skips, clients } = opened.value;
      if (skips(subject.module)) return { ...row, name: key.name, code: null, detail: 'private' };
      const ask = (seen: TreeHeads) => askDatabase(key.name, clients(seen), subject, deadline, signal);
      const answer = await ask(heads);
      return answer.code === 'disk' ? await ask(new MemoryTreeHeads()) : answer;
    } finally {
      session.close();
    }
  };
}

/** Returns the number of the first entry of the user's own list that sends the true archive, where one is known. */
function goodEntry({ sources, verdict }: Triage, own: GoproxyList | null): number | null {
  const { zip } = verdict.truth;
  const good = new Set(
    sources.filter((one) => one.source === 'mirror' && zip !== null && one.zip === zip).map(({ name }) => name),
  );
  return own?.entries.find((entry) => entry.kind === 'url' && good.has(entry.value))?.index ?? null;
}
