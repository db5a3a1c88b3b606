/** The whole examination again and again where all is well: it must find nothing, ever. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { examine } from '../../src/doctor/examine.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import { writeConsumer } from '../lab/content/consumer.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { trusting } from './labList.ts';

const TIMES = 50;

interface Healthy {
  readonly list: (lab: Lab) => string;
  readonly env?: (lab: Lab) => Readonly<Record<string, string>>;
}

const FIXTURES: Readonly<Record<string, Healthy>> = {
  http: { list: ({ urls }) => urls.healthy },
  https: { list: ({ urls }) => urls['healthy-tls'] },
  'HTTP/2': { list: ({ urls }) => urls['healthy-h2'] },
  'the checksum database through the entry': {
    list: ({ urls }) => urls['sumdb-good'],
    env: ({ sumdbKey }) => ({ GOSUMDB: sumdbKey }),
  },
  GOPRIVATE: {
    list: ({ urls }) => `${urls.healthy},${urls['healthy-h2']}`,
    env: () => ({ GOPRIVATE: 'git.corp.test,*.acme.internal/team' }),
  },
};

describe('where all is well', function () {
  this.timeout(120_000);
  let lab: Lab;
  let folder: string;
  before(async () => {
    lab = await startLab();
    folder = await mkdtemp(join(tmpdir(), 'goproxy-healthy-'));
    const requires = ['golang.org/x/text@v0.14.0', 'example.test/a@v1.0.0'];
    await writeConsumer(join(folder, 'work'), { requires, goSum: lab.modules.goSum() });
    await mkdir(join(folder, '.config/go/telemetry'), { recursive: true });
    await writeFile(join(folder, '.config/go/telemetry/mode'), 'off');
  });
  after(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`finds nothing in ${TIMES} examinations: ${Object.keys(FIXTURES).join(', ')}`, async () => {
    const ports = {
      ...{ clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms },
      ...{ platform: process.platform, prober: new LocalProber(systemClock, nodeFiles) },
    };
    const fixtures = Object.entries(FIXTURES);
    for (let time = 0; time < TIMES; time++) {
      const [name, { list, env = () => ({}) }] = fixtures[time % fixtures.length] ?? assert.fail();
      const own = { PATH: process.env.PATH, HOME: folder, GOSUMDB: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' };
      const seen = await examine(
        {
          goproxy: { value: list(lab), origin: 'argument' },
          ...{ named: [], depth: 'sample', cwd: join(folder, 'work'), goPath: '', trusted: true },
          ...{ timeout: 10_000, latency: 5_000, env: { ...own, ...trusting(lab), ...env(lab) } },
        },
        ports,
        new AbortController().signal,
      );
      assert.ok(!('noList' in seen));
      assert.deepEqual(seen.findings, [], `${name}, time ${time}`);
      assert.ok(seen.verdict.ok && seen.entries.every(({ evidence }) => evidence.length > 0));
    }
  });
});
