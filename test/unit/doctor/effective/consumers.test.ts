/** Who sees which GOPROXY: layers by consumers, as a table. */
import assert from 'node:assert/strict';
import { type ConsumerName, type ConsumersInput, consumersOf } from '../../../../src/doctor/effective/consumers.ts';
import type { EditorSettings } from '../../../../src/doctor/effective/editorSettings.ts';

const SILENT: EditorSettings = { goproxy: '', toolsEnvVars: undefined, goplsEnv: undefined };
const OWN = ['own', 'go-env-file'] as const;

type Row = readonly [value: string, origin: string, note?: string];

interface Case extends Partial<Omit<ConsumersInput, 'workspace' | 'user'>> {
  readonly workspace?: Partial<EditorSettings>;
  readonly user?: Partial<EditorSettings>;
  /** What differs from go's own. */
  readonly expect: Partial<Record<ConsumerName, Row>>;
}

const FROM_GOPROXY: Row = ['ws', 'workspace', 'go.goproxy'];
const FROM_TOOLS: Row = ['tools', 'workspace', 'go.toolsEnvVars'];
const PINNED: Row = ['pin', 'go-extension', 'stale-pin'];

const CASES: Readonly<Record<string, Case>> = {
  'nothing set': { expect: {} },
  'go.goproxy reaches terminals and tasks, and nobody else': {
    workspace: { goproxy: ' ws ' },
    expect: { terminal: FROM_GOPROXY, task: FROM_GOPROXY },
  },
  'a blank go.goproxy is none': { workspace: { goproxy: '  ' }, expect: {} },
  'go.toolsEnvVars reaches the Go extension and gopls': {
    workspace: { toolsEnvVars: { GOPROXY: 'tools', GOSUMDB: 'off' } },
    expect: { 'go-extension': FROM_TOOLS, gopls: FROM_TOOLS },
  },
  'go.toolsEnvVars over the pin': {
    workspace: { toolsEnvVars: { GOPROXY: 'tools' } },
    pinned: 'pin',
    expect: { 'go-extension': FROM_TOOLS, gopls: FROM_TOOLS },
  },
  'go.toolsEnvVars without GOPROXY leaves the pin': {
    workspace: { toolsEnvVars: { GOSUMDB: 'off' } },
    pinned: 'pin',
    expect: { 'go-extension': PINNED, gopls: PINNED },
  },
  'the pin reaches the Go extension and gopls': {
    pinned: 'pin',
    expect: { 'go-extension': PINNED, gopls: PINNED },
  },
  'a pin that is still true': {
    pinned: 'own',
    expect: { 'go-extension': ['own', 'go-extension', 'pinned'], gopls: ['own', 'go-extension', 'pinned'] },
  },
  'build.env of gopls over all': {
    workspace: { toolsEnvVars: { GOPROXY: 'tools' }, goplsEnv: { GOPROXY: 'gopls' } },
    pinned: 'pin',
    expect: { 'go-extension': FROM_TOOLS, gopls: ['gopls', 'workspace', 'gopls.build.env'] },
  },
  'a terminal’s own environment, below go.goproxy': {
    workspace: { terminalEnv: { GOPROXY: 'term' } },
    expect: {
      terminal: ['term', 'workspace', 'terminal.integrated.env'],
      task: ['term', 'workspace', 'terminal.integrated.env'],
    },
  },
  'go.goproxy over a terminal’s own environment': {
    workspace: { goproxy: 'ws', terminalEnv: { GOPROXY: 'term' } },
    expect: { terminal: FROM_GOPROXY, task: FROM_GOPROXY },
  },
  'an untrusted workspace says nothing': {
    workspace: { goproxy: 'ws', toolsEnvVars: { GOPROXY: 'tools' }, goplsEnv: { GOPROXY: 'gopls' } },
    trusted: false,
    expect: {},
  },
  'the user’s settings count in an untrusted workspace too': {
    workspace: { goproxy: 'ws' },
    user: { goproxy: 'mine', toolsEnvVars: { GOPROXY: 'my tools' }, terminalEnv: { GOPROXY: 'my term' } },
    trusted: false,
    expect: {
      terminal: ['mine', 'workspace', 'go.goproxy'],
      task: ['mine', 'workspace', 'go.goproxy'],
      'go-extension': ['my tools', 'go-extension', 'go.toolsEnvVars'],
      gopls: ['my tools', 'go-extension', 'go.toolsEnvVars'],
    },
  },
  'the workspace over the user': {
    workspace: { goproxy: 'ws', toolsEnvVars: { GOPROXY: 'tools' } },
    user: { goproxy: 'mine', toolsEnvVars: { GOPROXY: 'my tools' }, goplsEnv: { GOPROXY: 'my gopls' } },
    expect: {
      terminal: FROM_GOPROXY,
      task: FROM_GOPROXY,
      'go-extension': FROM_TOOLS,
      gopls: ['my gopls', 'go-extension', 'gopls.build.env'],
    },
  },
  'what is no string is no list': {
    workspace: { toolsEnvVars: { GOPROXY: 1 }, goplsEnv: { GOPROXY: null }, terminalEnv: { GOPROXY: ['x'] } },
    expect: {},
  },
  'nor what an object inherits': {
    workspace: { toolsEnvVars: Object.create({ GOPROXY: 'x' }) },
    expect: {},
  },
  'an empty one is none': { workspace: { toolsEnvVars: { GOPROXY: '' } }, pinned: '', expect: {} },
  'an old terminal keeps what it has': {
    workspace: { goproxy: 'ws' },
    oldTerminal: { value: 'before' },
    expect: { terminal: FROM_GOPROXY, task: FROM_GOPROXY, 'old-terminal': ['before', 'terminal', 'started-before'] },
  },
  'an old terminal that was given nothing': {
    workspace: { goproxy: 'ws' },
    oldTerminal: { value: null },
    expect: { terminal: FROM_GOPROXY, task: FROM_GOPROXY, 'old-terminal': OWN },
  },
};

describe('consumersOf', () => {
  for (const [name, { expect, workspace, user, ...changes }] of Object.entries(CASES)) {
    it(name, () => {
      const consumers = consumersOf({
        go: { value: 'own', origin: 'go-env-file' },
        workspace: { ...SILENT, ...workspace },
        user: user === undefined ? undefined : { ...SILENT, ...user },
        pinned: null,
        trusted: true,
        ...changes,
      });
      const rows = Object.fromEntries(
        consumers.map(({ name, value, origin, note }) => [
          name,
          note === undefined ? [value, origin] : [value, origin, note],
        ]),
      );
      assert.deepEqual(rows, {
        go: OWN,
        terminal: OWN,
        task: OWN,
        'go-extension': OWN,
        gopls: OWN,
        ...expect,
      });
    });
  }

  it('has them in one order, go first', () => {
    const go = { value: 'own', origin: 'unknown' } as const;
    const input = { go, workspace: SILENT, pinned: null, trusted: true, oldTerminal: { value: 'x' } };
    assert.deepEqual(
      consumersOf(input).map(({ name }) => name),
      ['go', 'terminal', 'old-terminal', 'task', 'go-extension', 'gopls'],
    );
    assert.ok(consumersOf(input).every(({ name, origin }) => name === 'old-terminal' || origin === 'unknown'));
  });
});
