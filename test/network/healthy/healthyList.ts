/** The whole examination of a list where all is well, in this process: what it finds, and how long it takes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { examine } from '../../../src/doctor/examine.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';
import { LocalProber } from '../../../src/goproxy/probe/prober.ts';
import { writeConsumer } from '../../lab/content/consumer.ts';
import type { Lab } from '../../lab/lab.ts';
import { trusting } from '../labList.ts';

export interface HealthyRun {
  /** `code/detail severity@entry`. */
  readonly findings: readonly string[];
  /** Whether go would be served, and every entry was asked. */
  readonly isWhole: boolean;
  readonly ms: number;
}

/** Writes a module that requires what the lab has, and a home whose go tells nobody of its use. */
export async function writeHealthyHome(folder: string, lab: Lab): Promise<void> {
  const requires = ['golang.org/x/text@v0.14.0', 'example.test/a@v1.0.0'];
  await writeConsumer(join(folder, 'work'), { requires, goSum: lab.modules.goSum() });
  await mkdir(join(folder, '.config/go/telemetry'), { recursive: true });
  await writeFile(join(folder, '.config/go/telemetry/mode'), 'off');
}

export function healthyExaminer(folder: string, lab: Lab) {
  const ports = {
    ...{ clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms },
    ...{ platform: process.platform, prober: new LocalProber(systemClock, nodeFiles) },
  };
  const own = { PATH: process.env.PATH, HOME: folder, GOSUMDB: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' };
  return async (list: string, env: Readonly<Record<string, string>> = {}): Promise<HealthyRun> => {
    const seen = await examine(
      {
        goproxy: { value: list, origin: 'argument' },
        ...{ named: [], depth: 'sample', cwd: join(folder, 'work'), goPath: '', trusted: true },
        ...{ timeout: 10_000, latency: 5_000, env: { ...own, ...trusting(lab), ...env } },
      },
      ports,
      new AbortController().signal,
    );
    if ('noList' in seen) throw new Error('there is a list');
    return {
      findings: seen.findings.map(({ code, detail, severity, entry }) => `${code}/${detail} ${severity}@${entry}`),
      isWhole: seen.verdict.ok && seen.entries.every(({ evidence }) => evidence.length > 0),
      ms: seen.ms,
    };
  };
}
