/** The whole examination over doubles of every port: what it reads, what it runs, whom it asks, and what it refuses to do. */
import assert from 'node:assert/strict';
import type { ProcessResult } from '../../../src/base/processes.ts';
import type { Progress } from '../../../src/doctor/check.ts';
import { type Examination, isProblem } from '../../../src/doctor/examination.ts';
import type { ExaminationRequest } from '../../../src/doctor/examinationRequest.ts';
import { examine } from '../../../src/doctor/examine.ts';
import { examineAlone } from '../../../src/doctor/examineAlone.ts';
import { WELL_KNOWN } from '../../../src/goproxy/module/sample.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { fakeFiles, fakeProcesses, fakePrograms, goAnswer } from '../gocmd/fakes.ts';
import { drive, fakeProber, type Script } from './fakeProber.ts';
import { always } from './runList.ts';

const GO_MOD = 'module example.com/shop\n\nrequire (\n\tcorp.example/private v1.0.0\n\texample.com/lib v1.2.3\n)\n';
const A = 'a.example';

interface World {
  readonly request?: Partial<ExaminationRequest>;
  readonly files?: Record<string, string>;
  /** What go prints; null where there is no go. */
  readonly go?: ProcessResult | null;
  readonly script?: Script;
}

function world({
  request = {},
  files = {},
  go = goAnswer({ GOPROXY: 'a.example,b.example', GOSUMDB: 'off' }),
  script = {},
}: World) {
  const clock = new ManualClock();
  const prober = fakeProber(clock, script);
  const processes = fakeProcesses(go ?? { kind: 'not-started', code: 'ENOENT' });
  const read = fakeFiles(files);
  const whole: ExaminationRequest = {
    goproxy: null,
    named: [],
    depth: 'sample',
    cwd: '/work/shop',
    env: { PATH: '/go/bin', HOME: '/home/me' },
    goPath: '',
    trusted: true,
    timeout: 5000,
    latency: 2000,
    ...request,
  };
  const programs = fakePrograms(go === null ? {} : { '/go/bin/go': 'executable', '/go/pkg/tool': 'directory' });
  const ports = { clock, prober, processes, files: read, programs, platform: 'linux' as const };
  return { clock, prober, processes, read, request: whole, ports };
}

async function run(options: World) {
  const made = world(options);
  const progress: Progress[] = [];
  const work = examine(made.request, made.ports, new AbortController().signal, (one) => progress.push(one));
  const { value } = await drive(work, made.clock);
  return { ...made, progress, value };
}

function examined({ value }: { readonly value: Awaited<ReturnType<typeof examine>> }): Examination {
  assert.ok(!('noList' in value));
  return value;
}

describe('examine', () => {
  it('asks go for the list, go.mod for a module, and the entries for both', async () => {
    const result = await run({ files: { '/work/shop/go.mod': GO_MOD } });
    const { environment, verdict, findings, checks, at, ms } = examined(result);
    assert.deepEqual(environment.go, { path: '/go/bin/go', version: 'go1.26.8', platform: 'linux/amd64', fault: null });
    assert.deepEqual(environment.goproxy, { value: 'a.example,b.example', origin: 'default' });
    assert.deepEqual(
      [environment.module, environment.sample],
      ['example.com/shop', { module: 'corp.example/private', version: 'v1.0.0' }],
    );
    assert.deepEqual([verdict.ok, verdict.servedBy, findings.length, checks, ms], [true, 0, 0, 7, 30]);
    assert.equal(at, result.clock.now());
    assert.deepEqual(result.prober.modules(A), ['corp.example/private']);
    assert.deepEqual(
      result.processes.runs.map(({ file, args }) => [file, args[0]]),
      [
        ['/go/bin/go', 'env'],
        ['/go/bin/go', 'list'],
        // Who looks up names for it: their entries have some.
        ['/go/bin/go', 'version'],
      ],
    );
  });

  it('counts as public what the user calls so: who fails there may be passed by without a warning', async () => {
    const goproxy = { value: 'https://mirror.test,https://goproxy.cn', origin: 'argument' } as const;
    const script: Script = { 'mirror.test': always(502) };
    const costOf = async (more: Partial<ExaminationRequest>) => {
      const { findings } = examined(await run({ request: { goproxy, ...more }, script }));
      return findings[0]?.remedies.find(({ id, entry }) => id === 'use-goproxy' && entry === 1)?.cost;
    };
    assert.equal(await costOf({}), 'asks-public-mirror');
    assert.equal(await costOf({ publicMirrors: ['https://mirror.test'] }), null);
  });

  it('tells how far it is, in the order of the checks', async () => {
    const { progress } = await run({ script: { [A]: always({ ms: 300 }) } });
    assert.deepEqual(progress, [
      { check: 'go' },
      { check: 'settings' },
      { check: 'workspace' },
      { check: 'list' },
      { check: 'entries' },
      { check: 'entries', answered: 1, of: 2 },
      { check: 'entries', answered: 2, of: 2 },
      { check: 'network' },
      { check: 'database' },
    ]);
  });

  it('never names a private module, and asks for the well-known one where nothing else is left', async () => {
    const files = { '/work/shop/go.mod': GO_MOD };
    const go = (more: Record<string, string>) => goAnswer({ GOPROXY: 'a.example', GOSUMDB: 'off', ...more });
    const asked = async (variables: Record<string, string>) =>
      (await run({ files, go: go(variables) })).prober.modules(A);
    assert.deepEqual(await asked({ GOPRIVATE: 'corp.example' }), ['example.com/lib']);
    assert.deepEqual(await asked({ GONOPROXY: 'corp.example' }), ['example.com/lib']);
    assert.deepEqual(await asked({ GONOSUMDB: 'corp.example' }), ['example.com/lib']);
    assert.deepEqual(await asked({ GOPRIVATE: 'corp.example,example.com' }), [WELL_KNOWN.module]);
    assert.deepEqual(await asked({ GOPRIVATE: '*' }), [WELL_KNOWN.module]);
  });

  it('names the module of the nearest go.mod, or of the first of go.work', async () => {
    const nested = await run({ request: { cwd: '/work/shop/internal/x' }, files: { '/work/shop/go.mod': GO_MOD } });
    assert.equal(examined(nested).environment.module, 'example.com/shop');
    const files = { '/work/go.work': 'go 1.22\nuse (\n\t./gone\n\t./shop\n)\n', '/work/shop/go.mod': GO_MOD };
    const work = await run({ request: { cwd: '/work/docs' }, files });
    assert.equal(examined(work).environment.module, 'example.com/shop');
    const none = await run({ files: { '/work/shop/go.mod': '' } });
    assert.deepEqual([examined(none).environment.module, examined(none).environment.sample], [null, WELL_KNOWN]);
  });

  it('in an untrusted workspace runs nothing, and names nothing of the workspace', async () => {
    const files = { '/work/shop/go.mod': GO_MOD, '/go/go.env': 'GOPROXY=https://a.example,direct\n' };
    const result = await run({ request: { trusted: false }, files, script: { [A]: always(404), direct: always(404) } });
    const { environment } = examined(result);
    assert.deepEqual(result.processes.runs, []);
    assert.ok(result.prober.asked.every(({ module }) => module === null || module === WELL_KNOWN.module));
    assert.deepEqual(result.prober.modules('direct'), [WELL_KNOWN.module]);
    assert.deepEqual([environment.goproxy.origin, environment.sample], ['goroot', WELL_KNOWN]);
    // What the user names is the user's word.
    const named = { named: [{ module: 'example.com/mine', version: 'v1.0.0' }], trusted: false };
    const own = await run({ request: named, files });
    assert.deepEqual(
      own.prober.modules(A).filter((module) => module !== '-'),
      ['example.com/mine', WELL_KNOWN.module],
    );
  });

  it('works without go from the call or the environment, and says so where there is no list', async () => {
    const env = { PATH: '/go/bin', GOPROXY: 'https://a.example' };
    const fromEnv = examined(await run({ go: null, request: { env } }));
    assert.deepEqual(
      [fromEnv.environment.go, fromEnv.environment.goproxy.origin, fromEnv.verdict.ok],
      [null, 'os-env', true],
    );
    const goproxy = { value: 'https://a.example', origin: 'argument' } as const;
    const given = examined(await run({ go: null, request: { goproxy } }));
    assert.deepEqual([given.environment.goproxy, given.verdict.ok], [goproxy, true]);
    const nothing = await run({ go: null });
    assert.ok('noList' in nothing.value);
    assert.deepEqual(nothing.prober.sweeps, []);
  });

  it('goes on where go gives no answer', async () => {
    const files = { '/go/go.env': 'GOPROXY=https://a.example\n' };
    const go: ProcessResult = { kind: 'exited', code: 2, stdout: '', stderr: 'go: oops\n' };
    const { environment, verdict } = examined(await run({ go, files }));
    assert.equal(environment.go?.fault?.code, 'failed');
    assert.deepEqual([environment.goproxy.value, verdict.ok], ['https://a.example', true]);
  });

  it('takes an invalid list for a verdict, wherever it came from', async () => {
    const files = { '/home/me/.config/go/env': 'GOPROXY=https://a.example,htps://b\n' };
    const stored = examined(await run({ files, go: goAnswer({ GOPROXY: 'https://a.example,htps://b' }) }));
    const { verdict, listFault, findings, list, entries } = stored;
    assert.deepEqual(
      [verdict.failure?.code, verdict.entry, listFault?.detail, list],
      ['goproxy-invalid', 1, 'unsupported-scheme', null],
    );
    assert.deepEqual([entries, isProblem(stored)], [[], true]);
    assert.deepEqual(
      findings[0]?.remedies.map(({ id, command, undo }) => [id, command, undo]),
      [
        ['fix-goproxy-list', 'goproxy-doctor use https://a.example,https://b', 'goproxy-doctor undo'],
        ['unset-override', 'go env -u GOPROXY', 'go env -w GOPROXY=https://a.example,htps://b'],
        ['open-docs', null, null],
      ],
    );
    const empty = examined(await run({ request: { goproxy: { value: ' , ', origin: 'argument' } } }));
    assert.deepEqual([empty.verdict.failure?.detail, empty.verdict.entry], ['no-entries', null]);
  });

  it('says that a stored list is hidden', async () => {
    const env = { PATH: '/go/bin', HOME: '/home/me', GOPROXY: 'https://a.example' };
    const files = { '/home/me/.config/go/env': 'GOPROXY=https://b.example\n' };
    const go = goAnswer({ GOPROXY: 'https://a.example' });
    const { findings } = examined(await run({ request: { env }, files, go }));
    assert.deepEqual(
      findings.map(({ code, severity }) => `${severity} ${code}`),
      ['warning setting-masked'],
    );
    // Of a list that was given with the call, nothing is hidden.
    const goproxy = { value: 'https://a.example', origin: 'argument' } as const;
    assert.deepEqual(examined(await run({ request: { env, goproxy }, files, go })).findings, []);
  });

  it('takes the toolchain’s default for public, whatever its name', async () => {
    const files = { '/go/go.env': 'GOPROXY=https://go-mirror.example,direct\n' };
    const go = goAnswer({ GOPROXY: 'https://go-mirror.example,direct' });
    const { findings } = examined(await run({ files, go, script: { 'go-mirror.example': always('silent') } }));
    const [remedy] = findings[0]?.remedies ?? [];
    assert.deepEqual(
      [remedy?.id, remedy?.command, remedy?.undo],
      ['use-goproxy', 'goproxy-doctor use https://goproxy.cn,https://go-mirror.example,direct', 'goproxy-doctor undo'],
    );
  });

  it('asks for the checksum database that GOSUMDB names, and for none where go asks no entry', async () => {
    const database = async (value: string) => {
      const { prober } = await run({ go: goAnswer({ GOPROXY: 'a.example', GOSUMDB: value }) });
      return prober.asked.filter(({ path }) => path.startsWith('sumdb/')).map(({ path }) => path.split('/')[1]);
    };
    assert.deepEqual(await database('sum.golang.org'), ['sum.golang.org', 'sum.golang.org']);
    assert.deepEqual(await database(''), ['sum.golang.org', 'sum.golang.org']);
    assert.deepEqual(await database('off'), []);
    assert.deepEqual(await database('sum.golang.google.cn'), []);
    assert.deepEqual(await database('nonsense'), []);
  });

  it('hands on the variables of the network and no others', async () => {
    const env = { PATH: '/go/bin', HTTPS_PROXY: 'p', no_proxy: 'n', SSL_CERT_FILE: 'c', SECRET_TOKEN: 's', HOME: '/h' };
    const { prober } = await run({ request: { env } });
    assert.deepEqual(prober.sweeps[0]?.environment, { HTTPS_PROXY: 'p', no_proxy: 'n', SSL_CERT_FILE: 'c' });
  });

  it('rejects with the reason when it is cancelled', async () => {
    const { clock, request, ports, prober } = world({ script: { [A]: always('silent') } });
    const controller = new AbortController();
    const reason = new Error('Escape');
    clock.after(50, () => controller.abort(reason));
    await assert.rejects(drive(examine(request, ports, controller.signal), clock), (error) => error === reason);
    assert.equal(prober.open, 0);
    // Once more with the signal fired already: no go is found then, and that is no finding.
    await assert.rejects(examine(request, ports, controller.signal), (error) => error === reason);
    await assert.rejects(examineAlone(['a.example'], request, ports, controller.signal), (error) => error === reason);
  });
});

describe('examineAlone', () => {
  it('takes each value for the whole list, and names nothing of the workspace', async () => {
    const made = world({ files: { '/work/shop/go.mod': GO_MOD }, script: { [A]: always(500) } });
    const values = ['a.example', 'b.example', 'a.example,b.example', 'x', 'off', ''];
    const work = examineAlone(values, made.request, made.ports, new AbortController().signal);
    const { value } = await drive(work, made.clock);
    assert.deepEqual(
      value.map(({ entry, failure, action }) => [
        entry.index,
        entry.value,
        failure?.code ?? null,
        failure?.detail ?? null,
        action,
      ]),
      [
        [0, 'a.example', 'server-error', '500', 'stops'],
        [1, 'b.example', null, null, 'serves'],
        [2, 'a.example,b.example', 'goproxy-invalid', 'not-one-entry', 'stops'],
        [3, 'x', 'goproxy-invalid', 'missing-scheme', 'stops'],
        [4, 'off', 'goproxy-off', null, 'stops'],
        [5, '', 'goproxy-invalid', 'no-entries', 'stops'],
      ],
    );
    assert.deepEqual([A, 'b.example', 'direct'].map(made.prober.modules), [
      [WELL_KNOWN.module],
      [WELL_KNOWN.module],
      [],
    ]);
  });
});
