/** A call through fake ports: what reaches them, and what a wrong one is told. */
import assert from 'node:assert/strict';
import { failure, success } from '../../../src/base/result.ts';
import { callTool } from '../../../src/tools/callTool.ts';
import { TOOL_NAMES, type ToolName } from '../../../src/tools/toolName.ts';
import type { AskedExamination, AskedUse, ToolPorts } from '../../../src/tools/toolPorts.ts';
import { TOOLS } from '../../../src/tools/toolTable.ts';
import { examination } from '../../support/examinations.ts';

const USED = { scope: 'user', before: null, after: 'x', effective: 'x', masked: false, said: 'done' } as const;

function ports(more: Partial<ToolPorts> = {}) {
  const examined: AskedExamination[] = [];
  const used: AskedUse[] = [];
  const fake: ToolPorts = {
    examine: async (asked) => {
      examined.push(asked);
      return examination('failing');
    },
    use: async (asked) => {
      used.push(asked);
      return success(USED);
    },
    ...more,
  };
  const call = (name: ToolName, input: unknown, signal = new AbortController().signal) =>
    callTool({ name, input, signal, onProgress: () => undefined }, fake);
  return { call, examined, used, fake };
}

describe('a tool call', () => {
  it('hands on what was asked for', async () => {
    const { call, examined, used } = ports();
    assert.equal((await call('goproxy_diagnose', undefined)).isError, false);
    await call('goproxy_diagnose', { goproxy: 'off', modules: ['a.test/m', 'a.test/m@v1.0.0'], quick: true });
    assert.deepEqual(examined, [
      { goproxy: null, modules: [], quick: false },
      {
        goproxy: 'off',
        modules: [
          { module: 'a.test/m', version: null },
          { module: 'a.test/m', version: 'v1.0.0' },
        ],
        quick: true,
      },
    ]);
    await call('goproxy_use', { list: 'goproxy.cn', scope: 'user' });
    await call('goproxy_use', { first: 0, scope: 'workspace' });
    assert.deepEqual(used, [
      { wanted: 'goproxy.cn', scope: 'user' },
      { wanted: 0, scope: 'workspace' },
    ]);
  });

  it('that is wrong reaches nothing, whoever has looked at it before', async () => {
    const { call, examined, used } = ports();
    for (const [name, input] of [
      ['goproxy_diagnose', 'x'],
      ['goproxy_diagnose', [1]],
      ['goproxy_diagnose', { goproxy: 1 }],
      ['goproxy_diagnose', { modules: 'a.test/m' }],
      ['goproxy_diagnose', { modules: [1] }],
      ['goproxy_diagnose', { modules: ['not a module'] }],
      ['goproxy_diagnose', { modules: Array(9).fill('a.test/m') }],
      ['goproxy_diagnose', { quick: 'yes' }],
      ['goproxy_diagnose', { __proto__: null, constructor: 'x' }],
      ['goproxy_classify', {}],
      ['goproxy_use', { list: 'x' }],
      ['goproxy_use', { scope: 'user' }],
      ['goproxy_use', { scope: 'user', list: 'x', first: 1 }],
      ['goproxy_use', { scope: 'user', first: -1 }],
      ['goproxy_use', { scope: 'user', first: 1.5 }],
      ['goproxy_use', { scope: 'all', list: 'x' }],
    ] as const) {
      const { isError, document, text } = await call(name, input);
      assert.deepEqual([isError, document], [true, null], JSON.stringify(input));
      assert.match(text, /^\S.*\.$/);
    }
    assert.deepEqual([examined, used], [[], []]);
  });

  it('tells the fault of a change, and that there is no list', async () => {
    const { call } = ports({ examine: async () => null, use: async () => failure('It is read-only.') });
    assert.equal((await call('goproxy_use', { list: 'x', scope: 'user' })).text, 'It is read-only.');
    assert.match((await call('goproxy_diagnose', {})).text, /GOPROXY/);
  });

  it('that takes too long is ended, and told so', async () => {
    const { fake } = ports({
      examine: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const call = {
      name: 'goproxy_diagnose',
      input: {},
      signal: new AbortController().signal,
      onProgress: () => undefined,
    } as const;
    const answer = await callTool(call, fake, 20);
    assert.equal(answer.isError, true);
    assert.match(answer.text, /within 0\.02 s/);
  });

  it('tells a defect without its secrets, and rejects only when it is cancelled', async () => {
    const broken = ports({
      examine: async () => {
        throw new Error('at https://u:geheim@a.test');
      },
    });
    const answer = await broken.call('goproxy_diagnose', {});
    assert.equal(answer.isError, true);
    assert.match(answer.text, /a\.test/);
    const cancelled = AbortSignal.abort();
    const stopped = ports({ examine: async (_, signal) => signal.throwIfAborted() as never });
    await assert.rejects(stopped.call('goproxy_diagnose', {}, cancelled), { name: 'AbortError' });
  });
});

describe('the table of tools', () => {
  it('has names and words that every surface takes', () => {
    assert.deepEqual(
      TOOLS.map(({ name }) => name),
      TOOL_NAMES,
    );
    for (const { name, description, input, isReadOnly } of TOOLS) {
      assert.match(name, /^goproxy_[a-z]+$/);
      assert.ok(description.length > 200 && description.length < 1_024, `${name}: ${description.length}`);
      assert.match(description, /changing|changes/i);
      assert.match(description, /Never work around a failure by turning checks off/);
      assert.ok(input.required.every((key) => Object.hasOwn(input.properties, key)));
      assert.equal(isReadOnly, name !== 'goproxy_use');
    }
  });
});
