// The suites of `npm test`, in their order. A test file that is in none of the folders below belongs to `unit`.

const checks = [
  { name: 'typecheck', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['biome', 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])] },
  { name: 'build', command: ['node', 'esbuild.mjs'] },
];

const folders = { network: ['test/network', 'test/lab'], differential: ['test/differential'], editor: ['test/editor'] };

/**
 * `command` is a single check: exit code 0 or not. `folders` are searched for mocha's *.test.ts, `except` left out.
 * `jobs` files run side by side where they do not measure or share anything (most wait more than they work).
 * `needs` are the things of setup() without which the suite cannot run.
 *
 * @type {{ name: string, command?: string[], folders?: string[], except?: string[], jobs?: number, needs?: string[] }[]}
 */
export const suites = [
  ...checks,
  { name: 'unit', folders: ['test'], except: Object.values(folders).flat(), jobs: 2 },
  { name: 'network', folders: folders.network, jobs: 3 },
  { name: 'differential', folders: folders.differential },
  { name: 'editor', folders: folders.editor, needs: ['browser', 'vscode'] },
];
