/**
 * In the namespace: archives at an address that no table calls private. The machine's own address 192.88.99.1 is the only public one there
 * is, and `public.test` its name.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { fetchSource } from '../../../src/integrity/import/source/fetchSource.ts';
import { createNetwork } from '../../../src/net/network.ts';
import type { Driver } from '../../lab/labHost.ts';
import { makeCertificates } from '../../lab/servers/certificates.ts';

const PUBLIC = '192.88.99.1';
const ADDRESSES = { private: '10.1.2.3', shared: '100.64.0.1', link: '169.254.1.1' };

const driver: Driver = async ({ dns }) => {
  for (const address of [PUBLIC, ...Object.values(ADDRESSES)])
    execFileSync('ip', ['address', 'add', `${address}/32`, 'dev', 'lo']);
  const folder = await mkdtemp(path.join(tmpdir(), 'goproxy-url-test-'));
  const { rootPem, servers } = makeCertificates('http://issuer.test/');
  const caFile = path.join(folder, 'root.pem');
  await writeFile(caFile, rootPem);
  let asked = 0;
  const inner = createServer((_, answer) => {
    asked += 1;
    answer.end('inside');
  }).listen(0, '0.0.0.0');
  const port = await new Promise<number>((resolve) =>
    inner.once('listening', () => resolve((inner.address() as AddressInfo).port)),
  );
  const outer = createTlsServer(servers.good, ({ url = '' }, answer) => {
    const [, kind = '', target = ''] = /^\/(\w+)\/(.*)$/.exec(url) ?? [];
    if (kind === 'to') answer.writeHead(302, { location: decodeURIComponent(target) }).end();
    else answer.end('outside');
  }).listen(443, '0.0.0.0');
  await new Promise((resolve) => outer.once('listening', resolve));
  dns.set('public.test', { a: [PUBLIC] });
  dns.set('inner.test', { a: [ADDRESSES.private] });
  const environment = { SSL_CERT_FILE: caFile };
  const open = () => createNetwork({ environment, files: nodeFiles }).open({ staysPublic: true });
  const fetchIt = async (url: string) => {
    const fetched = await fetchSource(url, path.join(folder, 'file'), open, new AbortController().signal);
    return fetched.ok ? 'fetched' : `${fetched.error.code} ${fetched.error.detail ?? ''}`.trim();
  };
  const at = 'https://public.test';
  const to = (target: string) => `${at}/to/${encodeURIComponent(target)}`;
  try {
    return {
      plain: await fetchIt(`${at}/file`),
      again: await fetchIt(to(`${at}/file`)),
      private: await fetchIt(to(`https://${ADDRESSES.private}/`)),
      shared: await fetchIt(to(`https://${ADDRESSES.shared}/`)),
      link: await fetchIt(to(`https://${ADDRESSES.link}/`)),
      loopback: await fetchIt(to('https://127.0.0.1/')),
      loopback6: await fetchIt(to('https://[::1]/')),
      name: await fetchIt(to('https://inner.test/')),
      localName: await fetchIt(to('https://localhost/')),
      twice: await fetchIt(to(to(`https://${ADDRESSES.private}/`))),
      ownNetwork: await fetchIt('https://inner.test/file'),
      withinIt: await fetchIt(`https://inner.test/to/${encodeURIComponent('https://inner.test/file')}`),
      http: await fetchIt(`http://${ADDRESSES.private}:${port}/`),
      httpLoopback: await fetchIt(`http://127.0.0.1:${port}/`),
      file: await fetchIt('file:///etc/hostname'),
      asked,
    };
  } finally {
    inner.close();
    outer.close();
    outer.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  }
};

export default driver;
