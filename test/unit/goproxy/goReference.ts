/** Go's own libraries as the judge of ours: builds testdata/reference once and puts questions to it. */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

export interface Question {
  readonly op: string;
  readonly args: readonly string[];
}

export interface GoReference {
  /** Answers in the order of the questions; shapes as in testdata/reference/main.go. */
  ask(questions: readonly Question[]): Promise<unknown[]>;
  dispose(): Promise<void>;
}

/** Builds the judge with the go on the PATH, without network, or returns null where there is no go of 1.26 or later. */
export async function buildReference(): Promise<GoReference | null> {
  const run = promisify(execFile);
  const environment = { ...process.env, GOENV: 'off', GOFLAGS: '-mod=mod', GOPROXY: 'off', GOSUMDB: 'off' };
  const options = { env: { ...environment, GOTOOLCHAIN: 'local', GOWORK: 'off', CGO_ENABLED: '0' } };
  let language: string;
  let root: string;
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION', 'GOROOT'], options);
    [language = '', root = ''] = stdout.replace(/^go(1\.[0-9]+).*/, '$1').split('\n');
  } catch {
    return null;
  }
  // Older ones read URLs with more than one colon in the host; a newer go line would ask for another toolchain.
  if (Number(language.slice(2)) < 26) return null;
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-reference-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    // The toolchain carries the x/mod that it was built with; as a module of its own it needs a go.mod.
    await cp(join(root, 'src/cmd/vendor/golang.org/x/mod'), join(folder, 'xmod'), { recursive: true });
    await cp(join(import.meta.dirname, 'testdata/reference'), folder, { recursive: true });
    await writeFile(join(folder, 'xmod/go.mod'), `module golang.org/x/mod\n\ngo ${language}\n`);
    const replace = 'require golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./xmod\n';
    await writeFile(join(folder, 'go.mod'), `module reference\n\ngo ${language}\n\n${replace}`);
    await run('go', ['build', '-o', 'reference', '.'], { ...options, cwd: folder });
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    async ask(questions) {
      const child = spawn(join(folder, 'reference'), { stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdin.end(JSON.stringify(questions.map(({ op, args }) => ({ Op: op, Args: args }))));
      return JSON.parse(await text(child.stdout));
    },
    dispose,
  };
}
