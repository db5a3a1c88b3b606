/** Driver: random lists with `direct` and with names that fail, through go and through us. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from '../../lab/labHost.ts';
import { type Contest, contest } from '../contest.ts';
import { treeFiles } from '../fileTrees.ts';
import { goOutcome } from '../goOutcome.ts';
import { faultKinds, namedKinds } from '../labKinds.ts';
import { caseOf, type ListCase } from '../listCase.ts';
import { ourSide } from '../ourOutcome.ts';
import { randomCases } from '../randomCase.ts';
import { makeRepository } from './gitHost.ts';
import { PAGE_MODULES, startModuleHosts } from './moduleHosts.ts';

export interface NamedListsInput {
  readonly seed: number;
  readonly lists: number;
  readonly width: number;
  /** ms */
  readonly bound: number;
  readonly timeout: number;
}

/** The others say the same with names as without. */
const FAULTS =
  /^(?:healthy|healthy-tls|refused|reset-at-once|status-(?:403|404|410|500)|html-404|bad-json|wrong-version|short-zip|truncated-zip)$/;

/** What the healthy servers have; no name leads to a repository. */
const LAB_MODULES = ['example.test/e@v1.0.0', 'example.test/Upper/MixedCase@v1.0.0', 'golang.org/x/text@v0.14.0'];

/** Each with every module. */
const CHOSEN = ['status-500|direct', 'status-404,direct'];

const driver: Driver = async ({ lab, dns }, input): Promise<Contest> => {
  const { seed, lists, width, bound, timeout } = input as NamedListsInput;
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-differential-names-'));
  const empty = join(folder, 'empty');
  const repositories = join(folder, 'repositories');
  const caFile = join(folder, 'roots.pem');
  await mkdir(empty);
  await mkdir(repositories);
  for (const name of ['git', 'git-404'] as const) {
    const module = PAGE_MODULES[name];
    await makeRepository(join(repositories, name), treeFiles(module, ''), module.version);
  }
  const hosts = await startModuleHosts(dns, repositories);
  await writeFile(caFile, (await readFile(lab.caFile, 'utf8')) + hosts.rootPem);
  const env = { SSL_CERT_FILE: caFile, GIT_SSL_CAINFO: caFile };
  try {
    const kinds = [...faultKinds(lab, true).filter(({ name }) => FAULTS.test(name)), ...namedKinds(lab)];
    const supply = {
      kinds,
      // Those that `direct` serves come up as often as the many that it does not.
      modules: [...hosts.modules, ...Array(3).fill(hosts.served).flat(), ...LAB_MODULES],
      keywords: 0.35,
      privates: 0.1,
    };
    const sides = {
      go: (listCase: ListCase) => goOutcome(lab, listCase, { bound, env }),
      ours: ourSide(lab, { timeout, folder: empty, env }),
    };
    const chosen = CHOSEN.flatMap((list) =>
      [...hosts.modules, ...LAB_MODULES].map((module) => caseOf(list, module, kinds)),
    );
    return await contest([...chosen, ...randomCases(seed, lists, supply)], sides, width);
  } finally {
    hosts.stop();
    await rm(folder, { recursive: true });
  }
};

export default driver;
