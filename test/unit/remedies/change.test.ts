/** Changes and undo with the real go and real files: what is changed, and that every byte comes back. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Result } from '../../../src/base/result.ts';
import type { ChangeFault, ChangeRequest } from '../../../src/remedies/change/change.ts';
import { type ChangeHome, LABEL, makeChangeHome, NEVER } from './changeHome.ts';

function done<T>(result: Result<T, ChangeFault>): T {
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function codeOf(result: Result<unknown, ChangeFault>): string {
  assert.ok(!result.ok, JSON.stringify(result));
  return result.error.code;
}

describe('changes', function () {
  this.timeout(20_000);
  let home: ChangeHome;
  beforeEach(() => {
    home = makeChangeHome();
  });
  afterEach(() => home.remove());

  const apply = (request: ChangeRequest) => home.changes().apply(request, LABEL, home.context, NEVER);
  const undo = () => home.changes().undo(NEVER);
  const setList = (list: string | null) => apply({ kind: 'go-env', values: { GOPROXY: list } });
  const setSetting = (value: ChangeRequest & { kind: 'settings' }) => apply(value);
  const settings = (values: Extract<ChangeRequest, { kind: 'settings' }>['values']) =>
    setSetting({ kind: 'settings', folder: home.workspace, values });

  describe('of the env file', () => {
    const FILES: Readonly<Record<string, string | Buffer>> = {
      'comments and noise': '# mine\n\n  GOPROXY=indented\nGOPROXY=https://old.test\n# end\nGOFLAGS=-x\n',
      CRLF: 'GOPROXY=https://old.test\r\nGOFLAGS=-x\r\n',
      doubles: 'GOPROXY=https://one.test\nGONOPROXY=a\nGOPROXY=https://two.test\nGOPROXY=https://three.test\n',
      'no newline at the end': 'GOSUMDB=off\nGOPROXY=https://old.test',
      'no GOPROXY': 'GOSUMDB=off\n',
      'nothing in it': '',
      'a BOM': '\ufeffGOPROXY=https://old.test\n',
      'bytes that are no UTF-8': Buffer.from([0x23, 0xff, 0xfe, 0x0a, 0x47, 0x0a]),
    };
    for (const [name, content] of Object.entries(FILES)) {
      it(`comes back byte for byte: ${name}`, async () => {
        home.put(home.goEnv, content);
        const before = home.picture();
        const change = done(await setList('https://new.test|direct'));
        assert.deepEqual(change.files, [home.goEnv]);
        assert.equal(home.go(['env', 'GOPROXY']).trim(), 'https://new.test|direct');
        const undone = done(await undo());
        assert.deepEqual([undone.change.id, undone.merged, undone.interrupted], [change.id, false, false]);
        assert.deepEqual(home.picture(), before);
      });
    }

    it('goes again, with its folder, where there was none', async () => {
      const before = home.picture();
      done(await setList('https://new.test'));
      assert.equal(readFileSync(home.goEnv, 'utf8'), 'GOPROXY=https://new.test\n');
      done(await undo());
      assert.deepEqual(home.picture(), before);
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });

    it('takes values away, and several at once', async () => {
      home.put(home.goEnv, 'GONOPROXY=a\nGOPROXY=https://old.test\n');
      const before = home.picture();
      const change = done(
        await apply({ kind: 'go-env', values: { GOPROXY: null, GOPRIVATE: 'corp.test', GOVCS: null } }),
      );
      assert.equal(readFileSync(home.goEnv, 'utf8'), 'GONOPROXY=a\nGOPRIVATE=corp.test\n');
      assert.deepEqual(
        change.values.map(({ path: at, before: was, after }) => [...at, was, after]),
        [
          ['GOPROXY', 'https://old.test', null],
          ['GOPRIVATE', null, 'corp.test'],
        ],
      );
      done(await undo());
      assert.deepEqual(home.picture(), before);
    });

    it('keeps its mode, and writes to what a link leads to', async () => {
      const real = path.join(home.folder, 'real', 'go', 'env');
      home.put(real, 'GOPROXY=https://old.test\n');
      chmodSync(real, 0o640);
      mkdirSync(path.dirname(home.goEnv), { recursive: true });
      symlinkSync(real, home.goEnv);
      const before = home.picture();
      done(await setList('https://new.test'));
      assert.equal(readFileSync(real, 'utf8'), 'GOPROXY=https://new.test\n');
      done(await undo());
      assert.deepEqual(home.picture(), before);
      assert.equal(statSync(real).mode & 0o777, 0o640);
    });

    it('is no change where it holds the value already', async () => {
      home.put(home.goEnv, '# x\nGOPROXY=https://old.test\n');
      assert.equal(done(await setList('https://old.test')).id, '');
      assert.equal(done(await apply({ kind: 'go-env', values: { GONOPROXY: null } })).id, '');
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });

    it('is left alone where it is read-only, a folder, or go refuses', async () => {
      home.put(home.goEnv, 'GOPROXY=https://old.test\n');
      chmodSync(home.goEnv, 0o444);
      assert.equal(codeOf(await setList('https://new.test')), 'read-only');
      chmodSync(home.goEnv, 0o644);
      const before = home.picture();
      assert.equal(codeOf(await setList('two\nlines')), 'go-failed');
      assert.equal(codeOf(await apply({ kind: 'go-env', values: { GO_NO_SUCH: 'x' } })), 'go-failed');
      assert.equal(codeOf(await apply({ kind: 'go-env', values: { '-x': 'x' } })), 'not-allowed');
      const off = { ...home.context, goenvFile: null };
      assert.equal(
        codeOf(await home.changes().apply({ kind: 'go-env', values: { GOPROXY: 'off' } }, LABEL, off, NEVER)),
        'no-env-file',
      );
      assert.deepEqual(home.picture(), before);
      rmSync(home.goEnv);
      mkdirSync(home.goEnv);
      assert.equal(codeOf(await setList('https://new.test')), 'unwritable');
      assert.deepEqual(await home.changes().list(), []);
    });

    it('keeps what others have changed in it since', async () => {
      home.put(home.goEnv, '# x\nGOPROXY=https://old.test\n');
      done(await setList('https://new.test'));
      home.go(['env', '-w', 'GOPRIVATE=corp.test']);
      assert.equal(done(await undo()).merged, true);
      assert.equal(readFileSync(home.goEnv, 'utf8'), '# x\nGOPRIVATE=corp.test\nGOPROXY=https://old.test\n');
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });

    it('is not overwritten where someone else has changed the same value', async () => {
      home.put(home.goEnv, 'GOPROXY=https://old.test\n');
      done(await setList('https://new.test'));
      home.go(['env', '-w', 'GOPROXY=https://third.test']);
      const before = home.picture();
      const result = await undo();
      assert.deepEqual(result.ok ? null : result.error, {
        code: 'changed-meanwhile',
        file: home.goEnv,
        path: ['GOPROXY'],
        before: 'https://old.test',
        after: 'https://new.test',
        current: 'https://third.test',
      });
      assert.deepEqual(home.picture(), before);
    });

    it('comes back where go was cut off in the midst of writing', async () => {
      home.put(home.goEnv, '# x\nGOPROXY=https://old.test\n');
      const before = home.picture();
      done(await setList('https://new.test'));
      const [name = ''] = readdirSync(home.state);
      const entry = path.join(home.state, name);
      writeFileSync(entry, readFileSync(entry, 'utf8').replace('"state":"done"', '"state":"begun"'));
      writeFileSync(home.goEnv, '# x\nGOPR');
      done(await undo());
      assert.deepEqual(home.picture(), before);
    });
  });

  describe('of settings.json', () => {
    const FILES: Readonly<Record<string, string>> = {
      'tabs, comments and a trailing comma':
        '// mine\n{\n\t"a": 1, // one\n\t/* two */ "go.toolsEnvVars": {\n\t\t"GOFLAGS": "-x", // x\n\t},\n}\n',
      CRLF: '{\r\n  "a": 1\r\n}\r\n',
      'a BOM': '\ufeff{\n    "go.goproxy": "https://old.test"\n}',
      'one line': '{"a":{"b":[1,2]},"go.goproxy":"https://old.test"}',
      'nothing in it': '',
      'a comment alone': '// none\n',
      doubles: '{\n  "go.goproxy": "https://one.test",\n  "x": 1,\n  "go.goproxy": "https://two.test"\n}\n',
    };
    for (const [name, content] of Object.entries(FILES)) {
      it(`comes back byte for byte: ${name}`, async () => {
        home.put(home.settings, content);
        const before = home.picture();
        done(await settings({ 'go.goproxy': 'https://new.test', 'go.toolsEnvVars': { GOPROXY: 'https://new.test' } }));
        const text = readFileSync(home.settings, 'utf8');
        assert.equal(/\r\n/.test(text), name === 'CRLF', text);
        assert.equal(text.startsWith('\ufeff'), content.startsWith('\ufeff'));
        const again = done(
          await settings({ 'go.goproxy': 'https://new.test', 'go.toolsEnvVars': { GOPROXY: 'https://new.test' } }),
        );
        assert.equal(again.id, '', 'what was set is found again');
        done(await undo());
        assert.deepEqual(home.picture(), before);
      });
    }

    it('goes again, with its folder, where there was none', async () => {
      const before = home.picture();
      done(await settings({ 'go.goproxy': 'https://new.test' }));
      assert.deepEqual(JSON.parse(readFileSync(home.settings, 'utf8')), { 'go.goproxy': 'https://new.test' });
      done(await undo());
      assert.deepEqual(home.picture(), before);
    });

    it('keeps the members of an object, and its indentation', async () => {
      home.put(home.settings, '{\n\t"go.toolsEnvVars": {\n\t\t"GOFLAGS": "-x", // x\n\t},\n}\n');
      const change = done(await settings({ 'go.toolsEnvVars': { GOPROXY: 'https://new.test', GOSUMDB: null } }));
      assert.equal(
        readFileSync(home.settings, 'utf8'),
        '{\n\t"go.toolsEnvVars": {\n\t\t"GOFLAGS": "-x", // x\n\t\t"GOPROXY": "https://new.test",\n\t},\n}\n',
      );
      assert.deepEqual(change.values, [
        { path: ['go.toolsEnvVars', 'GOPROXY'], before: null, after: 'https://new.test' },
      ]);
      done(await settings({ 'go.toolsEnvVars': { GOPROXY: null } }));
      assert.doesNotMatch(readFileSync(home.settings, 'utf8'), /GOPROXY/);
    });

    it('keeps its mode, and writes to what a link leads to, if it leads somewhere', async () => {
      const real = path.join(home.folder, 'real.json');
      home.put(real, '{}');
      chmodSync(real, 0o640);
      mkdirSync(path.dirname(home.settings));
      symlinkSync(real, home.settings);
      const before = home.picture();
      done(await settings({ 'go.goproxy': 'https://new.test' }));
      assert.match(readFileSync(real, 'utf8'), /new\.test/);
      assert.equal(statSync(real).mode & 0o777, 0o640);
      done(await undo());
      assert.deepEqual(home.picture(), before);
      assert.equal(statSync(real).mode & 0o777, 0o640);
      rmSync(real);
      assert.equal(codeOf(await settings({ 'go.goproxy': 'https://new.test' })), 'unwritable');
    });

    it('is left alone where it has a mistake, or is read-only', async () => {
      for (const content of ['{\n  "a": 1\n  "b": 2\n}', '[]', '{"a": ', 'x', '['.repeat(100_000)]) {
        home.put(home.settings, content);
        const before = home.picture();
        assert.equal(codeOf(await settings({ 'go.goproxy': 'x' })), 'syntax', content.slice(0, 20));
        assert.deepEqual(home.picture(), before);
      }
      home.put(home.settings, '{\n  "a": 1\n  "b": 2\n}');
      const fault = await settings({ 'go.goproxy': 'x' });
      assert.ok(!fault.ok && fault.error.code === 'syntax' && fault.error.line === 3);
      writeFileSync(home.settings, '{}');
      chmodSync(home.settings, 0o444);
      assert.equal(codeOf(await settings({ 'go.goproxy': 'x' })), 'read-only');
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });

    it('keeps what others have changed in it since, and takes an object away that was ours alone', async () => {
      home.put(home.settings, '{\n  "a": 1\n}\n');
      done(await settings({ 'go.goproxy': 'https://new.test', 'go.toolsEnvVars': { GOPROXY: 'https://new.test' } }));
      writeFileSync(home.settings, readFileSync(home.settings, 'utf8').replace('"a": 1', '"a": 2 /* two */'));
      assert.equal(done(await undo()).merged, true);
      assert.equal(readFileSync(home.settings, 'utf8'), '{\n  "a": 2 /* two */\n}\n');
    });

    it('is not overwritten where someone else has changed the same key', async () => {
      home.put(home.settings, '{ "go.goproxy": "https://old.test" }');
      done(await settings({ 'go.goproxy': 'https://new.test' }));
      writeFileSync(home.settings, '{ "go.goproxy": "https://third.test" }');
      const result = await undo();
      assert.ok(!result.ok && result.error.code === 'changed-meanwhile');
      assert.deepEqual(
        [result.error.before, result.error.after, result.error.current],
        ['https://old.test', 'https://new.test', 'https://third.test'],
      );
      assert.equal(readFileSync(home.settings, 'utf8'), '{ "go.goproxy": "https://third.test" }');
    });
  });

  describe('by a run of go', () => {
    const require = (...args: string[]) =>
      apply({ kind: 'go', folder: home.workspace, args: ['mod', 'edit', ...args] });

    it('comes back byte for byte', async () => {
      const before = home.picture();
      const change = done(await require('-require=example.test/a@v1.0.0'));
      assert.deepEqual(change.files, [path.join(home.workspace, 'go.mod')]);
      assert.match(readFileSync(path.join(home.workspace, 'go.mod'), 'utf8'), /example\.test\/a v1\.0\.0/);
      done(await undo());
      assert.deepEqual(home.picture(), before);
    });

    it('is found from a folder below, and in a workspace', async () => {
      const below = path.join(home.workspace, 'sub');
      mkdirSync(below);
      home.go(['work', 'init', '.']);
      const before = home.picture();
      const change = done(await apply({ kind: 'go', folder: below, args: ['work', 'edit', '-use=./sub'] }));
      assert.deepEqual(change.files, [path.join(home.workspace, 'go.work')]);
      done(await undo());
      assert.deepEqual(home.picture(), before);
    });

    it('leaves nothing to undo where it changes nothing or fails', async () => {
      assert.equal(done(await require('-json')).id, '');
      const failed = await require('-no-such-flag');
      assert.ok(!failed.ok && failed.error.code === 'go-failed' && failed.error.change === null);
      assert.match(failed.error.detail, /flag/);
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });

    it('is not overwritten where someone else has changed the file since', async () => {
      done(await require('-require=example.test/a@v1.0.0'));
      home.go(['mod', 'edit', '-require=example.test/b@v1.0.0']);
      const before = home.picture();
      assert.equal(codeOf(await undo()), 'changed-meanwhile');
      assert.deepEqual(home.picture(), before);
    });
  });

  describe('of go.sum', () => {
    const edits = (before = 'a v1.0.0 h1:x=\r\n') => [
      {
        path: path.join(home.workspace, 'go.sum'),
        before: Buffer.from(before),
        after: Buffer.from('a v1.0.0 h1:y=\n'),
      },
    ];
    const apply = (before?: string) =>
      home.changes().apply({ kind: 'sums', edits: edits(before) }, LABEL, home.context, NEVER);

    it('comes back byte for byte', async () => {
      home.put(path.join(home.workspace, 'go.sum'), 'a v1.0.0 h1:x=\r\n');
      const before = home.picture();
      const made = await apply();
      assert.ok(made.ok);
      assert.deepEqual(made.value.files, [path.join(home.workspace, 'go.sum')]);
      assert.notDeepEqual(home.picture(), before);
      assert.ok((await home.changes().undo(NEVER)).ok);
      assert.deepEqual(home.picture(), before);
    });

    it('is not put in the place of another than the one that was shown', async () => {
      home.put(path.join(home.workspace, 'go.sum'), 'a v1.0.0 h1:z=\n');
      const before = home.picture();
      const made = await apply();
      assert.equal(!made.ok && made.error.code, 'changed-meanwhile');
      assert.deepEqual(home.picture(), before);
    });

    it('is not taken back over what someone else has written since', async () => {
      home.put(path.join(home.workspace, 'go.sum'), 'a v1.0.0 h1:x=\r\n');
      assert.ok((await apply()).ok);
      home.put(path.join(home.workspace, 'go.sum'), 'a v1.0.0 h1:y=\nb v1.0.0 h1:b=\n');
      const before = home.picture();
      const undone = await home.changes().undo(NEVER);
      assert.equal(!undone.ok && undone.error.code, 'changed-meanwhile');
      assert.deepEqual(home.picture(), before);
    });

    it('is all that is written so', async () => {
      home.put(path.join(home.workspace, 'go.mod'), 'a v1.0.0 h1:x=\r\n');
      const [edit] = edits();
      assert.ok(edit);
      const request = { kind: 'sums', edits: [{ ...edit, path: path.join(home.workspace, 'go.mod') }] } as const;
      const made = await home.changes().apply(request, LABEL, home.context, NEVER);
      assert.equal(!made.ok && made.error.code, 'not-allowed');
    });
  });

  it('are taken back one by one, the newest first, whatever the clock says', async () => {
    const pictures = [home.picture()];
    const clock = { ...home.ports.clock, now: () => 1_000_000 - pictures.length };
    for (const list of ['https://a.test', 'https://b.test', 'https://c.test']) {
      done(
        await home.changes({ clock }).apply({ kind: 'go-env', values: { GOPROXY: list } }, LABEL, home.context, NEVER),
      );
      pictures.push(home.picture());
    }
    done(await settings({ 'go.goproxy': 'https://d.test' }));
    assert.equal((await home.changes().list()).length, 4);
    for (const expected of pictures.toReversed()) {
      done(await undo());
      assert.deepEqual(home.picture(), expected);
    }
    assert.deepEqual(await home.changes().list(), []);
  });

  it('asked twice at once undo two changes, and one of them once', async () => {
    const first = home.picture();
    done(await setList('https://a.test'));
    const results = await Promise.all([undo(), undo(), undo()]);
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    assert.deepEqual(home.picture(), first);
    done(await setList('https://a.test'));
    done(await setList('https://b.test'));
    const both = await Promise.all([undo(), undo()]);
    assert.equal(new Set(both.map((result) => done(result).change.id)).size, 2);
    assert.deepEqual(home.picture(), first);
  });

  it('made at once by many come back all the same', async () => {
    home.put(home.goEnv, '# x\n');
    const before = home.picture();
    const names = ['GOPROXY', 'GOPRIVATE', 'GONOPROXY', 'GOSUMDB'];
    for (const result of await Promise.all(
      names.map((name) => apply({ kind: 'go-env', values: { [name]: 'x.test' } })),
    ))
      done(result);
    for (const _ of names) done(await undo());
    assert.deepEqual(home.picture(), before);
  });

  it('are kept for this user alone, the last fifty, and nothing else lies beside them', async () => {
    for (let at = 0; at < 52; at++) done(await settings({ 'go.goproxy': `https://${at}.test` }));
    const names = readdirSync(home.state);
    assert.equal(names.length, 50);
    assert.equal(statSync(home.state).mode & 0o777, 0o700);
    for (const name of names) {
      assert.match(name, /^\d{10}-[0-9a-f]{8}\.json$/);
      assert.equal(statSync(path.join(home.state, name)).mode & 0o777, 0o600);
    }
  });

  describe('with a journal that someone has written into', () => {
    const forge = (change: (entry: Record<string, unknown> & { files: Record<string, unknown>[] }) => void) => {
      const [name = ''] = readdirSync(home.state);
      const file = path.join(home.state, name);
      const entry = JSON.parse(readFileSync(file, 'utf8'));
      change(entry);
      writeFileSync(file, JSON.stringify(entry));
    };

    it('write nowhere else', async () => {
      const victim = path.join(home.folder, 'victim');
      for (const place of [
        victim,
        `${home.goEnv}/../../../victim`,
        'env',
        '/etc/passwd',
        path.join(home.folder, 'go', 'env', 'x'),
      ]) {
        writeFileSync(victim, 'victim');
        done(await settings({ 'go.goproxy': 'https://new.test' }));
        const after = Buffer.from('victim').toString('base64');
        forge(({ files: [file] }) =>
          Object.assign(file ?? {}, { path: place, after: [{ bytes: after }], folders: [] }),
        );
        assert.equal(codeOf(await undo()), 'not-allowed', place);
        assert.equal(readFileSync(victim, 'utf8'), 'victim');
        rmSync(home.state, { recursive: true });
        rmSync(path.dirname(home.settings), { recursive: true });
      }
    });

    it('remove no folder elsewhere', async () => {
      const empty = path.join(home.folder, 'empty');
      mkdirSync(empty);
      done(await settings({ 'go.goproxy': 'https://new.test' }));
      forge(({ files: [file] }) => Object.assign(file ?? {}, { folders: [empty] }));
      assert.equal(codeOf(await undo()), 'not-allowed');
      assert.ok(statSync(empty).isDirectory());
    });

    it('skip what they cannot read', async () => {
      done(await settings({ 'go.goproxy': 'https://new.test' }));
      for (const [at, text] of ['', '{', 'null', '[]', '{"version":1}', '{"version":2}', '\0'].entries())
        writeFileSync(path.join(home.state, `999999999${at}-00000000.json`), text);
      mkdirSync(path.join(home.state, '9999999999-00000000.json'));
      done(await undo());
      assert.equal(codeOf(await undo()), 'nothing-to-undo');
    });
  });

  it('say so where the state folder cannot be made', async () => {
    writeFileSync(path.join(home.folder, 'state'), '');
    assert.equal(codeOf(await setList('https://new.test')), 'unwritable');
  });
});
