// The suites of `npm test`, in their order. A test file that is in none of the folders below belongs to `unit`.

const checks = [
  { name: 'typecheck', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['biome', 'ci', ...(process.stdout.isTTY ? [] : ['--colors=off'])] },
  { name: 'build', command: ['node', 'esbuild.mjs'] },
];

const folders = { network: ['test/network', 'test/lab'], differential: ['test/differential'], editor: ['test/editor'] };

/**
 * `command` is a single check: exit code 0 or not. `folders` are searched for mocha's *.test.ts, `except` left out.
 * `needs` are the things of setup() without which the suite cannot run.
 *
 * @type {{ name: string, command?: string[], folders?: string[], except?: string[], needs?: string[] }[]}
 */
export const suites = [
  ...checks,
  { name: 'unit', folders: ['test'], except: Object.values(folders).flat() },
  { name: 'network', folders: folders.network },
  { name: 'differential', folders: folders.differential },
  { name: 'editor', folders: folders.editor, needs: ['browser', 'vscode'] },
];
