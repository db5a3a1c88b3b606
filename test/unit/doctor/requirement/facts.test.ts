/** What files and settings say of a requirement: what go fetches for it, and what it holds it against. */
import assert from 'node:assert/strict';
import type { ModuleFile } from '../../../../src/doctor/graph/graphExamination.ts';
import { type RequirementSurroundings, requirementFacts } from '../../../../src/doctor/requirement/requirementFacts.ts';
import type { RequirementFacts } from '../../../../src/doctor/requirement/requirementReport.ts';
import { parseGoMod } from '../../../../src/goproxy/module/goMod.ts';
import { readSums } from '../../../../src/integrity/gosum/expectedSums.ts';

const H1 = `h1:${'A'.repeat(43)}=`;
/** One requirement, on line 3. */
const goModOf = (requirement: string, more = '') => `module shop.test\n\nrequire ${requirement}\n${more}`;

interface Place {
  readonly goMod?: string;
  readonly goSum?: string;
  readonly settings?: Readonly<Record<string, string>>;
  readonly files?: Partial<RequirementSurroundings['files']>;
}

const mainOf = (text: string): ModuleFile => ({ file: '/m/go.mod', folder: '/m', goMod: parseGoMod(text) });

function factsOf(place: Place, line = 3): RequirementFacts | null {
  const { goMod = goModOf('a.test v1.0.0'), goSum = '', settings = {}, files = {} } = place;
  return requirementFacts(line, {
    goMod: parseGoMod(goMod),
    files: { mains: [mainOf(goMod)], workspace: null, vendor: null, ...files },
    sums: readSums([{ name: 'go.sum', text: goSum }]).versions,
    view: { value: (name) => settings[name] ?? '' },
  });
}

describe('a requirement: what files and settings say', () => {
  it('lies alone on its line, in a block, or nowhere', () => {
    const block = 'module shop.test\nrequire (\n\ta.test v1.0.0 // indirect\n\n\tb.test v1.2.0\n)\n';
    const at = (line: number) => factsOf({ goMod: block }, line)?.requirement.module ?? null;
    assert.deepEqual([1, 2, 3, 4, 5, 6].map(at), [null, null, 'a.test', null, 'b.test', null]);
    assert.equal(factsOf({})?.fetched?.module, 'a.test');
  });

  it('is nothing while it is typed', () => {
    for (const typed of ['a.test v1.0', 'a.test', 'a.test latest', 'a.test v2.0.0', 'A v1.0.0', '"a.test v1.0.0'])
      assert.equal(factsOf({ goMod: goModOf(typed) }), null, typed);
  });

  it('is fetched, or a folder is taken for it', () => {
    const taken = (more: string, files = {}) => factsOf({ goMod: goModOf('a.test v1.0.0', more), files });
    assert.equal(taken('')?.taken, null);
    const byFolder = taken('replace a.test => ../a\n');
    assert.deepEqual([byFolder?.taken, byFolder?.fetched], ['replacement', null]);
    const byFork = taken('replace a.test v1.0.0 => fork.test v1.9.0\n');
    assert.deepEqual([byFork?.taken, byFork?.fetched], [null, { module: 'fork.test', version: 'v1.9.0' }]);
    assert.equal(taken('replace a.test v1.1.0 => ../a\n')?.replacement, null);
    assert.equal(taken('', { vendor: 'folder' })?.taken, 'vendor');
    assert.equal(taken('', { vendor: 'flag-without-folder' })?.taken, null);
    const own = { mains: [mainOf('module shop.test\n'), mainOf('module a.test\n')] };
    assert.equal(taken('replace a.test => ../a\n', own)?.taken, 'workspace');
  });

  it('goes by a replace line of go.work before one of go.mod', () => {
    const workspace = { ...mainOf('replace a.test => work.test v1.5.0\n'), isAbove: false };
    const goMod = goModOf('a.test v1.0.0', 'replace a.test => fork.test v1.9.0\n');
    assert.equal(factsOf({ goMod, files: { workspace } })?.fetched?.module, 'work.test');
  });

  it('is private by what is fetched', () => {
    const isPrivate = (settings: Record<string, string>, more = '') =>
      factsOf({ goMod: goModOf('a.test v1.0.0', more), settings })?.isPrivate;
    assert.equal(isPrivate({}), false);
    assert.equal(isPrivate({ GOPRIVATE: '*.test' }), true);
    assert.equal(isPrivate({ GOPRIVATE: '*.test', GONOPROXY: 'none' }), false);
    assert.equal(isPrivate({ GOPRIVATE: 'a.test' }, 'replace a.test => fork.test v1.9.0\n'), false);
    assert.equal(isPrivate({ GOPRIVATE: 'a.test' }, 'replace a.test => ../a\n'), false);
  });

  it('has hashes in go.sum, under the name of what is fetched', () => {
    const sums = (goSum: string, more = '') => {
      const { zip, mod } = factsOf({ goMod: goModOf('a.test v1.0.0', more), goSum })?.sums ?? {};
      return [zip, mod];
    };
    assert.deepEqual(sums(''), [false, false]);
    assert.deepEqual(sums(`a.test v1.0.0/go.mod ${H1}\n`), [false, true]);
    assert.deepEqual(sums(`a.test v1.0.0 ${H1}\n`), [true, false]);
    assert.deepEqual(sums(`a.test v1.0.0 ${H1}\na.test v1.0.0/go.mod ${H1}\n`), [true, true]);
    assert.deepEqual(sums(`a.test v1.0.1 ${H1}\na.test/v2 v1.0.0 ${H1}\na.test v1.0.0 h2:x\n`), [false, false]);
    assert.deepEqual(sums(`fork.test v1.9.0 ${H1}\n`, 'replace a.test => fork.test v1.9.0\n'), [true, false]);
  });

  it('is looked up in the database that GOSUMDB names, or in none', () => {
    const database = (settings: Record<string, string>) => factsOf({ settings })?.sums.database;
    assert.deepEqual(database({}), { kind: 'asked', name: 'sum.golang.org' });
    assert.deepEqual(database({ GOSUMDB: 'sum.golang.google.cn' }), { kind: 'asked', name: 'sum.golang.org' });
    assert.deepEqual(database({ GOSUMDB: 'off' }), { kind: 'off' });
    assert.deepEqual(database({ GOSUMDB: 'nonsense' }), { kind: 'unusable' });
    assert.deepEqual(database({ GOPRIVATE: 'a.test' }), { kind: 'covered' });
    assert.deepEqual(database({ GOPRIVATE: 'a.test', GONOSUMDB: 'none' }), { kind: 'asked', name: 'sum.golang.org' });
  });
});
