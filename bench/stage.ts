// Where the rows are measured: a lab on loopback, a throw-away module, and an environment that knows nothing of this machine.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeConsumer } from '../test/lab/content/consumer.ts';
import { type Lab, startLab } from '../test/lab/lab.ts';

export interface Stage {
  /** The checkout; its dist/ is what is measured. */
  readonly root: string;
  readonly lab: Lab;
  /** A folder with a module that requires the well-known sample module. */
  readonly folder: string;
  /** An empty folder. */
  readonly emptyFolder: string;
  /** The environment of every child: no forward proxy, no settings of the user's, the lab's authority and database. */
  readonly env: NodeJS.ProcessEnv;
  /** True leaves out what takes long. */
  readonly quick: boolean;
  readonly signal: AbortSignal;
  /** Ends the lab and removes the files. */
  stop(): Promise<void>;
}

/** The well-known sample module, of which the lab has a stand-in. */
export const SAMPLE = { module: 'golang.org/x/text', version: 'v0.14.0' };

export async function setStage(options: { readonly quick: boolean; readonly signal: AbortSignal }): Promise<Stage> {
  const work = await mkdtemp(join(tmpdir(), 'go-proxy-doctor-bench-'));
  const folder = join(work, 'module');
  const emptyFolder = join(work, 'empty');
  await writeConsumer(folder, { requires: [`${SAMPLE.module}@${SAMPLE.version}`] });
  await mkdir(emptyFolder);
  await muteTelemetry(work);
  const lab = await startLab();
  return {
    ...options,
    root: dirname(import.meta.dirname),
    lab,
    folder,
    emptyFolder,
    env: cleanEnvironment(work, lab),
    stop: async () => {
      await lab.stop();
      await rm(work, { recursive: true, force: true });
    },
  };
}

function cleanEnvironment(home: string, lab: Lab): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    TMPDIR: tmpdir(),
    HOME: home,
    GOENV: 'off',
    GOPATH: join(home, 'go'),
    GOCACHE: join(home, 'cache'),
    GOFLAGS: '-modcacherw',
    GOPROXY: lab.urls.healthy,
    GOSUMDB: lab.sumdbKey,
    GOTOOLCHAIN: 'local',
    SSL_CERT_FILE: lab.caFile,
    XDG_STATE_HOME: join(home, 'state'),
  };
}

/** With a fresh HOME, go would start a child of its own for telemetry that outlives it. */
async function muteTelemetry(home: string): Promise<void> {
  const folder = join(home, '.config', 'go', 'telemetry');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'mode'), 'off');
}
