/** Which remedies are proposed for what, and what they would change. */
import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../src/failures/catalogue.ts';
import { FAILURE_CODES, type FailureCode } from '../../../src/failures/code.ts';
import type { RemedyContext } from '../../../src/remedies/remedyContext.ts';
import { changeLine, useLine } from '../../../src/remedies/shellLine.ts';
import { listOf } from '../doctor/question.ts';
import { all, contextOf, first, GO_MIRROR, idsOf, one, PUBLIC_AND_DIRECT } from './proposal.ts';

describe('proposeRemedies', () => {
  it('has something for every code, whatever is known, and the page about it last', () => {
    for (const code of FAILURE_CODES) {
      for (const entry of [null, 0, 7]) {
        for (const list of [null, listOf('a.example,direct'), listOf('off')]) {
          for (const hasCommand of [true, false]) {
            const remedies = all(code, entry, contextOf('a.example', { list, hasCommand }));
            const ids = idsOf(remedies);
            assert.equal(ids.at(-1), 'open-docs', code);
            assert.equal(new Set(ids).size, ids.length, code);
            if (list === null) assert.ok(!ids.includes('use-goproxy'), code);
            assert.ok(ids.every((id) => CATALOGUE[code].remedies.includes(id)));
            assert.equal(
              remedies.some(({ action }) => action.kind === 'retry'),
              hasCommand && CATALOGUE[code].remedies.includes('retry') && CATALOGUE[code].transient,
              code,
            );
          }
        }
      }
    }
  });

  it('keeps to the module that it is about, and to none that is no module', () => {
    const context = contextOf(PUBLIC_AND_DIRECT);
    for (const module of ['-odd.test/a', 'odd.test/*', 'odd.test/x,b', '../odd', 'ODD.test/x', '*odd', 'odd']) {
      for (const code of FAILURE_CODES) {
        for (const remedy of all(code, 0, context, { module, version: 'v1.0.0' })) {
          assert.doesNotMatch(
            JSON.stringify([remedy.action, remedy.command, remedy.module]),
            /odd/i,
            `${code} ${remedy.id}`,
          );
        }
      }
    }
  });

  it('never offers to give up the proof of what is fetched', () => {
    const values = ['', 'off', 'sum.golang.org', 'sum.golang.google.cn', 'none'];
    for (const code of FAILURE_CODES) {
      for (const detail of [null, 'not-found', 'go.sum', 'sumdb', 'x509-unknown-authority', 'dns', 'too-old']) {
        for (const value of values) {
          const set = { value, store: 'go-env-file' } as const;
          const variables = { GOSUMDB: set, GONOSUMDB: set, GOTOOLCHAIN: set };
          const context = contextOf(PUBLIC_AND_DIRECT, { variables, hasCommand: true });
          const failure = { detail, module: 'git.corp.example/shop/lib', version: 'v1.0.0' };
          for (const { action, command } of all(code, 0, context, failure)) {
            const changed = action.kind === 'set' ? action.values : {};
            assert.notEqual(changed.GOSUMDB, 'off', code);
            for (const name of ['GOINSECURE', 'GONOSUMCHECK', 'GOFLAGS']) assert.ok(!(name in changed), name);
            for (const name of ['GONOSUMDB', 'GOPRIVATE', 'GONOPROXY']) {
              assert.ok(!(changed[name] ?? '').split(',').includes('*'), code);
            }
            assert.doesNotMatch(command ?? '', /GOSUMDB=off|GOINSECURE|GONOSUMDB=\*|insecure|NOSUMCHECK|SSLVERIFY/i);
          }
        }
      }
    }
  });

  describe('use-goproxy', () => {
    it('sends nobody to another mirror for what no entry has', () => {
      const ids = (entry: number) => idsOf(all('not-found', entry, contextOf('https://goproxy.cn,direct')));
      assert.deepEqual(
        [ids(0), ids(1)],
        [
          ['check-module', 'check-address', 'open-docs'],
          ['check-module', 'open-docs'],
        ],
      );
    });

    it('puts the entry first that is well, each separator with its entry', () => {
      assert.deepEqual(first('stall', 0, contextOf('a.example|b.example,direct', { better: 1 })), {
        id: 'use-goproxy',
        action: { kind: 'set', values: { GOPROXY: 'b.example,a.example|direct' } },
        entry: 1,
        host: 'b.example',
        module: null,
        cost: null,
        store: 'go-env-file',
        command: 'goproxy-doctor use --first 1',
        undo: 'goproxy-doctor undo',
      });
    });

    it('changes this folder in the editor, whatever stands elsewhere', () => {
      for (const store of ['os-env', 'go-env-file', 'go.goproxy', null] as const) {
        const current = { value: 'a.example|b.example', store };
        const {
          command,
          undo,
          store: changed,
        } = first('stall', 0, contextOf('a.example|b.example', { better: 1, current, scope: 'workspace' }));
        assert.deepEqual(
          [changed, command, undo],
          ['go.goproxy', 'goproxy-doctor use --first 1 --scope workspace', 'goproxy-doctor undo'],
        );
      }
    });

    it('names the whole list where the one that was examined is not the one that is set', () => {
      const current = { value: 'c.example', store: 'go-env-file' } as const;
      const { command } = first('stall', 0, contextOf('a.example|b.example', { better: 1, current }));
      assert.equal(command, 'goproxy-doctor use b.example,a.example');
    });

    it('leaves the order alone where the entry that is well stands before the one at fault', () => {
      const context = contextOf('a.example,b.example,c.example', { better: 1 });
      assert.equal(first('refused', 0, context).id, 'use-goproxy');
      assert.deepEqual(
        all('refused', 2, context).map(({ id, host }) => [id, host]),
        [
          ['check-address', 'c.example'],
          ['open-docs', 'refused'],
        ],
      );
    });

    it('says what it costs to ask a public mirror before a private entry', () => {
      const cost = (list: string, better: number) => first('stall', 0, contextOf(list, { better })).cost;
      assert.equal(cost('https://corp.example,https://goproxy.cn', 1), 'asks-public-mirror');
      assert.equal(cost(`https://corp.example,${GO_MIRROR}`, 1), 'asks-public-mirror');
      assert.equal(cost('https://goproxy.cn,https://corp.example', 1), null);
      assert.equal(cost(`https://goproxy.cn,${GO_MIRROR}`, 1), null);
      assert.equal(cost('https://goproxy.cn,https://corp.example,https://goproxy.io', 2), 'asks-public-mirror');
    });

    it('offers a public mirror only where all entries are public', () => {
      const current = { value: PUBLIC_AND_DIRECT, store: null };
      const remedy = first('stall', 0, contextOf(PUBLIC_AND_DIRECT, { current }));
      assert.deepEqual(
        [remedy.id, remedy.entry, remedy.host, remedy.cost, remedy.command, remedy.undo],
        [
          ...['use-goproxy', null, 'goproxy.cn', 'asks-public-mirror'],
          ...[`goproxy-doctor use https://goproxy.cn,${GO_MIRROR},direct`, 'goproxy-doctor undo'],
        ],
      );
      const used = first('stall', 0, contextOf('https://goproxy.cn,direct'));
      assert.equal(used.host, 'aliyun');
      assert.equal(first('stall', 0, contextOf('https://corp.example,https://goproxy.cn')).id, 'retry');
      // `direct` alone is the user's choice: a mirror comes second, and its price is told.
      assert.deepEqual(
        all('vcs-missing', null, contextOf('direct')).map(({ id, host, cost }) => [id, host, cost]),
        [
          ['install-vcs', 'git', null],
          ['use-goproxy', 'goproxy.cn', 'asks-public-mirror'],
          ['open-docs', 'vcs-missing', null],
        ],
      );
    });

    it('is no help where go fetched from the repository itself, behind all mirrors', () => {
      const list = `${GO_MIRROR},https://goproxy.cn,direct`;
      const ids = (better: number | null, host: string, module: string | null = null) =>
        idsOf(all('connect-timeout', null, contextOf(list, { better }), { host, module }));
      for (const better of [null, 1]) {
        assert.ok(!ids(better, 'github.com').includes('use-goproxy'));
        assert.ok(!ids(better, 'git.corp.example:8443', 'git.corp.example/x').includes('use-goproxy'));
      }
      // Perhaps where a mirror keeps its archives.
      assert.ok(ids(1, 'storage.example').includes('use-goproxy'));
    });

    it('keeps the entries before the one at fault, and its separator', () => {
      const list = `${GO_MIRROR},https://goproxy.io|direct`;
      const { action } = first('refused', 1, contextOf(list));
      assert.deepEqual(action, {
        kind: 'set',
        values: { GOPROXY: `${GO_MIRROR},https://goproxy.cn|https://goproxy.io|direct` },
      });
    });

    it('goes past an entry that fails before it is known who else is well, where nothing leaks', () => {
      const list = `${GO_MIRROR},https://goproxy.cn,direct`;
      const value = (code: FailureCode, of: string, entry = 0) => {
        const { action } = first(code, entry, contextOf(of, { examined: false }));
        return action.kind === 'set' ? action.values.GOPROXY : null;
      };
      assert.equal(value('server-error', list), `${GO_MIRROR}|https://goproxy.cn,direct`);
      // Under `|` go waits for ever at a silent entry too.
      assert.match(value('stall', list) ?? '', /^https:\/\/mirrors\.aliyun/);
      assert.equal(value('server-error', 'https://corp.example,https://goproxy.cn'), null);
      assert.equal(value('server-error', `${GO_MIRROR},https://corp.example,https://goproxy.cn`, 0), null);
    });

    it('has no line to copy where it would hold what cannot be seen', () => {
      const current = { value: 'x', store: 'go-env-file' } as const;
      for (const odd of ['\u001b[31m', '\u202e', '\u200b', '\u2028', '\n']) {
        const list = `a.example|b.example|direct|x${odd}x`;
        const { command, undo } = first('stall', 0, contextOf(list, { better: 1, current }));
        assert.deepEqual([command, undo], [null, null], JSON.stringify(odd));
      }
    });

    it('keeps secrets off the command line', () => {
      const secrets = [
        'https://u:p@a.example,b.example',
        'a.example?token=t,b.example',
        'u:p@a.example,b.example',
        'tok@a.example,b.example',
      ];
      for (const list of secrets) {
        const moved = first('stall', 0, contextOf(list, { better: 1 }));
        assert.equal(moved.command, 'goproxy-doctor use --first 1');
        const current = { value: list, store: 'os-env' } as const;
        const typed = first('stall', 0, contextOf(list, { better: 1, current }));
        assert.deepEqual([typed.command, typed.undo, typed.store], [null, null, 'os-env'], list);
      }
      // What would be overwritten holds one: the undo would show it.
      const current = { value: 'https://u:p@a.example', store: 'os-env' } as const;
      const named = first('stall', 0, contextOf('a.example,b.example', { better: 1, current }));
      assert.deepEqual([named.command, named.undo], [null, null]);
    });

    it('exports the value where the environment has the last word', () => {
      const line = (shell: RemedyContext['shell']) => {
        const current = { value: 'a.example|b.example', store: 'os-env' } as const;
        const { command, undo } = first('stall', 0, contextOf('a.example|b.example', { better: 1, current, shell }));
        return [command, undo];
      };
      assert.deepEqual(line('posix'), ['export GOPROXY=b.example,a.example', "export GOPROXY='a.example|b.example'"]);
      assert.deepEqual(line('windows'), ['set "GOPROXY=b.example,a.example"', 'set "GOPROXY=a.example|b.example"']);
    });
  });

  it('runs the command again after a while where the server counts requests', () => {
    const waits = (['rate-limited', 'server-error'] as const).map((code) => {
      const remedies = all(code, 0, contextOf('https://corp.example', { hasCommand: true }));
      return one('retry', remedies).action;
    });
    assert.deepEqual(waits, [
      { kind: 'retry', wait: 30_000 },
      { kind: 'retry', wait: 3_000 },
    ]);
  });

  it('advises by what is wrong in particular', () => {
    const ids = (code: FailureCode, detail: string) =>
      idsOf(all(code, 0, contextOf('https://corp.example'), { detail })).filter((id) => id !== 'open-docs');
    assert.deepEqual(ids('tls', 'x509-unknown-authority'), ['trust-ca']);
    assert.deepEqual(ids('tls', 'x509-expired'), ['report-mirror']);
    assert.deepEqual(ids('tls', 'tls-port'), ['check-address']);
    assert.deepEqual(ids('bad-content', 'wrong-module'), ['check-module', 'report-mirror']);
    assert.equal(one('install-vcs', all('vcs-missing', null, contextOf('direct'), { detail: 'hg' })).host, 'hg');
    const free = (detail: string) => first('disk', null, contextOf('direct'), { detail }).command;
    assert.deepEqual([free('full'), free('permission')], ['go clean -cache', null]);
  });
});

describe('shell lines', () => {
  const value = `https://a.example/it's "x"|$HOME;\`id\`,direct`;

  it('are taken by the shell as they were meant', () => {
    assert.equal(
      changeLine({ GOPROXY: value }, 'os-env', 'posix'),
      `export GOPROXY='https://a.example/it'\\''s "x"|$HOME;\`id\`,direct'`,
    );
    assert.equal(changeLine({ GOPROXY: value }, 'go.goproxy', 'posix'), `"go.goproxy": ${JSON.stringify(value)}`);
    assert.equal(changeLine({ GOPROXY: 'a|b' }, 'go-env-file', 'windows'), 'go env -w "GOPROXY=a|b"');
    assert.equal(useLine('a|b', 'user', 'posix'), "goproxy-doctor use 'a|b'");
  });

  it('take values away', () => {
    assert.equal(changeLine({ GOPROXY: null }, 'os-env', 'windows'), 'set GOPROXY=');
    assert.equal(changeLine({ GOPROXY: null }, 'go.goproxy', 'windows'), '"go.goproxy": ""');
    assert.equal(
      changeLine({ GOSUMDB: null, GOPRIVATE: 'a' }, 'go-env-file', 'posix'),
      'go env -w GOPRIVATE=a && go env -u GOSUMDB',
    );
    assert.equal(
      changeLine({ GOSUMDB: null, GOPRIVATE: 'a' }, 'os-env', 'windows'),
      'set GOSUMDB= && set "GOPRIVATE=a"',
    );
  });
});
