/** The closer look: the layers below every entry that failed, the clock, the credentials, the forward proxies that go ignores. */
import { homedir } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import type { EntryCredentials } from '../../gocmd/auth/entryCredentials.ts';
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { readSystemProxies } from '../../gocmd/systemProxy/readSystemProxies.ts';
import type { Prober } from '../../goproxy/probe/prober.ts';
import type { HostEvidence } from '../../net/host/hostEvidence.ts';
import { lowerCaseWins } from '../../net/letterCase.ts';
import { type IgnoredProxy, ignoredProxies } from '../../net/systemProxy/ignoredProxies.ts';
import { parseSystemProxy } from '../../net/systemProxy/parseSystemProxy.ts';
import type { SystemProxy } from '../../net/systemProxy/systemProxy.ts';
import type { GoPorts } from '../goView.ts';
import type { EntryExamination } from '../list/listExamination.ts';
import { networkVariables } from '../networkVariables.ts';
import { hostQuestion } from './hostQuestion.ts';
import { judgeNetwork } from './judgeNetwork.ts';
import type { NetworkExamination } from './networkExamination.ts';

export interface NetworkQuestion {
  readonly entries: readonly EntryExamination[];
  readonly credentials: ReadonlyMap<number, EntryCredentials>;
  readonly env: Environment;
  readonly goVersion: string | null;
  /** ms for one entry. */
  readonly timeout: number;
  /** An independent name server that the user names, or null. */
  readonly resolver: string | null;
  /** The proxy of VS Code's own settings; null where there is none. */
  readonly editorProxy: SystemProxy | null;
  /** False in an untrusted workspace: no process. */
  readonly trusted: boolean;
}

/** ms for the one program that knows the desktop's settings. */
const DESKTOP = 2_000;

/** Asks nobody where every entry is well. Rejects only when aborted, or when the prober was lost. */
export async function examineNetwork(
  question: NetworkQuestion,
  ports: GoPorts & { readonly clock: Clock; readonly prober: Prober },
  signal: AbortSignal,
): Promise<NetworkExamination> {
  const { entries, credentials, env, goVersion } = question;
  const [hosts, ignored] = await Promise.all([
    examineHosts(question, ports.prober, signal),
    findIgnored(question, ports, signal),
  ]);
  const environment = networkVariables(env, goVersion);
  const rules = { lowerFirst: lowerCaseWins(goVersion) };
  return judgeNetwork(entries, { hosts, credentials, ignored, environment, rules, at: ports.clock.now() });
}

async function examineHosts(
  { entries, env, goVersion, timeout, resolver }: NetworkQuestion,
  prober: Prober,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, HostEvidence>> {
  const asked = entries.flatMap((one) => {
    const question = hostQuestion(one, { timeout, resolver });
    return question === null ? [] : [{ index: one.entry.index, question }];
  });
  if (asked.length === 0) return new Map();
  const sweep = prober.sweep({ environment: networkVariables(env, goVersion), stall: timeout });
  try {
    const found = asked.map(async ({ index, question }) => [index, await sweep.examineHost(question, signal)] as const);
    return new Map(await Promise.all(found));
  } finally {
    sweep.dispose();
  }
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
  const system = [editorProxy, ...texts.map(({ source, text }) => parseSystemProxy(source, text))];
  return ignoredProxies({
    urls,
    system: system.filter((one) => one !== null),
    environment: networkVariables(env, goVersion),
    rules: { lowerFirst: lowerCaseWins(goVersion) },
  });
}
