/** kill -9 between any two steps of a change and of its undo: what was there comes back, byte for byte. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ChangeRequest, Undone } from '../../../src/remedies/change/change.ts';
import type { DriverCall } from './changeDriver.ts';
import { type ChangeHome, LABEL, makeChangeHome, NEVER } from './changeHome.ts';

const DRIVER = path.join(import.meta.dirname, 'changeDriver.ts');
/** More steps than any change has. */
const MOST = 60;

interface Scenario {
  readonly prepare: (home: ChangeHome) => void;
  readonly request: (home: ChangeHome) => ChangeRequest;
  readonly mounted?: boolean;
}

const goEnv = (values: Readonly<Record<string, string | null>>) => () => ({ kind: 'go-env', values }) as const;
const settings = (home: ChangeHome): ChangeRequest => ({
  kind: 'settings',
  folder: home.workspace,
  values: { 'go.goproxy': 'https://new.test', 'go.toolsEnvVars': { GOPROXY: 'https://new.test' } },
});

const SUMS = { before: Buffer.from('a v1.0.0 h1:x=\r\n\xff', 'latin1'), after: Buffer.from('a v1.0.0 h1:y=\n') };
const sumFiles = ({ workspace, folder }: ChangeHome) => [
  path.join(workspace, 'go.sum'),
  path.join(folder, 'go.work.sum'),
];

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'an env file with comments and doubles': {
    prepare: (home) => home.put(home.goEnv, '# mine\nGOPROXY=https://a.test\nGONOPROXY=x\nGOPROXY=https://b.test'),
    request: goEnv({ GOPROXY: 'https://new.test', GONOPROXY: null }),
  },
  'no env file': { prepare: () => undefined, request: goEnv({ GOPROXY: 'https://new.test' }) },
  'settings with comments': {
    prepare: (home) => home.put(home.settings, '// mine\r\n{\r\n\t"a": 1, // one\r\n}\r\n'),
    request: settings,
  },
  'settings that can only be written in their place': {
    prepare: (home) => home.put(home.settings, '// mine\n{\n\t"a": 1\n}\n'),
    request: settings,
    mounted: true,
  },
  'no settings': { prepare: () => undefined, request: settings },
  'mended go.sum files': {
    prepare: (home) => {
      for (const file of sumFiles(home)) home.put(file, SUMS.before);
    },
    request: (home) => ({ kind: 'sums', edits: sumFiles(home).map((file) => ({ path: file, ...SUMS })) }),
  },
  'a run of go': {
    prepare: () => undefined,
    request: (home) => ({
      kind: 'go',
      folder: home.workspace,
      args: ['mod', 'edit', '-require=example.test/a@v1.0.0'],
    }),
  },
};

describe('changes that are killed', function () {
  this.timeout(120_000);
  let home: ChangeHome;
  beforeEach(() => {
    home = makeChangeHome();
  });
  afterEach(() => home.remove());

  /** Returns whether it died. */
  function drive(request: ChangeRequest | null, step: number, torn: boolean, mounted: boolean): boolean {
    const call: DriverCall = { state: home.state, context: home.context, request, step, torn, mounted };
    const { signal, status, stdout, stderr } = spawnSync(process.execPath, [DRIVER, JSON.stringify(call)]);
    if (signal === 'SIGKILL') return true;
    assert.equal(status, 0, String(stderr));
    assert.deepEqual(JSON.parse(String(stdout)).ok, true, String(stdout));
    return false;
  }

  /** Undoes until there is nothing more, and looks at what is left. Returns what undo has said. */
  async function assertRestored(before: ReadonlyMap<string, string>, what: string): Promise<readonly Undone[]> {
    const undone: Undone[] = [];
    for (;;) {
      const result = await home.changes().undo(NEVER);
      if (!result.ok) {
        assert.equal(result.error.code, 'nothing-to-undo', `${what}: ${JSON.stringify(result.error)}`);
        break;
      }
      undone.push(result.value);
    }
    assert.deepEqual(home.picture(), before, what);
    assert.deepEqual(readdirSync(home.state), [], `${what}: left behind`);
    return undone;
  }

  for (const [name, { prepare, request, mounted = false }] of Object.entries(SCENARIOS)) {
    for (const torn of [false, true]) {
      it(`in being made (${name}${torn ? ', writes torn' : ''})`, async () => {
        prepare(home);
        const before = home.picture();
        const said: Undone[] = [];
        let step = 0;
        for (; drive(request(home), step, torn, mounted); step++) {
          assert.ok(step < MOST);
          const undone = await assertRestored(before, `killed at step ${step}`);
          assert.ok(undone.length <= 1);
          said.push(...undone);
        }
        assert.notDeepEqual(home.picture(), before);
        assert.ok(step >= (torn ? 3 : 10), `only ${step} steps`);
        const [whole, ...more] = await assertRestored(before, 'not killed');
        assert.deepEqual([whole?.interrupted, whole?.merged, more], [false, false, []]);
        // What go had made of its files was not recorded yet: that is told.
        const { kind } = request(home);
        assert.equal(
          said.some(({ interrupted }) => interrupted),
          kind === 'go',
        );
        assert.ok(said.every(({ merged }) => !merged));
      });

      it(`in being taken back (${name}${torn ? ', writes torn' : ''})`, async () => {
        prepare(home);
        const before = home.picture();
        for (let step = 0; ; step++) {
          assert.ok(step < MOST);
          const made = await home.changes().apply(request(home), LABEL, home.context, NEVER);
          assert.ok(made.ok && made.value.id !== '');
          const died = drive(null, step, torn, mounted);
          await assertRestored(before, `killed at step ${step}`);
          if (!died) break;
          assert.ok(step < MOST);
        }
      });
    }
  }
});
