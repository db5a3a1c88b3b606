/** Driver (labHost.ts): `go mod download -x -json` of one version, in every case that the reader is to know. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRepository } from '../../../differential/drivers/gitHost.ts';
import { PAGE_MODULES, startModuleHosts } from '../../../differential/drivers/moduleHosts.ts';
import { treeFiles } from '../../../differential/fileTrees.ts';
import { type GoRun, runGo } from '../../../lab/goRunner.ts';
import type { Lab } from '../../../lab/lab.ts';
import type { Driver } from '../../../lab/labHost.ts';

export interface Recording {
  readonly name: string;
  readonly stderr: string;
}

interface Case extends Partial<GoRun> {
  readonly goproxy: string;
  readonly module?: string;
}

/** ms after which go is stopped where it would wait for ever. */
const CUT = 1_500;

function cases({ urls, sumdbKey, forwardProxies }: Lab): Readonly<Record<string, Case>> {
  const credentials = (url: string) => url.replace('://', '://user:secret@');
  return {
    healthy: { goproxy: urls.healthy },
    'not-found-then-healthy': { goproxy: `${urls['status-404']},${urls['healthy-h2']}` },
    refused: { goproxy: urls.refused },
    silent: { goproxy: urls.silent, timeoutMs: CUT },
    'body-stall': { goproxy: urls['body-stall'], timeoutMs: CUT },
    'unknown-authority': { goproxy: urls['tls-unknown-authority'] },
    password: { goproxy: `${credentials(urls['healthy-tls'])}/?token=abc` },
    'password-on-http': { goproxy: credentials(urls.healthy) },
    sumdb: { goproxy: urls['sumdb-good'], env: { GOSUMDB: sumdbKey } },
    'forward-proxy-407': { goproxy: 'https://healthy-tls.lab.test', env: { HTTPS_PROXY: forwardProxies.auth } },
    'upper-case': { goproxy: urls.healthy, module: 'example.test/Upper/MixedCase@v1.0.0' },
    escapes: { goproxy: urls['terminal-escapes'] },
    git: { goproxy: `${urls['status-404']},direct`, module: 'pages.lab.test/git@v1.0.0' },
    'no-repository': { goproxy: 'direct', module: 'pages.lab.test/no-repository@v1.0.0' },
    'no-name': { goproxy: 'direct', module: 'nowhere.invalid/x@v1.0.0' },
  };
}

const driver: Driver = async ({ lab, dns }, input): Promise<Recording[]> => {
  const { goroot } = input as { readonly goroot: string };
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-trace-'));
  const repositories = join(folder, 'repositories');
  const caFile = join(folder, 'roots.pem');
  await mkdir(repositories);
  const { git } = PAGE_MODULES;
  await makeRepository(join(repositories, 'git'), treeFiles(git, ''), git.version);
  const hosts = await startModuleHosts(dns, repositories);
  await writeFile(caFile, (await readFile(lab.caFile, 'utf8')) + hosts.rootPem);
  const recordings: Recording[] = [];
  for (const [name, { module = 'example.test/a@v1.0.0', env = {}, ...run }] of Object.entries(cases(lab))) {
    const own = { PATH: `${goroot}/bin:${process.env.PATH}`, GOROOT: goroot, GIT_SSL_CAINFO: caFile, ...env };
    const { stderr } = await runGo(['mod', 'download', '-x', '-json', module], { ...run, caFile, env: own });
    recordings.push({ name, stderr: stderr.replace(/\/tmp\/goproxy-lab-go-\w+/g, '/home/user') });
  }
  hosts.stop();
  await rm(folder, { recursive: true });
  return recordings;
};

export default driver;
