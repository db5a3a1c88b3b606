/** The synthetic modules are what they claim: to the hash vectors, to go build, to go.sum. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeConsumer } from './content/consumer.ts';
import { moduleHash } from './content/moduleHash.ts';
import type { FaultName } from './faults.ts';
import { runGo } from './goRunner.ts';
import { type Lab, startLab } from './lab.ts';

describe('synthetic modules', function () {
  this.timeout(60_000);
  let lab: Lab;
  let folder: string;
  before(async () => {
    lab = await startLab();
    folder = await mkdtemp(join(tmpdir(), 'goproxy-lab-consumer-'));
  });
  after(async () => {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const go = (fault: FaultName, args: readonly string[], env: Record<string, string> = {}) =>
    runGo(args, { goproxy: lab.urls[fault], cwd: folder, timeoutMs: 50_000, env });

  it('the hash is that of the known vectors', () => {
    const goMod = Buffer.from('module example.com/m\n\ngo 1.19\n');
    const code = Buffer.from('package m\n\nconst X = 1\n');
    const prefix = 'example.com/m@v1.0.0/';
    const zip = new Map([[`${prefix}m.go`, code]]).set(`${prefix}go.mod`, goMod);
    assert.equal(moduleHash(new Map([['go.mod', goMod]])), 'h1:c7eb1HtAGcXC5xl8fDvw0SlSffdsUomPvNZGVXleRQ4=');
    assert.equal(moduleHash(zip), 'h1:N6ERsI38WILt588+Wjonbvswj67+aEhQ0VvbOHV8KDM=');
  });

  it('the graph loads, and go.sum with our hashes is accepted', async () => {
    const requires = ['example.test/a@v1.1.0', 'example.test/Upper/MixedCase@v1.0.0', 'example.test/v2mod/v2@v2.0.0'];
    await writeConsumer(folder, { requires, goSum: lab.modules.goSum() });
    // Not go build: compiling takes longer than everything else here, and shows no more of the lab.
    const deps = await go('healthy', ['list', '-deps', '-f', '{{if not .Standard}}{{.ImportPath}}{{end}}', './...'], {
      GOFLAGS: '-modcacherw -mod=mod',
    });
    assert.equal(deps.code, 0, deps.stderr);
    const packages = deps.stdout.trim().split('\n');
    const expected = ['a', 'b', 'c', 'd', 'e', 'big', 'Upper/MixedCase', 'v2mod/v2'].map(
      (name) => `example.test/${name}`,
    );
    assert.deepEqual(new Set(packages), new Set([...expected, 'consumer.test/app']));
  });

  it('every module downloads with the hashes we say', async () => {
    const names = lab.modules.all.map((module) => `${module.path}@${module.version}`);
    const empty = join(folder, 'nothing-here');
    await writeConsumer(empty, { requires: [] });
    const { stdout, stderr } = await runGo(['mod', 'download', '-json', ...names], {
      goproxy: lab.urls.healthy,
      cwd: empty,
    });
    const sums = new Map(
      [
        ...stdout.matchAll(/"Path": "(.+?)",[^{}]*?"Version": "(.+?)",[^{}]*?"Sum": "(.+?)",\s*"GoModSum": "(.+?)"/g),
      ].map(([, path, version, sum, modSum]) => [`${path}@${version}`, [sum, modSum]] as const),
    );
    for (const module of lab.modules.all) {
      assert.deepEqual(sums.get(`${module.path}@${module.version}`), [module.zipHash, module.modHash], stderr);
    }
  });

  it('versions: tags are listed, a pseudo-version is the latest of a path without tags', async () => {
    const listed = await go('healthy', ['list', '-m', '-versions', 'example.test/a'], { GOFLAGS: '-mod=mod' });
    assert.equal(listed.stdout, 'example.test/a v1.0.0 v1.1.0 v1.2.0-rc.1\n', listed.stderr);
    const latest = await go('healthy', ['list', '-m', 'example.test/pseudo@latest'], { GOFLAGS: '-mod=mod' });
    assert.equal(latest.stdout, 'example.test/pseudo v0.0.0-20240102030405-0123456789ab\n', latest.stderr);
  });

  it('an altered zip is a checksum mismatch, a bad .mod does not parse', async () => {
    const requires = ['example.test/e@v1.0.0'];
    await writeConsumer(folder, { requires, goSum: lab.modules.goSum(requires) });
    const altered = await go('altered-zip', ['mod', 'download']);
    assert.match(altered.stderr, /verifying example\.test\/e@v1\.0\.0: checksum mismatch[\s\S]*SECURITY ERROR/);
    await writeConsumer(folder, { requires, goSum: '' });
    const badMod = await go('bad-mod', ['list', '-m', 'all'], { GOFLAGS: '-mod=mod' });
    assert.match(badMod.stderr, /parsing go\.mod/);
  });
});
