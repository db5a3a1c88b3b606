/** What this machine is set to do with names: the servers, the search domains, the order, who looks up for go. */
import { getServers } from 'node:dns';
import { hostname } from 'node:os';
import type { Files } from '../../base/files.ts';
import { chooseResolver, type ResolverChoice } from './goResolver.ts';
import { type HostsEntry, hostsEntries } from './hostsFile.ts';
import { type NameServer, parseNameServer } from './nameServer.ts';
import { parseNameSwitch } from './nameSwitch.ts';
import type { NamesQuestion } from './namesQuestion.ts';
import { namesToAsk, parseResolvConf, type ResolvConf } from './resolvConf.ts';

export interface ConfiguredNames extends ResolverChoice {
  readonly hostsFile: string;
  readonly hosts: readonly HostsEntry[];
  readonly names: readonly string[];
  /** How many of `names` go asks for before the host as it is, that one included. */
  readonly first: number;
  readonly servers: readonly NameServer[];
  readonly upstreams: readonly NameServer[];
  readonly resolvConf: ResolvConf;
}

/** systemd-resolved's own addresses, and where it says whom it asks. */
const STUBS: ReadonlySet<string> = new Set(['127.0.0.53', '127.0.0.54']);
/** Windows names these where an adapter has no name server of its own for IPv6; nobody ever answers there. */
const PLACEHOLDER = /^\[?fec0:0:0:ffff::/i;

const UPSTREAMS = '/run/systemd/resolve/resolv.conf';

/** Lists that block advertisements have grown to several megabytes, and go reads them whole. */
const HOSTS_LIMIT = 16 << 20;

export async function readConfiguredNames(question: NamesQuestion, files: Files): Promise<ConfiguredNames> {
  const { host, environment, platform = process.platform, goHasCgo = false } = question;
  const isUnix = platform !== 'win32';
  const paths = question.paths ?? {
    resolvConf: '/etc/resolv.conf',
    hosts: isUnix ? '/etc/hosts' : `${environment.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`,
    nsswitch: '/etc/nsswitch.conf',
    upstreams: UPSTREAMS,
  };
  const read = (path: string | undefined) => (path === undefined || !isUnix ? null : files.readText(path));
  const [resolv, hosts, nsswitch] = await Promise.all([
    read(paths.resolvConf),
    files.readText(paths.hosts, HOSTS_LIMIT),
    read(paths.nsswitch),
  ]);
  const resolvConf = parseResolvConf(resolv, isUnix ? hostname() : '');
  const servers = isUnix ? resolvConf.servers : getServers();
  const stubbed = resolvConf.servers.some((server) => STUBS.has(server));
  const beyond = stubbed ? await read(paths.upstreams) : null;
  const names = namesToAsk(host, resolvConf);
  const port = question.port;
  return {
    ...chooseResolver({
      host,
      platform,
      environment,
      goHasCgo,
      unknownOption: resolvConf.unknown,
      nameSwitch: nsswitch === null ? undefined : parseNameSwitch(nsswitch),
    }),
    hostsFile: paths.hosts,
    hosts: hostsEntries(hosts ?? '', host),
    names,
    first: names.indexOf(host.replace(/\.$/, '')) + 1,
    servers: servers.filter((server) => !PLACEHOLDER.test(server)).flatMap((server) => withPort(server, port)),
    upstreams: beyond === null ? [] : parseResolvConf(beyond, '').servers.flatMap((server) => withPort(server, port)),
    resolvConf,
  };
}

function withPort(text: string, port: number | undefined): readonly NameServer[] {
  const server = parseNameServer(text);
  if (server === null) return [];
  return [server.transport === 'packets' && port !== undefined ? { ...server, port } : server];
}
