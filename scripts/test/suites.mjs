// The suites of `npm test`, in their order. A test file that is in none of the folders below belongs to `unit`.

const checks = [
  { name: 'typecheck', command: ['tsc', '--noEmit'] },
  { name: 'typecheck-pages', command: ['tsc', '--noEmit', '-p', 'src/editor/webview'] },
  { name: 'lint', command: ['biome', 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])] },
  { name: 'build', command: ['node', 'esbuild.mjs'] },
];

const folders = {
  network: ['test/network', 'test/lab'],
  integrity: ['test/network/import', 'test/network/sumdb'],
  differential: ['test/differential'],
  editor: ['test/editor'],
};

/** Those of the network and integrity suites that take longest: begun last, they would be waited for alone. */
const longest = [
  'test/network/relay/turning.test.ts',
  'test/network/verifyLarge.test.ts',
  'test/network/import/bundle.test.ts',
  'test/network/networkFindings.test.ts',
  'test/network/import/tampered.test.ts',
];

/**
 * `command` is a single check: exit code 0 or not. `folders` are searched for mocha's *.test.ts, `except` left out; of them the
 * files `first` are begun first. `jobs` files run side by side where they do not measure or share anything (most wait more than they
 * work). `behind` another suite: runs beside it where both are wanted, one after the other, and steps back for it; nothing that measures a time may. `timeout`:
 * ms for a test that names none, in place of .mocharc.json's; who steps back may be waiting for a processor. `partOf` another suite: runs
 * by itself only when it is named. `env` is set for it. `needs` are the things of setup() without which the suite cannot run.
 *
 * @type {{
 *   name: string, command?: string[], folders?: string[], except?: string[], first?: string[], jobs?: number, behind?: string,
 *   partOf?: string, timeout?: number, env?: Record<string, string>, needs?: string[],
 * }[]}
 */
export const suites = [
  ...checks,
  {
    name: 'unit',
    folders: ['test'],
    except: Object.values(folders).flat(),
    jobs: 2,
    behind: 'editor',
    timeout: 60_000,
  },
  { name: 'network', folders: folders.network, except: folders.integrity, first: longest, jobs: 3 },
  // These two know no time that a busy machine could take from them; the latter waits more than it works.
  { name: 'integrity', folders: folders.integrity, first: longest, jobs: 2, behind: 'editor', timeout: 60_000 },
  { name: 'differential', folders: folders.differential, behind: 'editor' },
  // One window of VS Code at a time: two starve each other's start.
  { name: 'editor', folders: folders.editor, needs: ['browser', 'vscode'] },
  {
    name: 'editor-both',
    folders: folders.editor,
    partOf: 'editor',
    env: { GO_PROXY_DOCTOR_TEST_FLOOR: '1' },
    needs: ['browser', 'vscode'],
  },
];
