/** The trust store: the files that Go reads, in its order, whatever lies in them. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, nodeFiles } from '../../src/base/files.ts';
import { readTrustStore } from '../../src/net/link/trustStore.ts';
import { makeAuthority } from './fixtures/certificates.ts';

const one = makeAuthority({ commonName: 'One' });
const two = makeAuthority({ commonName: 'Two' });
const three = makeAuthority({ commonName: 'Three' });

describe('the trust store', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trust-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (environment: Record<string, string>, files: Files = nodeFiles, platform: NodeJS.Platform = 'linux') =>
    readTrustStore({ environment, files, platform });

  it('is SSL_CERT_FILE and every directory of SSL_CERT_DIR, each certificate once', async () => {
    const file = join(folder, 'roots.pem');
    mkdirSync(join(folder, 'a'));
    mkdirSync(join(folder, 'b'));
    writeFileSync(file, one.pem);
    writeFileSync(join(folder, 'a', 'one-again.pem'), one.pem.replaceAll('\n', '\r\n'));
    writeFileSync(join(folder, 'a', 'two.crt'), two.pem);
    writeFileSync(join(folder, 'b', 'no-extension'), three.pem);
    const directories = `${folder}/a:${folder}/gone:${folder}/b`;
    const store = await read({ SSL_CERT_FILE: file, SSL_CERT_DIR: directories });
    assert.deepEqual(store.certificates, [one.pem.trim(), two.pem.trim(), three.pem.trim()]);
    assert.equal(store.source, `${file}:${folder}/a:${folder}/b`);
  });

  it('skips junk, and reads on behind it', async () => {
    const file = join(folder, 'roots.pem');
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const trusted = one.pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE');
    writeFileSync(file, `\0\x01 junk ${trusted}${broken}-----BEGIN CERTIFICATE-----\n${two.pem}`);
    const store = await read({ SSL_CERT_FILE: file, SSL_CERT_DIR: join(folder, 'gone') });
    assert.ok(store.certificates.includes(two.pem.trim()));
    assert.equal(store.certificates.includes(one.pem.trim()), false);
  });

  it('is empty, and trusts nobody, where there is nothing', async () => {
    const store = await read({ SSL_CERT_FILE: join(folder, 'gone'), SSL_CERT_DIR: join(folder, 'gone') });
    assert.deepEqual([store.certificates, store.source], [[], '']);
  });

  it('skips a link to a neighbour, as the hash links of a store are, and follows others', async () => {
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'outside.pem'), two.pem);
    writeFileSync(join(folder, 'a', 'one.pem'), one.pem);
    symlinkSync('one.pem', join(folder, 'a', '1234abcd.0'));
    symlinkSync('../outside.pem', join(folder, 'a', 'two.pem'));
    symlinkSync('../nowhere.pem', join(folder, 'a', 'dangling.pem'));
    const paths: string[] = [];
    const watched: Files = {
      readText: (path, limit) => {
        paths.push(path);
        return nodeFiles.readText(path, limit);
      },
    };
    const store = await read({ SSL_CERT_FILE: join(folder, 'gone'), SSL_CERT_DIR: join(folder, 'a') }, watched);
    assert.deepEqual([...store.certificates].sort(), [one.pem.trim(), two.pem.trim()].sort());
    assert.equal(paths.includes(join(folder, 'a', '1234abcd.0')), false);
  });

  for (const [platform, first] of [
    ['linux', '/etc/ssl/certs/ca-certificates.crt'],
    ['freebsd', '/usr/local/etc/ssl/cert.pem'],
    ['sunos', '/etc/certs/ca-certificates.crt'],
  ] as const) {
    it(`stops at the first file that can be read on ${platform}`, async () => {
      const asked: string[] = [];
      const files: Files = {
        readText: async (path) => {
          asked.push(path);
          return asked.length === 2 ? one.pem : null;
        },
      };
      const store = await read({ SSL_CERT_DIR: join(folder, 'gone') }, files, platform);
      assert.equal(asked[0], first);
      assert.equal(asked.length, 2);
      assert.equal(store.source, asked[1]);
    });
  }

  it('is the platform’s elsewhere, with SSL_CERT_FILE of no effect', async () => {
    const store = await read({ SSL_CERT_FILE: join(folder, 'gone') }, nodeFiles, 'darwin');
    assert.match(store.source, /^(?:system|node)$/);
    assert.ok(store.certificates.length > 0);
  });
});
