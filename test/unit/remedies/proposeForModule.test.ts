/** The remedies for one module, for one setting, for one version's files: never more is changed than that. */
import assert from 'node:assert/strict';
import type { FailureCode } from '../../../src/failures/code.ts';
import type { RemedyContext, RemedyFailure } from '../../../src/remedies/remedyContext.ts';
import { all, contextOf, first, idsOf, one, PUBLIC_AND_DIRECT } from './proposal.ts';

describe('proposeRemedies', () => {
  describe('of a private module', () => {
    const module = 'git.corp.example/shop/lib';
    const unknown = { detail: 'not-found', module };

    it('adds the module’s own path to what is set, and no more', () => {
      const remedy = first('sumdb-unreachable', null, contextOf(PUBLIC_AND_DIRECT), unknown);
      assert.deepEqual(
        [remedy.id, remedy.action, remedy.cost, remedy.module, remedy.command, remedy.undo],
        [
          ...['set-goprivate', { kind: 'set', values: { GOPRIVATE: module } }, 'unchecked-first-time', module],
          ...[`go env -w GOPRIVATE=${module}`, 'go env -u GOPRIVATE'],
        ],
      );
      const variables = {
        GOPRIVATE: { value: 'a.example', store: 'go-env-file' },
        GONOSUMDB: { value: 'none', store: 'go-env-file' },
      } as const;
      const added = first('sumdb-unreachable', null, contextOf(PUBLIC_AND_DIRECT, { variables }), unknown);
      assert.deepEqual(added.action, {
        kind: 'set',
        values: { GOPRIVATE: `a.example,${module}`, GONOSUMDB: `none,${module}` },
      });
      assert.equal(added.undo, 'go env -w GOPRIVATE=a.example GONOSUMDB=none');
    });

    it('goes into the shell where the variable comes from there', () => {
      const variables = {
        GOPRIVATE: { value: 'a.example', store: 'os-env' },
        GONOPROXY: { value: 'none', store: 'go-env-file' },
      } as const;
      const remedy = first('sumdb-unreachable', null, contextOf(PUBLIC_AND_DIRECT, { variables }), unknown);
      assert.deepEqual(
        [remedy.action.kind, remedy.store, remedy.command, remedy.undo],
        [
          'advice',
          'os-env',
          `export GOPRIVATE=a.example,${module} GONOPROXY=none,${module}`,
          'export GOPRIVATE=a.example && unset GONOPROXY',
        ],
      );
    });

    it('offers nothing that is so already', () => {
      const variables = { GOPRIVATE: { value: 'git.corp.example', store: 'os-env' } } as const;
      const ids = idsOf(all('not-found', 0, contextOf(PUBLIC_AND_DIRECT, { variables }), unknown));
      assert.deepEqual(
        ids.filter((id) => id.startsWith('set-')),
        [],
      );
    });

    it('comes first for a company’s host, last for one that may be public, and never for a well-known one', () => {
      const at = (name: string) => {
        const ids = idsOf(all('not-found', 0, contextOf(PUBLIC_AND_DIRECT), { detail: '404', module: name }));
        return [ids.indexOf('set-goprivate'), ids.length - 2];
      };
      assert.equal(at('gitlab.acme.example/x/y')[0], 0);
      assert.equal(at('code.acme.internal/x')[0], 0);
      const [shared, last] = at('github.com/acme/x');
      assert.equal(shared, last);
      assert.deepEqual([at('golang.org/x/text')[0], at('k8s.io/api')[0]], [-1, -1]);
    });

    it('is not told to a private entry’s mirror, nor asked for where a private entry speaks', () => {
      const ids = idsOf(all('http-denied', 0, contextOf('https://corp.example,https://goproxy.cn'), { module }));
      assert.ok(!ids.includes('set-goprivate') && ids.includes('login'));
      assert.ok(!idsOf(all('http-denied', 0, contextOf(PUBLIC_AND_DIRECT), { module })).includes('login'));
    });

    it('goes direct by GONOPROXY, which takes over what GOPRIVATE gave it', () => {
      const values = (variables: RemedyContext['variables'] = {}) => {
        const remedies = all('bad-content', 0, contextOf(PUBLIC_AND_DIRECT, { variables }), { module });
        const { action } = one('set-goproxy-direct', remedies);
        return action.kind === 'set' ? action.values : null;
      };
      const set = (value: string) => ({ value, store: 'go-env-file' }) as const;
      assert.deepEqual(values(), { GONOPROXY: module });
      assert.deepEqual(values({ GOPRIVATE: set('a.example') }), { GONOPROXY: `a.example,${module}` });
      assert.deepEqual(values({ GOPRIVATE: set('a.example'), GONOPROXY: set('none') }), {
        GONOPROXY: `none,${module}`,
      });
      for (const code of ['checksum-mismatch', 'sumdb-unreachable'] as const) {
        assert.ok(!idsOf(all(code, 0, contextOf(PUBLIC_AND_DIRECT), { module })).includes('set-goproxy-direct'));
      }
    });
  });

  it('asks the same checksum database at its other name, and only that one', () => {
    const change = (value: string, store: 'os-env' | 'go-env-file' | null, detail = 'connect-timeout') => {
      const variables = { GOSUMDB: { value, store } };
      const remedies = all('sumdb-unreachable', null, contextOf(PUBLIC_AND_DIRECT, { variables }), { detail });
      const found = remedies.find(({ id }) => id === 'set-gosumdb');
      return found === undefined ? null : [found.action.kind === 'set' ? found.action.values : null, found.undo];
    };
    assert.deepEqual(change('', null), [{ GOSUMDB: 'sum.golang.google.cn' }, 'go env -u GOSUMDB']);
    assert.deepEqual(change('sum.golang.google.cn', 'go-env-file'), [
      { GOSUMDB: null },
      'go env -w GOSUMDB=sum.golang.google.cn',
    ]);
    assert.deepEqual(change('sum.golang.google.cn', 'os-env'), [
      // A variable in the environment is the user's to change.
      null,
      'export GOSUMDB=sum.golang.google.cn',
    ]);
    assert.equal(change('sum.corp.example+1+x', 'go-env-file'), null);
    assert.equal(change('off', 'go-env-file'), null);
    assert.equal(change('', null, 'not-found'), null);
  });

  describe('of the setting itself', () => {
    it('takes a hiding or an invalid value away, and says how to bring it back', () => {
      const hiding = { value: 'a.example', store: 'os-env' } as const;
      const unset = first('setting-masked', null, contextOf('a.example', { current: hiding }));
      assert.deepEqual(
        [unset.id, unset.action.kind, unset.command, unset.undo],
        ['unset-override', 'advice', 'unset GOPROXY', 'export GOPROXY=a.example'],
      );
      const invalid = { list: null, current: { value: 'x://a|b', store: 'go-env-file' } } as const;
      const remedies = all('goproxy-invalid', 0, contextOf('a.example', invalid));
      assert.deepEqual(idsOf(remedies), ['fix-goproxy-list', 'unset-override', 'open-docs']);
      const { action, command, undo } = one('unset-override', remedies);
      assert.deepEqual(
        [action, command, undo],
        [{ kind: 'set', values: { GOPROXY: null } }, 'go env -u GOPROXY', "go env -w 'GOPROXY=x://a|b'"],
      );
      const secret = { list: null, current: { value: 'https://u:p@a b', store: 'os-env' } } as const;
      const hidden = one('unset-override', all('goproxy-invalid', 0, contextOf('a.example', secret)));
      assert.deepEqual([hidden.command, hidden.undo], ['unset GOPROXY', null]);
      const given = { list: null, current: { value: '', store: null } };
      assert.deepEqual(idsOf(all('goproxy-invalid', 0, contextOf('a.example', given))), [
        'fix-goproxy-list',
        'open-docs',
      ]);
    });

    it('shows the corrected list where there is no doubt', () => {
      const current = { value: 'https://goproxy.cn;DIRECT', store: 'go-env-file' } as const;
      const { action, command, undo } = first('goproxy-invalid', 0, contextOf('a.example', { list: null, current }));
      assert.deepEqual(
        [action, command, undo],
        [
          { kind: 'set', values: { GOPROXY: 'https://goproxy.cn,direct' } },
          'goproxy-doctor use https://goproxy.cn,direct',
          'goproxy-doctor undo',
        ],
      );
    });

    it('mends and takes away where the value is, also in the editor', () => {
      const at = (store: 'os-env' | 'go-env-file' | 'go.goproxy' | null) => {
        const current = { value: 'https://goproxy.cn;DIRECT', store };
        const context = contextOf('a.example', { list: null, current, scope: 'workspace' });
        return all('goproxy-invalid', 0, context).flatMap((remedy) => remedy.store ?? []);
      };
      assert.deepEqual(at('go-env-file'), ['go-env-file', 'go-env-file']);
      assert.deepEqual(at('go.goproxy'), ['go.goproxy', 'go.goproxy']);
      assert.deepEqual(at('os-env'), ['go.goproxy', 'os-env']);
      assert.deepEqual(at(null), ['go-env-file']);
    });

    it('corrects a list that go takes, where the error makes another host of an entry', () => {
      const list = 'https://goproxy.cn;direct,http://goproxy.io';
      const { id, action } = first('dns', 0, contextOf(list));
      assert.deepEqual(
        [id, action],
        ['fix-goproxy-list', { kind: 'set', values: { GOPROXY: 'https://goproxy.cn,direct,https://goproxy.io' } }],
      );
      assert.equal(first('not-found', 0, contextOf('https://goproxy.cn/direct')).id, 'fix-goproxy-list');
      // What it would correct is not the entry at fault.
      const other = contextOf('https://corp.example,http://goproxy.cn', { hasCommand: true });
      assert.equal(first('dns', 0, other).id, 'retry');
    });

    it('leaves GOPROXY alone where another variable forbids or is at fault', () => {
      const variables = { GOSUMDB: { value: 'off', store: 'go-env-file' } } as const;
      const context = contextOf('https://a.example', { variables });
      for (const detail of ['vendor', 'govcs', 'goprivate']) {
        assert.deepEqual(idsOf(all('goproxy-off', null, context, { detail })), ['open-docs']);
      }
      for (const code of ['goproxy-off', 'goproxy-invalid'] as const) {
        const remedy = first(code, null, context, { detail: 'sumdb' });
        assert.deepEqual([remedy.id, remedy.action], ['unset-override', { kind: 'set', values: { GOSUMDB: null } }]);
      }
    });

    it('takes off away where it is all there is', () => {
      assert.deepEqual(first('goproxy-off', 0, contextOf('off')).command, 'go env -u GOPROXY');
      const behind = first('goproxy-off', 1, contextOf('https://a.example,off'));
      assert.deepEqual([behind.id, behind.action.kind, behind.host], ['fix-goproxy-list', 'advice', 'off']);
    });
  });

  describe('of a module’s files', () => {
    const at = { module: 'a.example/m', version: 'v1.2.0' };

    it('cleans one version, where go keeps what it cannot use', () => {
      const kept = (code: FailureCode, detail: string | null, more: Partial<RemedyFailure> = at) =>
        all(code, 0, contextOf('https://corp.example'), { detail, ...more }).find(
          ({ id }) => id === 'clean-cached-version',
        )?.action;
      const action = { kind: 'clean', ...at };
      assert.deepEqual(kept('bad-content', 'not-a-zip'), action);
      assert.deepEqual(kept('checksum-mismatch', 'go.sum'), action);
      assert.deepEqual(kept('cache-damaged', null), action);
      assert.deepEqual(kept('disk', 'cache'), action);
      for (const [code, detail] of [
        ['bad-content', 'not-json'],
        ['checksum-mismatch', 'sumdb'],
        ['disk', 'full'],
      ] as const) {
        assert.equal(kept(code, detail), undefined, `${code} ${detail}`);
      }
      for (const version of ['latest', 'v1', '../../x', null]) {
        assert.equal(kept('cache-damaged', null, { ...at, version }), undefined);
      }
    });

    it('adds what is missing in go.sum', () => {
      const context = contextOf('a.example');
      assert.deepEqual(first('missing-gosum', null, context, at).action, {
        kind: 'go',
        args: ['mod', 'download', 'a.example/m@v1.2.0'],
      });
      for (const more of [{}, { ...at, version: null }, { ...at, version: 'latest' }, { ...at, module: '-x' }]) {
        assert.deepEqual(first('missing-gosum', null, context, more).action, { kind: 'go', args: ['mod', 'tidy'] });
      }
    });

    it('keeps to the installed toolchain where it may do', () => {
      const pin = (more: Partial<RemedyContext>, failure: Partial<RemedyFailure> = {}) =>
        all('toolchain', null, contextOf('a.example', more), { detail: 'dns', ...failure }).find(
          ({ id }) => id === 'pin-toolchain',
        );
      assert.deepEqual(pin({})?.action, { kind: 'set', values: { GOTOOLCHAIN: 'local' } });
      assert.ok(pin({ goVersion: 'go1.26.8', goLine: '1.26' }) !== undefined);
      assert.equal(pin({ goVersion: 'go1.26.8', goLine: '1.27.0' }), undefined);
      assert.equal(pin({}, { detail: 'too-old' }), undefined);
      for (const version of ['go1.22', 'v0.0.1-go1.22.linux-amd64']) {
        const patched = pin({}, { detail: 'not-available', version });
        assert.deepEqual(
          [patched?.action.kind, patched?.command],
          ['advice', 'GOTOOLCHAIN=local go mod edit -toolchain=go1.22.0'],
        );
      }
      const variables = { GOTOOLCHAIN: { value: 'local', store: 'go-env-file' } } as const;
      const old = first('toolchain', null, contextOf('a.example', { variables }), { detail: 'too-old' });
      assert.deepEqual([old.id, old.action], ['unset-override', { kind: 'set', values: { GOTOOLCHAIN: null } }]);
    });
  });

  describe('by hand', () => {
    const wanted = { module: 'example.test/a', version: 'v1.0.0' };
    const context = contextOf('a.example', { hasCommand: true });

    it('offers what no network brings, of the one version that the command lacked, last but for the page about it', () => {
      for (const code of ['dns', 'stall', 'goproxy-off', 'vcs-missing'] as const) {
        const remedies = all(code, 0, context, wanted);
        assert.deepEqual(one('import-by-hand', remedies).action, { kind: 'import', ...wanted }, code);
        assert.equal(idsOf(remedies).at(-2), 'import-by-hand', code);
      }
    });

    it('is not offered where no version is lacking: without a command, a module, or an exact version', () => {
      const offered = (given: RemedyContext, more: Partial<RemedyFailure>) =>
        idsOf(all('dns', 0, given, more)).includes('import-by-hand');
      assert.equal(offered(context, wanted), true);
      assert.equal(offered(contextOf('a.example'), wanted), false);
      assert.equal(offered(context, {}), false);
      assert.equal(offered(context, { ...wanted, version: 'latest' }), false);
    });
  });
});
