/** Which remedies are proposed for what, and what they would change. */
import assert from 'node:assert/strict';
import { CATALOGUE } from '../../../src/failures/catalogue.ts';
import { FAILURE_CODES } from '../../../src/failures/code.ts';
import { proposeRemedies, type RemedyContext } from '../../../src/remedies/proposeRemedies.ts';
import type { Remedy } from '../../../src/remedies/remedy.ts';
import { setLine, unsetLine } from '../../../src/remedies/shellLine.ts';
import { listOf } from '../doctor/question.ts';

const GO_MIRROR = 'https://go-mirror.example';

function contextOf(list: string, more: Partial<RemedyContext> = {}): RemedyContext {
  return {
    list: listOf(list),
    better: null,
    current: { value: list, store: 'go-env-file' },
    publicMirrors: [GO_MIRROR],
    shell: 'posix',
    ...more,
  };
}

function first(code: Parameters<typeof proposeRemedies>[0], entry: number | null, context: RemedyContext): Remedy {
  const [remedy] = proposeRemedies(code, entry, context);
  assert.ok(remedy !== undefined);
  return remedy;
}

describe('proposeRemedies', () => {
  it('has something for every code, whatever is known', () => {
    for (const code of FAILURE_CODES) {
      for (const entry of [null, 0, 7]) {
        for (const list of [null, listOf('a.example,direct'), listOf('off')]) {
          const remedies = proposeRemedies(code, entry, contextOf('a.example', { list }));
          assert.ok(remedies.length > 0, code);
          assert.equal(new Set(remedies.map(({ id }) => id)).size, remedies.length, code);
          if (list === null) assert.ok(!remedies.some(({ id }) => id === 'use-goproxy'), code);
          assert.ok(remedies.every(({ id }) => id === 'try-later' || CATALOGUE[code].remedies.includes(id)));
        }
      }
    }
  });

  it('sends nobody to another mirror for what no entry has', () => {
    const ids = (entry: number) =>
      proposeRemedies('not-found', entry, contextOf('https://goproxy.cn,direct')).map(({ id }) => id);
    assert.deepEqual([ids(0), ids(1)], [['check-module', 'check-address'], ['check-module']]);
  });

  it('puts the entry first that is well, each separator with its entry', () => {
    assert.deepEqual(first('stall', 0, contextOf('a.example|b.example,direct', { better: 1 })), {
      id: 'use-goproxy',
      entry: 1,
      host: 'b.example',
      cost: null,
      store: 'go-env-file',
      command: "go env -w 'GOPROXY=b.example,a.example|direct'",
      undo: "go env -w 'GOPROXY=a.example|b.example,direct'",
    });
  });

  it('leaves the order alone where the entry that is well stands before the one at fault', () => {
    const context = contextOf('a.example,b.example,c.example', { better: 1 });
    assert.equal(first('refused', 0, context).id, 'use-goproxy');
    assert.deepEqual(
      proposeRemedies('refused', 2, context).map(({ id, host }) => [id, host]),
      [['check-address', 'c.example']],
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
    const remedy = first('stall', 0, contextOf(`${GO_MIRROR},direct`, { current: { value: '', store: null } }));
    assert.deepEqual(
      [remedy.id, remedy.entry, remedy.host, remedy.cost],
      ['use-goproxy', null, 'goproxy.cn', 'asks-public-mirror'],
    );
    assert.deepEqual(
      [remedy.command, remedy.undo],
      ['go env -w GOPROXY=https://goproxy.cn,direct', 'go env -u GOPROXY'],
    );
    const used = first('stall', 0, contextOf('https://goproxy.cn,direct'));
    assert.equal(used.host, 'aliyun');
    assert.equal(first('stall', 0, contextOf('https://corp.example,https://goproxy.cn')).id, 'try-later');
    // `direct` alone is the user's choice: a mirror comes second, and its price is told.
    assert.deepEqual(
      proposeRemedies('vcs-missing', 0, contextOf('direct')).map(({ id, host, cost }) => [id, host, cost]),
      [
        ['install-git', 'direct', null],
        ['use-goproxy', 'goproxy.cn', 'asks-public-mirror'],
      ],
    );
  });

  it('has no line to copy where it would hold what cannot be seen', () => {
    for (const odd of ['\u001b[31m', '\u202e', '\u200b', '\u2028', '\n']) {
      const { command, undo } = first('stall', 0, contextOf(`a.example|b.example|direct|${odd}x`, { better: 1 }));
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
      const { command, undo, store } = first('stall', 0, contextOf(list, { better: 1 }));
      assert.deepEqual([command, undo, store], [null, null, 'go-env-file'], list);
    }
    // What would be overwritten holds one: the undo would show it.
    const current = { value: 'https://u:p@a.example', store: 'os-env' } as const;
    const named = first('stall', 0, contextOf('a.example,b.example', { better: 1, current }));
    assert.deepEqual([named.command, named.undo], [null, null]);
  });

  it('changes the value where it is set', () => {
    const line = (store: RemedyContext['current']['store'], shell: RemedyContext['shell'] = 'posix') => {
      const current = { value: 'a.example|b.example', store };
      const { command, undo } = first('stall', 0, contextOf('a.example|b.example', { better: 1, current, shell }));
      return [command, undo];
    };
    assert.deepEqual(line('go.goproxy'), [
      '"go.goproxy": "b.example,a.example"',
      '"go.goproxy": "a.example|b.example"',
    ]);
    assert.deepEqual(line('os-env'), ['export GOPROXY=b.example,a.example', "export GOPROXY='a.example|b.example'"]);
    assert.deepEqual(line('os-env', 'windows'), [
      'set "GOPROXY=b.example,a.example"',
      'set "GOPROXY=a.example|b.example"',
    ]);
    assert.deepEqual(line(null), ['go env -w GOPROXY=b.example,a.example', 'go env -u GOPROXY']);
  });

  it('takes an invalid or a hiding value away, and says how to bring it back', () => {
    const invalid = { list: null, current: { value: 'htps://a|b', store: 'go-env-file' } } as const;
    const mend = first('goproxy-invalid', 0, contextOf('a.example', invalid));
    assert.deepEqual(
      [mend.id, mend.command, mend.undo],
      ['fix-goproxy', 'go env -u GOPROXY', "go env -w 'GOPROXY=htps://a|b'"],
    );
    const hiding = { value: 'a.example', store: 'os-env' } as const;
    const unset = first('setting-masked', null, contextOf('a.example', { current: hiding }));
    assert.deepEqual(
      [unset.id, unset.command, unset.undo],
      ['unset-variable', 'unset GOPROXY', 'export GOPROXY=a.example'],
    );
    const secret = { list: null, current: { value: 'https://u:p@a b', store: 'os-env' } } as const;
    const hidden = first('goproxy-invalid', 0, contextOf('a.example', secret));
    assert.deepEqual([hidden.command, hidden.undo], ['unset GOPROXY', null]);
    const given = first(
      'goproxy-invalid',
      0,
      contextOf('a.example', { list: null, current: { value: '', store: null } }),
    );
    assert.deepEqual([given.command, given.undo, given.store], [null, null, null]);
  });
});

describe('shell lines', () => {
  it('are taken by the shell as they were meant', () => {
    const value = `https://a.example/it's "x"|$HOME;\`id\`,direct`;
    assert.equal(
      setLine(value, 'os-env', 'posix'),
      `export GOPROXY='https://a.example/it'\\''s "x"|$HOME;\`id\`,direct'`,
    );
    assert.equal(setLine(value, 'go.goproxy', 'posix'), `"go.goproxy": ${JSON.stringify(value)}`);
    assert.equal(setLine('a|b', 'go-env-file', 'windows'), 'go env -w "GOPROXY=a|b"');
    assert.equal(unsetLine('os-env', 'windows'), 'set GOPROXY=');
    assert.equal(unsetLine('go.goproxy', 'windows'), '"go.goproxy": ""');
  });
});
