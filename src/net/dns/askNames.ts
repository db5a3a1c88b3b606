/** The names of one host, layer by layer, side by side: hosts file, the system, each name server, an independent one. */
import { isIP, type LookupFunction } from 'node:net';
import type { Files } from '../../base/files.ts';
import { type Allowance, allow, timeLeft, timeUp, within } from '../allowance.ts';
import { errorCode } from '../fault.ts';
import { watchLag } from '../lag.ts';
import { type NameService, systemNames } from '../link/names.ts';
import { readTrustStore } from '../link/trustStore.ts';
import { addressKind } from './addressKind.ts';
import { askHttps } from './askHttps.ts';
import { askPackets } from './askPackets.ts';
import { type ConfiguredNames, readConfiguredNames } from './configuredNames.ts';
import { type NameServer, parseNameServer, showNameServer } from './nameServer.ts';
import type { Answer, NameAnswers, NamesEvidence, ServerEvidence, SystemAnswer } from './namesEvidence.ts';
import type { NamesQuestion } from './namesQuestion.ts';

export interface NamesPorts {
  readonly files: Files;
  /** The system's way from a name to its addresses, unless told. */
  readonly names?: Pick<NameService, 'lookup'>;
}

/** Ms for one server: shorter than Go's five seconds, longer than any server that works. */
const SERVER_TIME = 2000;

/** Ms that the system's own look-up is given where a name server has told all: it waits for a dead one far longer than go's does. */
const SYSTEM_GRACE = 100;

/** Search domains that are tried: a list of any length may stand in the file. */
const MOST_NAMES = 8;

/** net.isDomainName: letters, digits, `-` and `_`, labels of at most 63, something that is no digit. */
const LABEL = '(?!-)[A-Za-z0-9_-]{1,63}(?<!-)';
const NAME = new RegExp(`^(?=[^]*[A-Za-z_-])${LABEL}(?:\\.${LABEL})*\\.?$`);

/** Asks all layers. Resolves within the deadline whatever the servers do; rejects with the signal's reason only. */
export async function askNames(
  question: NamesQuestion,
  ports: NamesPorts,
  signal: AbortSignal,
): Promise<NamesEvidence> {
  const lag = watchLag();
  try {
    const layers = await askLayers(question, ports, signal);
    return { ...layers, lag: lag.ms };
  } finally {
    lag.stop();
  }
}

async function askLayers(
  question: NamesQuestion,
  ports: NamesPorts,
  signal: AbortSignal,
): Promise<Omit<NamesEvidence, 'lag'>> {
  signal.throwIfAborted();
  const started = performance.now();
  const { host, environment } = question;
  const allowance = allow(question.deadline, signal);
  const { first, resolvConf, ...configured } = await readConfiguredNames(question, ports.files);
  signal.throwIfAborted();
  const kind = isIP(host) !== 0 ? 'address' : host.length <= 254 && NAME.test(host) ? 'name' : 'not-a-name';
  const asking = { allowance, tcpOnly: resolvConf.tcpOnly, https: null };
  const isName = kind === 'name';
  const fromSystem = isName ? askSystem(host, ports.names ?? systemNames, allowance) : Promise.resolve(NOT_ASKED);
  // It is waited for below.
  fromSystem.catch(() => undefined);
  const [servers, upstreams, independent] = await Promise.all([
    isName ? askConfigured(configured, first, asking) : [],
    isName ? askServers(configured.upstreams, [host.replace(/\.$/, '')], asking) : [],
    isName ? askIndependent(question, ports, asking) : null,
  ]);
  const isTold = [...servers, ...upstreams].some(isTalking);
  const system = isTold ? await inGrace(fromSystem, allowance) : await fromSystem;
  return {
    ...configured,
    host,
    kind,
    names: isName ? configured.names : [],
    system,
    servers,
    upstreams,
    independent,
    patience: { timeout: resolvConf.timeout, attempts: resolvConf.attempts, rotate: resolvConf.rotate },
    ownSuffixes: [...resolvConf.search, ...privateHosts(environment)],
    ms: performance.now() - started,
  };
}

const NOT_ASKED: SystemAnswer = { addresses: [], error: null, ms: 0 };

interface Asking {
  readonly allowance: Allowance;
  readonly tcpOnly: boolean;
  readonly https: HttpsParts | null;
}

type HttpsParts = Omit<Parameters<typeof askHttps>[0], 'url'>;

async function askSystem(
  host: string,
  names: Pick<NameService, 'lookup'>,
  allowance: Allowance,
): Promise<SystemAnswer> {
  const started = performance.now();
  const told = await within<Pick<SystemAnswer, 'addresses' | 'error'>>(allowance, (settle) => {
    names.lookup(host).then(
      (found) => settle({ addresses: found.map((address) => ({ address, kind: addressKind(address) })), error: null }),
      (error: unknown) => settle({ addresses: [], error: errorCode(error) || 'UNKNOWN' }),
    );
    return () => undefined;
  });
  const ms = performance.now() - started;
  return told === timeUp ? { addresses: [], error: 'silent', ms } : { ...told, ms };
}

/** What the system has told a moment after the name servers have. */
async function inGrace(answer: Promise<SystemAnswer>, { signal }: Allowance): Promise<SystemAnswer> {
  const begin = performance.now();
  const told = await within<SystemAnswer>(allow(SYSTEM_GRACE, signal), (settle) => {
    // It rejects with the signal, as this wait does by itself.
    answer.then(settle, () => undefined);
    return () => undefined;
  });
  return told === timeUp ? { addresses: [], error: 'late', ms: performance.now() - begin } : told;
}

/** As go does: the names up to the host itself at once; those behind it only where nobody has an address so far. */
async function askConfigured(
  { names, servers }: Pick<ConfiguredNames, 'names' | 'servers'>,
  first: number,
  asking: Asking,
): Promise<readonly ServerEvidence[]> {
  const capped = names.slice(0, MOST_NAMES);
  const before = await askServers(
    servers,
    [...new Set([...capped.slice(0, first), ...names.slice(first - 1, first)])],
    asking,
  );
  const later = capped.slice(first);
  const found = before.some(({ names: all }) => all.some(hasAddress));
  if (found || later.length === 0 || timeLeft(asking.allowance) === 0) return before;
  // A server that was silent once has had its time.
  const awake = servers.filter((_, index) => before[index] !== undefined && isTalking(before[index]));
  const after = await askServers(awake, later, asking);
  return before.map((one) => {
    const more = after.find(({ server }) => server === one.server);
    return more === undefined ? one : { ...one, names: [...one.names, ...more.names] };
  });
}

function hasAddress({ a, aaaa }: NameAnswers): boolean {
  return a.outcome === 'addresses' || aaaa.outcome === 'addresses';
}

function isTalking({ names }: ServerEvidence): boolean {
  return names.some(({ a, aaaa }) => isAwake(a) || isAwake(aaaa));
}

function isAwake({ outcome }: Answer): boolean {
  return outcome !== 'silent' && outcome !== 'unreachable';
}

function askServers(
  servers: readonly NameServer[],
  names: readonly string[],
  asking: Asking,
): Promise<ServerEvidence[]> {
  return Promise.all(
    servers.map(async (server) => {
      const time = Math.min(SERVER_TIME, timeLeft(asking.allowance));
      const own = { ...asking, allowance: allow(time, asking.allowance.signal) };
      const ask = (name: string, type: 'A' | 'AAAA') => askOne(server, { name, type }, own);
      const answers = names.map(async (name) => {
        const [a, aaaa] = await Promise.all([ask(name, 'A'), ask(name, 'AAAA')]);
        return { name, a, aaaa };
      });
      return { server: showNameServer(server), names: await Promise.all(answers) };
    }),
  );
}

function askOne(
  server: NameServer,
  question: { readonly name: string; readonly type: 'A' | 'AAAA' },
  { allowance, tcpOnly, https }: Asking,
): Promise<Answer> {
  if (server.transport === 'packets') return askPackets(server, question, allowance, tcpOnly);
  if (https === null) throw new Error('a server over HTTPS without roots to trust');
  return askHttps({ url: server.url, ...https }, question, allowance);
}

async function askIndependent(
  { host, resolver, environment, platform = process.platform }: NamesQuestion,
  { files, names = systemNames }: NamesPorts,
  { allowance }: Asking,
): Promise<ServerEvidence | null> {
  const server = resolver === null ? null : parseNameServer(resolver);
  if (server === null) return null;
  const lookup: LookupFunction = (name, { all }, done) => {
    names.lookup(name).then(
      (found) => {
        const addresses = found.map((address) => ({ address, family: isIP(address) }));
        if (all) done(null, addresses);
        else done(null, addresses[0]?.address ?? '', addresses[0]?.family);
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    );
  };
  const https =
    server.transport === 'packets'
      ? null
      : { trust: (await readTrustStore({ environment, files, platform })).context, lookup };
  const [evidence = null] = await askServers([server], [host.replace(/\.$/, '')], { allowance, tcpOnly: false, https });
  return evidence;
}

/** The hosts of the patterns: `*.corp.example/team` means the names below corp.example. */
function privateHosts(environment: NamesQuestion['environment']): readonly string[] {
  const patterns = [environment.GOPRIVATE, environment.GONOPROXY].flatMap((list) => (list ?? '').split(','));
  const hosts = patterns.map((pattern) => (pattern.trim().split('/', 1)[0] ?? '').replace(/^\*\./, ''));
  return [...new Set(hosts)].filter((host) => NAME.test(host) && host.includes('.'));
}
