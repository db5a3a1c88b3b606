/** The lab: loopback servers for every fault, started in one call. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModules, type LabModules } from './content/modules.ts';
import { resolveName } from './content/names.ts';
import { makeSumdb } from './content/sumdb.ts';
import { FAULTS, type FaultName } from './faults.ts';
import { bareSumdb } from './servers/answering.ts';
import { makeCertificates } from './servers/certificates.ts';
import { startService } from './servers/faultServer.ts';
import { FORWARD_PROXIES, type ForwardProxyName, startForwardProxy } from './servers/forwardProxies.ts';
import { startIssuer } from './servers/issuer.ts';
import type { Listener } from './servers/listener.ts';
import { type LabRequest, RequestLog } from './servers/requestLog.ts';
import type { LabContext } from './servers/service.ts';

export interface LabOptions {
  /** Milliseconds that the healthy servers wait before each answer; 0 unless told. */
  readonly delayMs?: number;
  /** More names for the forward proxies: `host:port` to a URL on loopback (content/names.ts tells which are known anyway). */
  readonly names?: Readonly<Record<string, string>>;
}

export interface Lab {
  /** Base URL of each fault's module proxy, without a slash at the end. */
  readonly urls: Readonly<Record<FaultName, string>>;
  readonly modules: LabModules;
  /** Path of a PEM file with the lab's root: for SSL_CERT_FILE. */
  readonly caFile: string;
  /** Verifier key of the lab's checksum database (`sum.lab.test+…`): a GOSUMDB value, for which go asks the proxies. */
  readonly sumdbKey: string;
  /** The database itself, over HTTPS: `KEY URL` in GOSUMDB makes go ask it directly; a forward proxy knows it as sum.lab.test. */
  readonly sumdbUrl: string;
  /** URLs for HTTP_PROXY and HTTPS_PROXY, without credentials; `auth` wants `lab:secret`. */
  readonly forwardProxies: Readonly<Record<ForwardProxyName, string>>;
  /** The requests that a fault's server read, oldest first. */
  requests(fault: FaultName): readonly LabRequest[];
  /** The number of TCP connections that a fault's server accepted. */
  connections(fault: FaultName): number;
  /** The requests (CONNECT too) that a forward proxy read, oldest first. */
  forwardRequests(name: ForwardProxyName): readonly LabRequest[];
  /** Changes the delay of the healthy servers. */
  delay(ms: number): void;
  /** Empties the request logs and sets the delay back to that of the options. */
  reset(): void;
  /** Ends every server and connection and removes the files. */
  stop(): Promise<void>;
}

/** Starts everything (0.1 s), on 127.0.0.1 at ports of the system's choice; nothing of it ever leaves loopback. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const listeners: Listener[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-lab-'));
  const stop = async () => {
    await Promise.all(listeners.map((listener) => listener.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return await assemble(options, folder, listeners, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  options: LabOptions,
  folder: string,
  listeners: Listener[],
  stop: () => Promise<void>,
): Promise<Lab> {
  const issuer = await startIssuer();
  listeners.push(issuer.listener);
  const certificates = makeCertificates(issuer.url);
  issuer.serve(certificates.intermediateDer);
  const caFile = join(folder, 'lab-root.pem');
  await writeFile(caFile, certificates.rootPem);
  const modules = await buildModules();
  const sumdb = makeSumdb(modules.all);

  let delayMs = options.delayMs ?? 0;
  const context: LabContext = {
    modules,
    sumdb,
    certificates,
    delayMs: () => delayMs,
    healthyUrl: () => urls.healthy,
  };
  const logs = emptyLogs(FAULTS);
  const urls = await startAll(FAULTS, listeners, (fault, name) => startService(fault.service, context, logs[name]));
  const direct = { kind: 'answer', answer: bareSumdb, certificate: 'good' } as const;
  const sumdbListener = await startService(direct, context, new RequestLog());
  listeners.push(sumdbListener);
  const sumdbUrl = `https://127.0.0.1:${sumdbListener.port}`;

  const names = { [`${sumdb.name}:443`]: sumdbUrl, ...options.names };
  const forwardLogs = emptyLogs(FORWARD_PROXIES);
  const forwardProxies = await startAll(FORWARD_PROXIES, listeners, (_doc, name) =>
    startForwardProxy(name, (host, port) => resolveName(host, port, urls, names), forwardLogs[name]),
  );
  return {
    urls,
    modules,
    caFile,
    sumdbKey: sumdb.key,
    sumdbUrl,
    forwardProxies,
    requests: (fault) => logs[fault].requests,
    connections: (fault) => logs[fault].connections,
    forwardRequests: (name) => forwardLogs[name].requests,
    delay: (ms) => {
      delayMs = ms;
    },
    reset: () => {
      for (const log of [...Object.values(logs), ...Object.values(forwardLogs)]) log.clear();
      delayMs = options.delayMs ?? 0;
    },
    stop,
  };
}

function emptyLogs<Name extends string>(table: Readonly<Record<Name, unknown>>): Record<Name, RequestLog> {
  return Object.fromEntries(Object.keys(table).map((name) => [name, new RequestLog()])) as Record<Name, RequestLog>;
}

/** Starts a server for each row of `table`, side by side, and returns their URLs in the table's order. */
async function startAll<Name extends string, Row>(
  table: Readonly<Record<Name, Row>>,
  listeners: Listener[],
  start: (row: Row, name: Name) => Promise<Listener>,
): Promise<Record<Name, string>> {
  const rows = Object.entries(table) as [Name, Row][];
  const started = await Promise.all(
    rows.map(async ([name, row]) => {
      const listener = await start(row, name);
      listeners.push(listener);
      const { scheme = 'http' } = row as { scheme?: string };
      return [name, `${scheme}://127.0.0.1:${listener.port}`] as const;
    }),
  );
  return Object.fromEntries(started) as Record<Name, string>;
}
