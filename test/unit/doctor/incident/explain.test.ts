/** From what go said to what is shown: entry, severity, remedies, place. */
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Examination } from '../../../../src/doctor/examination.ts';
import { explainFailures, type Knowledge } from '../../../../src/doctor/incident/explain.ts';
import type { CommandFinding } from '../../../../src/doctor/incident/incident.ts';
import type { SourceText } from '../../../../src/doctor/incident/place.ts';
import type { TextFailure } from '../../../../src/failures/textFailure.ts';
import type { Remedy } from '../../../../src/remedies/remedy.ts';
import { always } from '../runList.ts';
import { examinationOf } from './examinationOf.ts';
import { failureOf } from './failureOf.ts';

const LIST = 'a.example,b.example';
const REFUSED = failureOf({ code: 'refused', module: 'x.test/m', version: 'v1.0.0', host: 'a.example:443' });
const FOLDER = path.resolve('/shop');
const MODULE = { folder: FOLDER, goMod: 'module m\n\ngo 1.24\n\nrequire x.test/m v1.0.0\n', goSum: null };

interface Known {
  readonly list?: string;
  readonly examination?: Examination | null;
  readonly context?: Partial<Knowledge['context']>;
  readonly command?: string | null;
}

function explain(failure: TextFailure, known: Known = {}, source: SourceText | null = null): CommandFinding {
  const { list = LIST, examination = null, context = {}, command = 'go mod tidy' } = known;
  const knowledge: Knowledge = {
    context: { current: { value: list, store: 'go.goproxy' }, publicMirrors: [], shell: 'posix', ...context },
    examination,
    modules: [MODULE],
    command,
  };
  const [finding] = explainFailures([failure], knowledge, new Map(source === null ? [] : [[failure, source]]));
  assert.ok(finding !== undefined);
  return finding;
}

function remedy(finding: CommandFinding, id: Remedy['id']): Remedy | undefined {
  return finding.remedies.find((one) => one.id === id);
}

describe('explainFailures', () => {
  it('puts the entry first that the examination found well, where go.goproxy is', async () => {
    const examination = await examinationOf(LIST, { 'a.example': always('refused') });
    const finding = explain(REFUSED, { examination, context: { scope: 'workspace' } });
    const { code, severity, entry, module, place, failure } = finding;
    assert.deepEqual([code, severity, entry, module], ['refused', 'error', 0, 'x.test/m']);
    assert.deepEqual(place, { file: path.join(FOLDER, 'go.mod'), line: 5, start: 8, end: 23 });
    assert.equal(failure, REFUSED);
    const [best] = finding.remedies;
    assert.deepEqual([best?.id, best?.store, best?.entry, best?.host], ['use-goproxy', 'go.goproxy', 1, 'b.example']);
    assert.deepEqual(best?.action, { kind: 'set', values: { GOPROXY: 'b.example,a.example' } });
  });

  it('believes no examination of another list, and none at all', async () => {
    const other = await examinationOf('a.example,b.example,direct', { 'a.example': always('refused') });
    for (const examination of [other, null, { ...other, list: null }]) {
      const found = explain(REFUSED, { examination });
      assert.equal(found.entry, 0);
      assert.equal(remedy(found, 'use-goproxy'), undefined);
    }
  });

  it('offers no other entry where none is well', async () => {
    const examination = await examinationOf(LIST, { 'a.example': always('refused'), 'b.example': always(500) });
    assert.equal(remedy(explain(REFUSED, { examination }), 'use-goproxy'), undefined);
  });

  it('offers the next entry where the one that failed serves other modules', async () => {
    const examination = await examinationOf(LIST, {});
    assert.equal(remedy(explain(REFUSED, { examination }), 'use-goproxy')?.entry, 1);
  });

  it('takes the module from the command where go does not repeat it', () => {
    const broken = failureOf({ code: 'bad-content', detail: 'not-a-zip', module: null, version: null });
    const asked = (command: string) => explain(broken, { command }).module;
    assert.equal(asked('go mod download example.com/m@v1.0.0'), 'example.com/m');
    assert.equal(asked('go get example.com/m@v1.0.0 example.com/n@v1.0.0'), null);
    assert.equal(asked('ssh me@host go mod tidy'), null);
  });

  it('runs again only what is a command', () => {
    assert.equal(remedy(explain(REFUSED), 'retry')?.action.kind, 'retry');
    assert.notEqual(remedy(explain(REFUSED, { command: null }), 'retry')?.action.kind, 'retry');
  });

  it('takes the go line of the nearest module', () => {
    const toolchain = failureOf({ code: 'toolchain', detail: 'not-available' });
    const context = { goVersion: 'go1.22.12' };
    const [near, far] = ['1.21', '1.99'].map((go) => ({ ...MODULE, goMod: `module m\ngo ${go}\n` }));
    assert.ok(near !== undefined && far !== undefined);
    const remedies = (modules: Knowledge['modules']) =>
      explainFailures(
        [toolchain],
        {
          context: { current: { value: LIST, store: null }, publicMirrors: [], shell: 'posix', ...context },
          examination: null,
          modules,
          command: 'go mod tidy',
        },
        new Map(),
      )[0]?.remedies;
    assert.deepEqual(remedies([near, far]), remedies([near]));
    assert.notDeepEqual(remedies([near, far]), remedies([far, near]));
  });

  it('explains a list that go does not accept', () => {
    const finding = explain(failureOf({ code: 'goproxy-invalid', detail: 'missing-scheme' }), {
      list: 'https://a.example,x',
    });
    assert.equal(finding.entry, null);
    assert.deepEqual(finding.place, { file: path.join(FOLDER, 'go.mod'), line: 1, start: 7, end: 8 });
    assert.ok(finding.remedies.length > 0);
  });

  it('keeps the order, and gives each failure its own source', () => {
    const source = { file: 'main.go', line: 1, column: 8 };
    const wanting = ['y.test/a', 'y.test/b'].map((wanted) => failureOf({ package: wanted, source }));
    const sources = new Map(
      wanting.map((failure) => [failure, { file: `/${failure.package}.go`, text: `import "${failure.package}"` }]),
    );
    const knowledge: Knowledge = {
      context: { current: { value: LIST, store: null }, publicMirrors: [], shell: 'posix' },
      examination: null,
      modules: [MODULE],
      command: null,
    };
    const found = explainFailures([...wanting, REFUSED], knowledge, sources);
    assert.deepEqual(
      found.map(({ place }) => place?.file),
      ['/y.test/a.go', '/y.test/b.go', path.join(FOLDER, 'go.mod')],
    );
    assert.deepEqual(explainFailures([], knowledge, new Map()), []);
  });
});
