/** The roots that Go trusts on this machine. */
import { readdir, readlink, stat } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { Files } from '../../base/files.ts';

export interface TrustStore {
  /** Parsed once, for all connections. */
  readonly context: tls.SecureContext;
  /** The certificates in it as PEM, in the order they were read. */
  readonly certificates: readonly string[];
  /** Where they came from: paths joined by `:`, or `system`, or `node` (the roots that come with Node), or `` for none. */
  readonly source: string;
}

export interface TrustSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly platform: NodeJS.Platform;
}

/** crypto/x509 root_linux.go, root_bsd.go, root_solaris.go: the first file that can be read, then every directory. */
const LINUX = {
  files: [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/ca-bundle.pem',
    '/etc/pki/tls/cacert.pem',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/ssl/cert.pem',
  ],
  directories: ['/etc/ssl/certs', '/etc/pki/tls/certs'],
};
const BSD = {
  files: [
    '/usr/local/etc/ssl/cert.pem',
    '/etc/ssl/cert.pem',
    '/usr/local/share/certs/ca-root-nss.crt',
    '/etc/openssl/certs/ca-certificates.crt',
  ],
  directories: ['/etc/ssl/certs', '/usr/local/share/certs', '/etc/openssl/certs'],
};
const SOLARIS = {
  files: ['/etc/certs/ca-certificates.crt', '/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cacert.pem'],
  directories: ['/etc/certs/CA'],
};
const LOCATIONS: Partial<Record<NodeJS.Platform, typeof LINUX>> = {
  linux: LINUX,
  android: LINUX,
  freebsd: BSD,
  openbsd: BSD,
  netbsd: BSD,
  sunos: SOLARIS,
};

/** A bundle larger than this is no bundle; a directory of more files is no store. */
const FILE_LIMIT = 8 << 20;
const DIRECTORY_LIMIT = 2000;

/** Files read at the same time: libuv's four threads also serve look-ups and, in an editor, other extensions. */
const AT_ONCE = 16;

/** Only bare CERTIFICATE blocks without headers count (CertPool.AppendCertsFromPEM). */
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * Reads the trust store. Never fails: junk is skipped, and a machine without roots gets an empty store, which trusts
 * nobody, as in Go. On Windows and macOS Go asks the platform; so does this where the runtime can (Node 22.15).
 */
export async function readTrustStore(sources: TrustSources): Promise<TrustStore> {
  const locations = LOCATIONS[sources.platform];
  if (locations === undefined) return platformStore();
  const { environment, files } = sources;
  const candidates = environment.SSL_CERT_FILE ? [environment.SSL_CERT_FILE] : locations.files;
  const directories = environment.SSL_CERT_DIR ? environment.SSL_CERT_DIR.split(':') : locations.directories;
  const read: string[] = [];
  // A set: on most systems the directory repeats the bundle, file by file.
  const certificates = new Set<string>();
  for (const path of candidates) {
    const text = await files.readText(path, FILE_LIMIT);
    if (text === null) continue;
    read.push(path);
    addCertificates(text, certificates);
    break;
  }
  for (const directory of directories) {
    const before = certificates.size;
    const paths = await listDirectory(directory);
    for (const text of await readAll(
      paths.filter((path) => path !== read[0]),
      files,
    ))
      addCertificates(text, certificates);
    if (certificates.size > before) read.push(directory);
  }
  return store([...certificates], read.join(':'));
}

function platformStore(): TrustStore {
  const system = typeof tls.getCACertificates === 'function' ? tls.getCACertificates('system') : [];
  return system.length > 0 ? store(system, 'system') : store([...tls.rootCertificates], 'node');
}

function store(certificates: readonly string[], source: string): TrustStore {
  // Go ends a chain at any certificate in the store, whether it signed itself or not: hence the partial chains.
  // An array, one certificate each: OpenSSL stops reading a text at the first block that it cannot parse.
  const options: tls.SecureContextOptions & { allowPartialTrustChain: boolean } = {
    ca: [...certificates],
    allowPartialTrustChain: true,
    minVersion: 'TLSv1.2',
  };
  return { context: tls.createSecureContext(options), certificates, source };
}

function addCertificates(text: string, into: Set<string>): void {
  for (const block of text.match(CERTIFICATE) ?? []) into.add(block.replaceAll('\r', ''));
}

/** Returns the paths of a directory's entries. Links to a neighbour are left out, as in readUniqueDirectoryEntries. */
async function listDirectory(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const paths = await inBatches(entries.slice(0, DIRECTORY_LIMIT), async (entry) => {
    const path = `${directory}/${entry.name}`;
    const isNeighbour = entry.isSymbolicLink() && !(await readlink(path).catch(() => '/')).includes('/');
    return isNeighbour ? null : path;
  });
  return paths.filter((path) => path !== null);
}

/** Returns the texts of the files among `paths`. */
async function readAll(paths: readonly string[], files: Files): Promise<readonly string[]> {
  const texts = await inBatches(paths, async (path) => {
    const found = await stat(path).catch(() => null);
    // The exact size: a buffer of the largest size for each of 150 files would cost half a second.
    return found?.isFile() ? files.readText(path, Math.min(FILE_LIMIT, found.size)) : null;
  });
  return texts.filter((text) => text !== null);
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return results;
}
