/** Chains that only the openssl program makes: old signatures, thousands of names, a hundred levels. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Identity } from '../fixtures/certificates.ts';

const run = promisify(execFile);

export interface Issued extends Identity {
  /** Path of the certificate and, beside it, of its key: for a next level. */
  readonly path: string;
}

export interface IssueOptions {
  readonly folder: string;
  /** Distinguished name, as `/O=…/CN=…`. */
  readonly subject: string;
  /** Who signs; itself unless told. */
  readonly by?: Issued;
  /** Such as `DNS:a.test,IP:127.0.0.1`; an authority where there is none. */
  readonly names?: string;
  /** `sha256` unless told. */
  readonly digest?: string;
}

/** Makes a certificate that holds for a day, with a P-256 key. */
export async function issue({ folder, subject, by, names, digest = 'sha256' }: IssueOptions): Promise<Issued> {
  const path = join(folder, subject.replace(/\W+/g, '-'));
  const extensions =
    names === undefined
      ? 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n'
      : `extendedKeyUsage=serverAuth\nsubjectAltName=${names}\n`;
  await writeFile(`${path}.ext`, `[req]\ndistinguished_name=dn\n[dn]\n[ext]\n${extensions}`);
  const config = ['-config', `${path}.ext`];
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${path}.key`]);
  const request = ['req', '-new', ...config, '-key', `${path}.key`, '-subj', subject];
  if (by === undefined) {
    await run('openssl', [
      ...request,
      '-x509',
      '-days',
      '1',
      `-${digest}`,
      '-extensions',
      'ext',
      '-out',
      `${path}.pem`,
    ]);
  } else {
    await run('openssl', [...request, '-out', `${path}.csr`]);
    const authority = ['-CA', `${by.path}.pem`, '-CAkey', `${by.path}.key`, '-CAcreateserial', '-days', '1'];
    const signed = ['-extfile', `${path}.ext`, '-extensions', 'ext', `-${digest}`, '-out', `${path}.pem`];
    await run('openssl', ['x509', '-req', '-in', `${path}.csr`, ...authority, ...signed]);
  }
  const [cert, key] = await Promise.all([readFile(`${path}.pem`, 'utf8'), readFile(`${path}.key`, 'utf8')]);
  return { cert, key, path };
}
