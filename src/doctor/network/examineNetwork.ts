/** The closer look: the layers below every entry that failed, the clock, the credentials, the forward proxies that go ignores. */
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../base/clock.ts';
import type { Files } from '../../base/files.ts';
import type { EntryCredentials } from '../../gocmd/auth/entryCredentials.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { readSystemProxies } from '../../gocmd/systemProxy/readSystemProxies.ts';
import { lowerCaseWins } from '../../net/forwardProxy/letterCase.ts';
import { type IgnoredProxy, ignoredProxies } from '../../net/forwardProxy/systemProxy/ignoredProxies.ts';
import { parseSystemProxy } from '../../net/forwardProxy/systemProxy/parseSystemProxy.ts';
import { proxiesInScript } from '../../net/forwardProxy/systemProxy/proxyScript.ts';
import type { SystemProxy } from '../../net/forwardProxy/systemProxy/systemProxy.ts';
import type { HostEvidence } from '../../net/host/hostEvidence.ts';
import type { GoPorts } from '../environment/goView.ts';
import { networkVariables } from '../environment/networkVariables.ts';
import type { EntryExamination } from '../list/listExamination.ts';
import { judgeNetwork } from './judgeNetwork.ts';
import type { NetworkExamination } from './networkExamination.ts';

export interface NetworkQuestion {
  readonly entries: readonly EntryExamination[];
  readonly credentials: ReadonlyMap<number, EntryCredentials>;
  readonly env: Environment;
  readonly goVersion: string | null;
  /** What HostWatch has seen. */
  readonly hosts: ReadonlyMap<number, HostEvidence>;
  /** The proxy of VS Code's own settings; null where there is none. */
  readonly editorProxy: SystemProxy | null;
  /** False in an untrusted workspace: no process. */
  readonly trusted: boolean;
}

/** ms for the one program that knows the desktop's settings. */
const DESKTOP = 2_000;

/** Runs nothing where every entry can be connected to. Rejects only when aborted. */
export async function examineNetwork(
  question: NetworkQuestion,
  ports: GoPorts & { readonly clock: Clock },
  signal: AbortSignal,
): Promise<NetworkExamination> {
  const { entries, hosts, credentials, env, goVersion } = question;
  const ignored = await findIgnored(question, ports, signal);
  const environment = networkVariables(env, goVersion);
  const rules = { lowerFirst: lowerCaseWins(goVersion) };
  return judgeNetwork(entries, { hosts, credentials, ignored, environment, rules, at: ports.clock.now() });
}

/** Read only where an entry cannot be connected to directly: else nobody misses what go ignores. */
async function findIgnored(
  { entries, env, goVersion, editorProxy, trusted }: NetworkQuestion,
  ports: GoPorts,
  signal: AbortSignal,
): Promise<readonly IgnoredProxy[]> {
  const urls = entries.flatMap(({ evidence }) =>
    evidence
      .filter(({ exchange }) => exchange.status === null && exchange.fault !== null)
      .map(({ exchange }) => exchange.url),
  );
  if (urls.length === 0) return [];
  const request = { env, homedir: homedir(), signal, deadline: DESKTOP, ...ports };
  const texts = trusted ? await readSystemProxies(request) : [];
  const found = [editorProxy, ...texts.map(({ source, text }) => parseSystemProxy(source, text))];
  const system = found.filter((one) => one !== null).map((one) => withScript(one, ports.files));
  return ignoredProxies({
    urls,
    system: await Promise.all(system),
    environment: networkVariables(env, goVersion),
    rules: { lowerFirst: lowerCaseWins(goVersion) },
  });
}

/** Scripts of half a megabyte are rare, and have named their proxies by then. */
const SCRIPT_LIMIT = 512 << 10;

/** A script in a file is searched for the proxies that it names. One elsewhere is not fetched: its address is told. */
async function withScript(proxy: SystemProxy, files: Files): Promise<SystemProxy> {
  const file = proxy.script === null ? null : pathOf(proxy.script);
  const text = file === null ? null : await files.readText(file, SCRIPT_LIMIT);
  return text === null ? proxy : { ...proxy, named: proxiesInScript(text) };
}

function pathOf(script: string): string | null {
  if (!/^file:\/\//i.test(script)) return null;
  try {
    return fileURLToPath(script);
  } catch {
    return null;
  }
}
