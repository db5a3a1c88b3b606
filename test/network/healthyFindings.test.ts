/** The whole examination again and again where all is well: it must find nothing, ever, and wait for nothing but answers. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../lab/lab.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { healthyExaminer, writeHealthyHome } from './healthy/healthyList.ts';
import type { NamedInput, NamedRun } from './healthy/namedDriver.ts';

const TIMES = 50;
/** What is asked of each entry, and of each of two name servers. */
const HOSTS = ['a.lab.test', 'both.lab.test', 'c.lab.test'];
const FILES = ['list', 'v0.14.0.info', 'v0.14.0.mod'];
const SERVERS = ['127.0.0.53', '127.0.0.54'];

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
    await writeHealthyHome(folder, lab);
  });
  after(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`finds nothing in ${TIMES} examinations: ${Object.keys(FIXTURES).join(', ')}`, async () => {
    const examine = healthyExaminer(folder, lab);
    const fixtures = Object.entries(FIXTURES);
    for (let time = 0; time < TIMES; time++) {
      const [name, { list, env = () => ({}) }] = fixtures[time % fixtures.length] ?? assert.fail();
      const { findings, isWhole } = await examine(list(lab), env(lab));
      assert.deepEqual([findings, isWhole], [[], true], `${name}, time ${time}`);
    }
  });

  it(`finds nothing in ${TIMES} examinations of names, each layer looked at, and no time has to pass for it`, async function () {
    if (!canMakeNamespaces()) this.skip();
    // What waited for a time to pass would never end here; how long it takes is the benchmark's (networkLayers).
    const input: NamedInput = { times: TIMES, timersStandStill: true };
    const driver = new URL('./healthy/namedDriver.ts', import.meta.url);
    const runs = (await labInNamespace(driver, input, { timeoutMs: 110_000 })) as NamedRun[];
    assert.equal(runs.length, TIMES);
    const requests = HOSTS.flatMap((host) => FILES.map((file) => `${host} GET /golang.org/x/text/@v/${file}`));
    const questions = ['A', 'AAAA'].flatMap((type) =>
      HOSTS.flatMap((host) => SERVERS.map((server) => `${type} ${host} ${server}`)),
    );
    for (const run of runs) {
      assert.deepEqual([run.findings, run.isWhole], [[], true]);
      assert.deepEqual(run.requests, requests);
      assert.deepEqual(run.questions, questions);
    }
  });
});
