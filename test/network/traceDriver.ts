/** Driver (labHost.ts): traces modules that `direct` serves, with the real go and the real git, where only the lab has names. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { traceModule } from '../../src/doctor/trace/traceModule.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { parseModuleQuery } from '../../src/goproxy/module/version.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import { jsonTrace } from '../../src/text/report/requests/jsonTrace.ts';
import { makeRepository } from '../differential/drivers/gitHost.ts';
import { PAGE_MODULES, startModuleHosts } from '../differential/drivers/moduleHosts.ts';
import { treeFiles } from '../differential/fileTrees.ts';
import type { Driver } from '../lab/labHost.ts';

export interface DirectTrace {
  readonly goproxy: string;
  readonly module: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface DirectTraces {
  /** `FAULT` in a list stands for that fault's URL. */
  readonly traces: readonly DirectTrace[];
}

export interface DirectTraceSeen {
  readonly json: unknown;
  /** What was left in the temporary folder. */
  readonly left: readonly string[];
}

const driver: Driver = async ({ lab, dns }, input): Promise<DirectTraceSeen[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-trace-'));
  const repositories = join(folder, 'repositories');
  const temporary = join(folder, 'tmp');
  const caFile = join(folder, 'roots.pem');
  await mkdir(repositories);
  await mkdir(temporary);
  const { git } = PAGE_MODULES;
  await makeRepository(join(repositories, 'git'), treeFiles(git, ''), git.version);
  const hosts = await startModuleHosts(dns, repositories);
  await writeFile(caFile, (await readFile(lab.caFile, 'utf8')) + hosts.rootPem);
  process.env.TMPDIR = temporary;
  const ports = {
    ...{ clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms },
    ...{ platform: process.platform, prober: new LocalProber(systemClock, nodeFiles) },
  };
  const seen: DirectTraceSeen[] = [];
  for (const { goproxy, module, env: more } of (input as DirectTraces).traces) {
    const list = goproxy.replace(/\bFAULT:([a-z0-9-]+)/g, (_, name: keyof typeof lab.urls) => lab.urls[name]);
    const env = {
      ...{ PATH: process.env.PATH, HOME: folder, GOPROXY: list, GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
      ...{ SSL_CERT_FILE: caFile, SSL_CERT_DIR: '/nonexistent', GIT_SSL_CAINFO: caFile, ...more },
    };
    const query = parseModuleQuery(module);
    if (query === null) throw new Error(module);
    const request = { query, goproxy: null, cwd: folder, env, goPath: '', timeout: 12_000 };
    const traced = await traceModule(request, ports, new AbortController().signal);
    const json = traced.ok ? jsonTrace(traced.value) : traced.error;
    seen.push({ json, left: await readdir(temporary) });
  }
  hosts.stop();
  await rm(folder, { recursive: true, maxRetries: 5 });
  return seen;
};

export default driver;
