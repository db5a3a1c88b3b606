/** The forward proxies of the rows: which program, on which port, with which rules. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../fixtures/certificates.ts';
import {
  CERTIFICATE_MAKER,
  type ProxySite,
  passwordLine,
  type RunningProxy,
  startMicrosocks,
  startSquid,
  startTinyproxy,
} from './programs.ts';

/** Ports of a namespace where nothing else listens. Clash takes 7890, SOCKS proxies 1080. */
export const PROXY_PORTS = {
  tinyproxy: 3101,
  'tinyproxy-login': 3102,
  'tinyproxy-filter': 3103,
  'tinyproxy-frozen': 3104,
  'tinyproxy-stopped': 7890,
  squid: 3111,
  'squid-login': 3112,
  'squid-denies': 3113,
  'squid-tls': 3114,
  'squid-tls-login': 3115,
  'squid-intercepts': 3116,
  'squid-impatient': 3117,
  microsocks: 3121,
  'microsocks-login': 3122,
  'microsocks-stopped': 1080,
} as const;

export type ProxyName = keyof typeof PROXY_PORTS;

/** The ports of the one squid that is patient, beside that where it intercepts. */
const PLAIN_SQUIDS = ['squid', 'squid-login', 'squid-denies'] as const;
const TLS_SQUIDS = ['squid-tls', 'squid-tls-login'] as const;

/** What proxies need beside their programs. */
export interface ProxyFiles {
  /** What squid shows where it speaks TLS itself. */
  readonly gate: Identity;
  /** PEM file of the authorities that squid trusts when it asks in the place of others. */
  readonly roots: string;
}

/** User and password of those that want a login. */
const USER = 'lab';
const PASSWORD = 'secret';

/** PEM file of the authority with which squid intercepts, made by startProxies. */
export function interceptorFile({ folder }: ProxySite): string {
  return join(folder, 'interceptor.pem');
}

/** Starts them all, those to be frozen and stopped too, which then are. */
export async function startProxies(site: ProxySite, files: ProxyFiles): Promise<readonly RunningProxy[]> {
  // Squid's helpers are another user's.
  await chmod(site.folder, 0o755);
  const filter = join(site.folder, 'filter');
  await writeFile(filter, '^[a-z.]*\\.inside\\.test$\n');
  const port = PROXY_PORTS;
  const [frozen, stopped, gone, ...running] = await Promise.all([
    startTinyproxy(site, port['tinyproxy-frozen'], []),
    startTinyproxy(site, port['tinyproxy-stopped'], []),
    startMicrosocks(site, port['microsocks-stopped'], []),
    startTinyproxy(site, port.tinyproxy, []),
    startTinyproxy(site, port['tinyproxy-login'], [`BasicAuth ${USER} ${PASSWORD}`]),
    startTinyproxy(site, port['tinyproxy-filter'], [`Filter "${filter}"`, 'FilterExtended On']),
    startMicrosocks(site, port.microsocks, []),
    startMicrosocks(site, port['microsocks-login'], ['-u', USER, '-P', PASSWORD]),
    squid(site, files),
    // A process of its own: the time counts for TLS with the mirror too, and on a busy machine that is no sign of silence.
    startSquid(
      site,
      [port['squid-impatient']],
      [`http_port 127.0.0.1:${port['squid-impatient']}`, ...['connect_timeout 1 second', 'http_access allow all']],
    ),
  ]);
  frozen.freeze();
  await Promise.all([stopped.stop(), gone.stop()]);
  return [frozen, ...running];
}

async function squid(site: ProxySite, { gate, roots }: ProxyFiles): Promise<RunningProxy> {
  const { folder } = site;
  const [passwords, gateFile] = [join(folder, 'passwords'), join(folder, 'gate.pem')];
  await writeFile(passwords, passwordLine(USER, PASSWORD));
  await writeFile(gateFile, gate.cert + gate.key);
  const key = join(folder, 'interceptor.key');
  const store = await makeInterceptor(site, key);
  const at = (name: ProxyName) => `127.0.0.1:${PROXY_PORTS[name]} name=${name}`;
  const lines = [
    ...PLAIN_SQUIDS.map((name) => `http_port ${at(name)}`),
    ...TLS_SQUIDS.map((name) => `https_port ${at(name)} cert=${gateFile}`),
    `http_port ${at('squid-intercepts')} ssl-bump cert=${interceptorFile(site)} key=${key} generate-host-certificates=on`,
    ...['acl intercepted myportname squid-intercepts', 'ssl_bump bump intercepted', 'ssl_bump splice all'],
    ...[`sslcrtd_program ${CERTIFICATE_MAKER} -s ${store} -M 4MB`, 'sslcrtd_children 1 startup=1 idle=1'],
    `tls_outgoing_options cafile=${roots}`,
    `auth_param basic program /usr/lib/squid/basic_ncsa_auth ${passwords}`,
    ...['auth_param basic children 1 startup=1 idle=1', 'auth_param basic realm lab'],
    ...['acl guarded myportname squid-login squid-tls-login', 'acl known proxy_auth REQUIRED'],
    ...['acl closed myportname squid-denies', 'http_access deny closed', 'http_access deny guarded !known'],
    'http_access allow all',
  ];
  const names = [...PLAIN_SQUIDS, ...TLS_SQUIDS, 'squid-intercepts'] as const;
  return startSquid(
    site,
    names.map((name) => PROXY_PORTS[name]),
    lines,
  );
}

/** Makes an authority with the name of a product that intercepts, and the folder where squid keeps what it signs with it. */
async function makeInterceptor(site: ProxySite, key: string): Promise<string> {
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: 'pipe' });
  const name = '/O=Fortinet/CN=FortiGate CA';
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('openssl', 'req', '-x509', ...curve, '-days', '2', '-subj', name, '-keyout', key, '-out', interceptorFile(site));
  const parent = join(site.folder, 'signed');
  await mkdir(parent);
  const store = join(parent, 'store');
  run(CERTIFICATE_MAKER, '-c', '-s', store, '-M', '4MB');
  run('chmod', '-R', 'a+rwX', parent);
  return store;
}
