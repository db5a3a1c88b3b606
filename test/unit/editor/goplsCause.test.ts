/** What is behind gopls' words, by what gopls was recorded to say (test/editor/gopls/recorded) and what an examination shows. */
import assert from 'node:assert/strict';
import type { Examination } from '../../../src/doctor/examination.ts';
import { readGoplsWords } from '../../../src/editor/gopls/goplsWords.ts';
import { ModuleFiles } from '../../../src/editor/gopls/moduleFiles.ts';
import { hasSum, providerOf } from '../../../src/editor/gopls/provider.ts';
import { ToldTroubles } from '../../../src/editor/gopls/toldTroubles.ts';
import { type MissingPackage, trueCause } from '../../../src/editor/gopls/trueCause.ts';
import type { ProbeFailure } from '../../../src/failures/classifyEvidence.ts';
import { recordedCase } from '../../editor/gopls/recordedCase.ts';
import { examination } from '../../support/examinations.ts';
import { failureOf } from '../doctor/incident/failureOf.ts';

const HEALTHY = examination('healthy');
const FAILING = examination('failing');
const D: MissingPackage = { provider: { module: 'example.test/d', version: 'v1.0.0' }, hasSum: true };
const NONE: MissingPackage = { provider: null, hasSum: false };

function failing(failure: ProbeFailure): Examination {
  return { ...FAILING, verdict: { ...FAILING.verdict, failure } };
}

const PORTAL = failing({ code: 'captive-portal', detail: null, phase: 'body' });

/** What is said of each of a case's diagnostics, null for nothing. */
async function causes(name: string, seen: Examination | null, missing: MissingPackage) {
  const { diagnostics } = await recordedCase(name);
  return diagnostics.map(({ file, message }) => {
    const words = readGoplsWords(message);
    const failure = words === null ? null : trueCause(words, seen, missing);
    return failure === null ? null : `${file} ${failure.code} ${failure.module} ${failure.host}`;
  });
}

describe('the cause behind what gopls says', () => {
  for (const name of ['status-500', 'refused', 'status-404']) {
    it(`is the list's, where it misses a package that go.mod requires: ${name}`, async () => {
      const said = 'main.go server-error example.test/d proxy.test';
      assert.deepEqual(await causes(name, FAILING, D), [said, said]);
      assert.deepEqual(await causes(name, HEALTHY, D), [null, null]);
      assert.deepEqual(await causes(name, null, D), [null, null]);
      assert.deepEqual(await causes(name, FAILING, NONE), [null, null]);
    });
  }

  it('is the portal, not a checksum, where the examination shows one', async () => {
    const [goMod, ...imports] = (await causes('portal', PORTAL, D)).sort();
    assert.match(goMod ?? '', /^go\.mod captive-portal example\.test\/[de] proxy\.test$/);
    assert.deepEqual(imports, Array(2).fill('main.go captive-portal example.test/d proxy.test'));
  });

  it('is the checksum where no examination shows more', async () => {
    for (const seen of [null, HEALTHY, FAILING]) {
      const [goMod] = (await causes('checksum', seen, NONE)).filter((one) => one !== null);
      assert.match(goMod ?? '', /^go\.mod checksum-mismatch example\.test\/[de] null$/);
    }
  });

  it('is go.sum where that lacks the module, whatever the list', async () => {
    const said = 'main.go missing-gosum example.test/d null';
    for (const seen of [null, HEALTHY, FAILING]) {
      assert.deepEqual(await causes('go-sum-missing', seen, { ...D, hasSum: false }), [said, said]);
    }
  });

  it('is not ours where the mistake is the programmer’s', async () => {
    assert.deepEqual(await causes('mistakes', FAILING, NONE), [null, null, null]);
    assert.deepEqual(await causes('healthy', FAILING, D), []);
  });

  it('is not concluded for one module from the absence of another', async () => {
    const absent = failing({ code: 'not-found', detail: null, phase: null });
    assert.deepEqual(await causes('status-404', absent, D), [null, null]);
    const sample: MissingPackage = { provider: { module: 'example.test/a', version: 'v1.0.0' }, hasSum: true };
    assert.match((await causes('status-404', absent, sample))[0] ?? '', /not-found example\.test\/a/);
  });

  it('is over once the list is well, however long gopls repeats it', () => {
    const message =
      'err: exit status 1: stderr: go: example.test/a@v1.0.0: Get "http://127.0.0.1:9/example.test/a/@v/v1.0.0.mod": dial tcp 127.0.0.1:9: connect: connection refused';
    const words = readGoplsWords(message);
    assert.ok(words !== null);
    assert.equal(trueCause(words, FAILING, NONE)?.code, 'refused');
    assert.equal(trueCause(words, HEALTHY, NONE), null);
  });
});

describe('the module of a package', () => {
  const GO_MOD = [
    'module example.com/shop',
    'require (',
    '\texample.test/a v1.0.0',
    '\texample.test/a/sub v1.2.0',
    '\texample.test/here v1.0.0',
    '\texample.test/fork v1.0.0',
    ')',
    'replace example.test/here => ../here',
    'replace example.test/fork v1.0.0 => example.test/other v1.5.0',
    'replace example.test/a v0.9.0 => ../a',
  ].join('\n');

  it('is the one with the longest path, or what replaces it', () => {
    const of = (wanted: string) => {
      const found = providerOf(wanted, GO_MOD);
      return found === null ? null : `${found.module}@${found.version}`;
    };
    assert.equal(of('example.test/a'), 'example.test/a@v1.0.0');
    assert.equal(of('example.test/a/sub/pkg'), 'example.test/a/sub@v1.2.0');
    assert.equal(of('example.test/about'), null);
    assert.equal(of('example.test/here/pkg'), null);
    assert.equal(of('example.test/fork/pkg'), 'example.test/other@v1.5.0');
  });

  it('is downloaded only with its checksum', () => {
    const d = { module: 'example.test/d', version: 'v1.0.0' };
    assert.ok(hasSum(d, 'example.test/d v1.0.0 h1:x=\n'));
    assert.ok(hasSum(d, 'example.test/c v1.0.0 h1:x=\r\nexample.test/d v1.0.0 h1:x=\r\n'));
    assert.ok(!hasSum(d, 'example.test/d v1.0.0/go.mod h1:x=\n'));
    assert.ok(!hasSum(d, 'other.example.test/d v1.0.0 h1:x=\n'));
  });
});

describe('the files of a round', () => {
  const files = (texts: Readonly<Record<string, string>>) => {
    const reads: string[] = [];
    const read = async (file: string) => {
      reads.push(file);
      return texts[file] ?? null;
    };
    return { reads, modules: new ModuleFiles(read) };
  };

  it('are read once each', async () => {
    const { reads, modules } = files({ '/ws/go.mod': 'module a\nrequire b v1.0.0\n' });
    const found = await Promise.all(['/ws/x/y', '/ws/x', '/ws', '/ws/x/y'].map((folder) => modules.nearest(folder)));
    for (const module of found) {
      assert.ok(module !== null);
      assert.equal((await modules.missing(module, 'b')).hasSum, false);
    }
    assert.ok(reads.includes('/ws/go.sum'));
    assert.equal(new Set(reads).size, reads.length, reads.join(' '));
  });

  it('are those of the nearest module, or of a workspace’s first', async () => {
    const { modules } = files({ '/ws/go.work': 'go 1.21\nuse (\n\t./b\n\t./c\n)\n', '/ws/b/go.mod': 'module b' });
    assert.equal((await modules.nearest('/ws/b/pkg'))?.folder, '/ws/b');
    assert.equal(await modules.nearest('/ws'), null);
    assert.equal((await modules.ofWorkspace('/ws'))?.folder, '/ws/b');
    assert.equal(await modules.ofWorkspace('/elsewhere'), null);
  });

  it('have the checksums of all modules of a workspace', async () => {
    const { modules } = files({
      '/ws/go.work': 'use ./b\nuse ./c\n',
      '/ws/go.work.sum': 'w v1.0.0 h1:w=\n',
      '/ws/b/go.sum': 'b v1.0.0 h1:b=\n',
      '/ws/c/go.sum': 'c v1.0.0 h1:c=\n',
    });
    const goMod = 'require b v1.0.0\nrequire c v1.0.0\nrequire w v1.0.0\nrequire x v1.0.0\n';
    const known = (wanted: string) => modules.missing({ folder: '/ws/b', goMod }, wanted);
    for (const module of ['b', 'c', 'w']) assert.equal((await known(module)).hasSum, true, module);
    assert.equal((await known('x')).hasSum, false);
    assert.equal((await known('y')).provider, null);
  });

  it('may be too long to be read whole: then no checksum is missed', async () => {
    const { modules } = files({ '/ws/go.sum': 'b v1.0.0 h1:b=\n'.padEnd(1 << 20, '#') });
    assert.equal((await modules.missing({ folder: '/ws', goMod: 'require c v1.0.0' }, 'c')).hasSum, true);
  });
});

describe('what is told of gopls', () => {
  const found = (...lines: readonly number[]) =>
    new Map(
      lines.length === 0
        ? []
        : [['/ws', new Map(lines.map((line) => [failureOf(), { file: '/ws/main.go', line, start: 1, end: 2 }]))]],
    );

  it('is told once, anew when it changes, and when it goes', () => {
    const told = new ToldTroubles();
    const news = (...lines: readonly number[]) => {
      const { found: all, gone } = told.news(found(...lines));
      return [
        ...all.map(({ folder, failures }) => `${folder} ${failures.length}`),
        ...gone.map((one) => `${one} gone`),
      ];
    };
    assert.deepEqual(news(), []);
    assert.deepEqual(news(6, 7), ['/ws 2']);
    assert.deepEqual(news(6, 7), []);
    assert.deepEqual(news(6, 8), ['/ws 2']);
    assert.deepEqual(news(6), ['/ws 1']);
    assert.deepEqual(news(), ['/ws gone']);
    assert.deepEqual(news(), []);
    assert.deepEqual(news(6), ['/ws 1']);
  });
});
