/** Server certificates by openssl: for the names that the scenarios use, with every flaw that go tells apart. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateShop {
  readonly caFile: string;
  /** `extensions` are lines of an openssl extension section; dates are YYYYMMDD. */
  issue(subject: string, extensions: string, from?: string, to?: string): Promise<Identity>;
  selfSigned(subject: string, names: string): Promise<Identity>;
}

const CONFIG = `[ca]
default_ca = own
[own]
new_certs_dir = .
database = index.txt
default_md = sha256
policy = any
rand_serial = yes
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
`;

/** Makes the authority in `folder`. */
export async function openCertificateShop(folder: string): Promise<CertificateShop> {
  const openssl = (...args: string[]) => promisify(execFile)('openssl', args, { cwd: folder });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  await writeFile(join(folder, 'index.txt'), '');
  await writeFile(join(folder, 'ca.cnf'), CONFIG);
  const subject = '/CN=Corp Root CA';
  await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '3650', '-subj', subject);
  let count = 0;
  const read = async (name: string): Promise<Identity> => ({
    key: await readFile(join(folder, `${name}.key`), 'utf8'),
    cert: await readFile(join(folder, `${name}.pem`), 'utf8'),
  });
  return {
    caFile: join(folder, 'ca.pem'),
    issue: async (commonName, extensions, from = '20240101', to = '20450101') => {
      count += 1;
      const name = `leaf${count}`;
      await openssl(
        'req',
        '-new',
        ...newKey,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/CN=${commonName}`,
      );
      await writeFile(join(folder, `${name}.cnf`), `${CONFIG}[leaf]\nbasicConstraints = CA:FALSE\n${extensions}\n`);
      const dates = ['-startdate', `${from}000000Z`, '-enddate', `${to}000000Z`];
      const files = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-cert', 'ca.pem', '-keyfile', 'ca.key'];
      await openssl('ca', '-batch', '-notext', '-config', `${name}.cnf`, '-extensions', 'leaf', ...dates, ...files);
      return read(name);
    },
    selfSigned: async (commonName, names) => {
      const files = ['-keyout', 'self.key', '-out', 'self.pem'];
      const extension = ['-addext', `subjectAltName=${names}`];
      await openssl('req', '-x509', ...newKey, ...files, '-days', '3650', '-subj', `/CN=${commonName}`, ...extension);
      return read('self');
    },
  };
}
