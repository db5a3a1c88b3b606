/** Forward proxies as companies and people run them: tinyproxy, squid and microsocks, each with a configuration made for the test. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import { delimiter, join } from 'node:path';
import { until } from '../../support/until.ts';

/** Squid's own maker of certificates for what it intercepts: Debian has a squid without it, which speaks no TLS as we need it. */
export const CERTIFICATE_MAKER = '/usr/lib/squid/security_file_certgen';

/** Debian puts squid where an ordinary user's PATH does not look. */
export const PROGRAM_PATH = [process.env.PATH, '/usr/sbin'].join(delimiter);

/** Returns the names of those that are not installed. */
export function missingPrograms(): readonly string[] {
  const folders = PROGRAM_PATH.split(delimiter);
  const missing = ['tinyproxy', 'squid', 'microsocks'].filter(
    (name) => !folders.some((folder) => isExecutable(join(folder, name))),
  );
  if (!missing.includes('squid') && !isExecutable(CERTIFICATE_MAKER)) missing.push('squid with OpenSSL');
  return missing;
}

/** A forward proxy that runs and listens. */
export interface RunningProxy {
  /** It stays alive, takes connections (the kernel does), and says nothing any more. */
  freeze(): void;
  stop(): Promise<void>;
}

/** Where proxies are started: their files lie in `folder`, and names are asked of the name server at `resolver`, and of no other. */
export interface ProxySite {
  readonly folder: string;
  readonly resolver: string;
}

/** `lines` are of tinyproxy.conf(5), beside the port. */
export async function startTinyproxy(site: ProxySite, port: number, lines: readonly string[]): Promise<RunningProxy> {
  const file = join(site.folder, `tinyproxy-${port}.conf`);
  await writeFile(file, [`Port ${port}`, 'Listen 127.0.0.1', 'LogLevel Critical', ...lines, ''].join('\n'));
  return listening(await spawnWithin(site, ['tinyproxy', '-d', '-c', file]), [port]);
}

/** `options` as microsocks takes them, beside the address and the port. */
export async function startMicrosocks(
  site: ProxySite,
  port: number,
  options: readonly string[],
): Promise<RunningProxy> {
  return listening(await spawnWithin(site, ['microsocks', ...options, '-i', '127.0.0.1', '-p', `${port}`]), [port]);
}

const SQUID = [
  ...['pid_filename none', 'access_log none', 'cache_log /dev/null', 'cache deny all', 'cache_mem 0'],
  ...['pinger_enable off', 'visible_hostname squid.test', 'hosts_file none'],
];

/** `lines` are squid's, its ports among them. As root squid becomes a user of its own: the files must be everybody's to read. */
export async function startSquid(
  site: ProxySite,
  ports: readonly number[],
  lines: readonly string[],
): Promise<RunningProxy> {
  const file = join(site.folder, `squid-${ports[0]}.conf`);
  await writeFile(file, [...SQUID, `dns_nameservers ${site.resolver}`, ...lines, ''].join('\n'));
  return listening(await spawnWithin(site, ['squid', '-N', '-d', '1', '-f', file]), ports);
}

/** $1 is the proxy's own resolv.conf; squid leaves segments in /dev/shm where it is killed. The mounts end with the process. */
const ENTER = [
  'set -e',
  'mount --bind "$1" /etc/resolv.conf',
  'mount -t tmpfs none /dev/shm',
  'shift',
  'exec "$@"',
].join('\n');

async function spawnWithin({ folder, resolver }: ProxySite, command: readonly string[]): Promise<ChildProcess> {
  const resolvConf = join(folder, 'resolv.conf');
  await writeFile(resolvConf, `nameserver ${resolver}\noptions timeout:1 attempts:1\n`);
  return spawn('unshare', ['-m', 'sh', '-c', ENTER, 'sh', resolvConf, ...command], {
    env: { PATH: PROGRAM_PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function listening(child: ChildProcess, ports: readonly number[]): Promise<RunningProxy> {
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => (words += piece));
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      words += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (const port of ports) {
    await until(async () => hasEnded || (await answers(port)), `${child.spawnargs.join(' ')} listens at ${port}`);
    if (hasEnded) throw new Error(`${child.spawnargs.join(' ')} ended: ${words}`);
  }
  return {
    freeze: () => void child.kill('SIGSTOP'),
    // Squid would wait for its clients; there is nothing to be saved.
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Returns the line of a password file as basic_ncsa_auth reads it. */
export function passwordLine(user: string, password: string): string {
  return `${user}:${execFileSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' })}`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
