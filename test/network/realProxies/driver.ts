/** Driver: each row by the real go and by the built command line, through proxies that alone know the names behind them. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readOutput } from '../../../src/doctor/reading/readOutput.ts';
import { runGo } from '../../lab/goRunner.ts';
import type { Driver, LabHost } from '../../lab/labHost.ts';
import { startDns } from '../../lab/servers/dnsServer.ts';
import { filled, type Places, writeFilled } from '../../support/filledFiles.ts';
import { makeAuthority } from '../fixtures/certificates.ts';
import { interceptorFile, PROXY_PORTS, startProxies } from './proxies.ts';
import type { ProxyRow, ProxyRowSeen } from './row.ts';

export interface RealProxiesInput {
  readonly cli: string;
  readonly rows: Readonly<Record<string, ProxyRow>>;
}

/** The name server of the proxies; 127.0.0.53, that of everybody else, knows nothing of inside.test. */
const INNER_RESOLVER = '127.0.0.54';
/** Rows that run side by side. */
const LANES = 4;
/** ms that go is given where it waits for ever, and our own deadline a request there. */
const PATIENCE = 3_000;
const DEADLINE = 1_500;
/** What both ask for: go takes the version's .info first, as we do. */
const GO_MOD = 'module consumer.test/app\n\nrequire example.test/a v1.0.0\n';

const driver: Driver = async ({ lab }, input): Promise<ProxyRowSeen[]> => {
  const { cli, rows } = input as RealProxiesInput;
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-real-proxies-'));
  const inner = await startDns({
    address: INNER_RESOLVER,
    port: 53,
    records: { 'inside.test': { a: ['127.0.0.1'] }, 'filtered.inside.test': { a: ['127.0.0.1'] } },
  });
  const root = makeAuthority({ commonName: 'Proxy Root' });
  const labRoot = await readFile(lab.caFile, 'utf8');
  const roots = join(folder, 'roots.pem');
  await writeFile(roots, labRoot + root.pem);
  const site = { folder, resolver: INNER_RESOLVER };
  const proxies = await startProxies(site, { gate: root.issue(), roots });
  const everything = join(folder, 'everything.pem');
  await writeFile(everything, labRoot + root.pem + (await readFile(interceptorFile(site), 'utf8')));
  const places = { roots, everything, lab: lab.caFile, ...labPlaces(lab) };
  try {
    const waiting = Object.entries(rows);
    const seen: ProxyRowSeen[] = [];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const own = await mkdtemp(join(folder, 'row-'));
        seen.push(await runRow(next, { cli, folder: own, places }));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return seen;
  } finally {
    await Promise.all([inner.stop(), ...proxies.map((proxy) => proxy.stop())]);
    await rm(folder, { recursive: true, force: true });
  }
};

function labPlaces(lab: LabHost['lab']): Places {
  const ports = Object.entries(lab.urls).map(([name, url]) => [`port:${name}`, new URL(url).port]);
  const proxies = Object.entries(PROXY_PORTS).map(([name, port]) => [name, `127.0.0.1:${port}`]);
  return Object.fromEntries([...ports, ...proxies]);
}

async function runRow(
  [name, row]: readonly [string, ProxyRow],
  { cli, folder, places }: { readonly cli: string; readonly folder: string; readonly places: Places },
): Promise<ProxyRowSeen> {
  const fill = (words: string) => filled(words, places);
  const [proxy, list] = [fill(row.proxy), fill(row.list)];
  const environment = {
    ...{ HTTP_PROXY: proxy, HTTPS_PROXY: proxy },
    ...{ SSL_CERT_FILE: fill(row.trusts ?? '{roots}'), SSL_CERT_DIR: '/nonexistent' },
  };
  const goes = row.go === 'hangs' ? { timeoutMs: PATIENCE } : {};
  const go = await runGo(['mod', 'download', 'example.test/a@v1.0.0'], { goproxy: list, env: environment, ...goes });
  const home = join(folder, 'home');
  await writeFilled(folder, { 'home/.config/go/telemetry/mode': 'off', 'go.mod': GO_MOD }, {});
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    GOPROXY: list,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    ...environment,
  };
  const options = row.go === 'hangs' ? ['--timeout', `${DEADLINE}`] : [];
  const found = findingsIn(await printed([cli, 'diagnose', '--json', ...options], folder, env));
  return {
    name,
    go: go.timedOut ? 'hangs' : go.code === 0 ? 'serves' : go.stderr.trim(),
    read: readOutput(go.stderr).map(({ code, detail }) => `${code}/${detail ?? ''}`),
    told: found.map(({ code, detail }) => `${code}/${detail ?? ''}`),
    messages: found.map(({ message }) => message),
  };
}

interface JsonFinding {
  readonly code: string;
  readonly detail: string | null;
  readonly message: string;
}

function findingsIn(json: string): readonly JsonFinding[] {
  try {
    return (JSON.parse(json) as { readonly findings: readonly JsonFinding[] }).findings;
  } catch {
    return [{ code: 'no JSON', detail: null, message: json }];
  }
}

async function printed(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000 });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return stdout + stderr;
}

export default driver;
