/** Driver (labHost.ts): opens each case's workspace in gopls and returns what gopls says of it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Driver, LabHost } from '../../../lab/labHost.ts';
import { until } from '../../../support/until.ts';
import type { RecordedCase, RecordedDiagnostic } from '../recordedCase.ts';
import { CASES, GO_MOD, type GoplsCase, MAIN_GO, REQUIRED } from './cases.ts';
import { LspClient } from './lspClient.ts';

export interface RecordInput {
  /** Path of the gopls program. */
  readonly gopls: string;
  readonly names: readonly string[];
}

/** ms for loading the packages: gopls is done in less, or never. */
const LOADING = 15_000;
/** ms for all that it says then. */
const TALKING = 60_000;
/** ms without a word after which it has finished: it checks types, the standard library's as well, before it speaks. */
const QUIET = 8_000;

const driver: Driver = async ({ lab }, input): Promise<Record<string, RecordedCase>> => {
  const { gopls, names } = input as RecordInput;
  const recorded: Record<string, RecordedCase> = {};
  // What gopls and go know of the standard library is kept from case to case; nothing of modules is.
  const caches = await mkdtemp(join(tmpdir(), 'go-proxy-gopls-cache-'));
  for (const name of names) {
    const one = CASES[name];
    if (one !== undefined) recorded[name] = await record(one, gopls, caches, lab);
  }
  await removeTree(caches);
  return recorded;
};

async function record(one: GoplsCase, gopls: string, caches: string, lab: LabHost['lab']): Promise<RecordedCase> {
  const home = await mkdtemp(join(tmpdir(), 'go-proxy-gopls-'));
  const folder = join(home, 'shop');
  const mainGo = one.mainGo ?? MAIN_GO;
  await mkdir(folder);
  await writeFile(join(folder, 'go.mod'), GO_MOD);
  await writeFile(join(folder, 'main.go'), mainGo);
  if (one.goSum !== 'absent') await writeFile(join(folder, 'go.sum'), lab.modules.goSum(REQUIRED));
  const client = new LspClient(gopls, folder, environment(home, caches, one.goproxy(lab.urls)));
  try {
    await client.open(folder, { 'go.mod': GO_MOD, 'main.go': mainGo });
    const isLoaded = () => client.progress.some(({ kind }) => kind === 'end');
    await until(isLoaded, 'gopls has loaded the packages', LOADING).catch(() => undefined);
    if (isLoaded()) await until(() => performance.now() - client.heardAt > QUIET, 'gopls is quiet', TALKING);
    return {
      ends: isLoaded(),
      diagnostics: [...client.diagnostics].flatMap(([uri, said]) => {
        const file = uri.slice(pathToFileURL(folder).href.length + 1);
        return said.map((each) => ({ file, ...plain(each, home, lab.urls) }));
      }),
      progress: client.progress.map(({ kind, title, message }) => {
        const words = [title, message].filter((text) => text !== undefined).join(': ');
        return `${kind} ${stable(words, home, lab.urls)}`.trim();
      }),
    };
  } finally {
    client.kill();
    await removeTree(home);
  }
}

function environment(home: string, caches: string, goproxy: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    GOPATH: join(home, 'go'),
    GOMODCACHE: join(home, 'mod'),
    GOCACHE: join(caches, 'go'),
    GOPLSCACHE: join(caches, 'gopls'),
    GOENV: 'off',
    GOFLAGS: '-modcacherw',
    GOPROXY: goproxy,
    GOSUMDB: 'off',
    GOTOOLCHAIN: 'local',
    GOTELEMETRY: 'off',
  };
}

function plain(
  { range, severity, code, source, message }: Omit<RecordedDiagnostic, 'file'>,
  home: string,
  urls: LabHost['lab']['urls'],
): Omit<RecordedDiagnostic, 'file'> {
  return {
    range,
    ...(severity === undefined ? {} : { severity }),
    ...(code === undefined ? {} : { code }),
    ...(source === undefined ? {} : { source }),
    message: stable(message, home, urls),
  };
}

/** Ports and folders differ from run to run: a reader puts back what `http://NAME.lab` and `/home/dev` stand for. */
function stable(text: string, home: string, urls: LabHost['lab']['urls']): string {
  const named = Object.entries(urls).reduce(
    (all, [name, url]) => all.replaceAll(new URL(url).host, `${name}.lab`),
    text,
  );
  return named.replaceAll(home, '/home/dev');
}

/** gopls may still be writing its last files: what is left behind is of this namespace's own temporary folder. */
async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}

export default driver;
