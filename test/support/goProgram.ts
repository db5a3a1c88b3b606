/** Small Go programs as judges, built beside the toolchain's own copy of golang.org/x/mod: what go itself decides by, without network. */
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

export interface GoProgram {
  /** Starts it with this on its standard input; returns what it prints. */
  run(input: string): Promise<string>;
  dispose(): Promise<void>;
}

/** Builds the package in the folder `source` with the go on the PATH, or returns null where there is no go of 1.26 or later. */
export async function buildGoProgram(source: string): Promise<GoProgram | null> {
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
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-program-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    // The toolchain carries the x/mod that it was built with; as a module of its own it needs a go.mod.
    await cp(join(root, 'src/cmd/vendor/golang.org/x/mod'), join(folder, 'xmod'), { recursive: true });
    await cp(source, folder, { recursive: true });
    await writeFile(join(folder, 'xmod/go.mod'), `module golang.org/x/mod\n\ngo ${language}\n`);
    const replace = 'require golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./xmod\n';
    await writeFile(join(folder, 'go.mod'), `module judge\n\ngo ${language}\n\n${replace}`);
    await run('go', ['build', '-o', 'judge', '.'], { ...options, cwd: folder });
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    async run(input) {
      const child = spawn(join(folder, 'judge'), { stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdin.end(input);
      const [output, code] = await Promise.all([
        text(child.stdout),
        new Promise<number | null>((resolve) => child.once('close', resolve)),
      ]);
      if (code !== 0) throw new Error(`the program in ${source} ended with ${code}`);
      return output;
    },
    dispose,
  };
}
