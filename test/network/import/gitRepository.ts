/** A repository, its archives as release pages offer them (`git archive`), and what the real go makes of it by itself. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runGo } from '../../lab/goRunner.ts';

/** Name to text; a text that begins with `-> ` makes a link. */
export type RepositoryFiles = Readonly<Record<string, string>>;

export interface GitRepository {
  /** The .zip of the source code at a tag, as GitHub names its folder. */
  archive(tag: string): Buffer;
  /** `h1:…` of the archive that go builds from the repository. */
  goSum(name: string): Promise<string>;
}

/** Its import path is `git.test/shop.git`: git is told to look for that host in a folder, so that nothing is asked anywhere. */
export const ROOT = 'git.test/shop.git';

export function makeRepository(home: string, files: RepositoryFiles, tags: readonly string[]): GitRepository {
  const folder = path.join(home, 'shop.git');
  const config = path.join(home, 'gitconfig');
  writeFileSync(
    config,
    `[user]\n\tname = lab\n\temail = lab@lab.test\n[url "file://${home}/"]\n\tinsteadOf = https://git.test/\n`,
  );
  const env = { PATH: process.env.PATH ?? '', HOME: home, GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'ignore'] });
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    if (text.startsWith('-> ')) symlinkSync(text.slice(3), file);
    else writeFileSync(file, text);
  }
  git('init', '-q', '-b', 'main');
  git('add', '--force', '.');
  git('commit', '-q', '-m', 'one');
  for (const tag of tags) git('tag', tag);
  return {
    archive(tag) {
      // A slash becomes a hyphen, and of a plain version's tag GitHub drops the v.
      const release = tag.replace(/^v(?=\d)/, '').replaceAll('/', '-');
      return git('archive', '--format=zip', `--prefix=shop-${release}/`, tag);
    },
    async goSum(name) {
      const { stdout, stderr } = await runGo(['mod', 'download', '-json', name], { goproxy: 'direct', env });
      const { Sum: sum } = JSON.parse(stdout) as { Sum?: string };
      if (sum === undefined) throw new Error(stdout + stderr);
      return sum;
    },
  };
}
