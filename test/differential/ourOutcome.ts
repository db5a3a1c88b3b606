/** What our core says of a list: the same examination that `simulate M@V` makes, with the environment that go gets. */
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { examine } from '../../src/doctor/examine.ts';
import type { Route } from '../../src/doctor/list/listExamination.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import { parseModuleQuery } from '../../src/goproxy/module/version.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import type { Lab } from '../lab/lab.ts';
import { type ListCase, privateVariables } from './listCase.ts';
import type { FileKind, Outcome } from './outcome.ts';

export interface OurOptions {
  /** ms for one entry. */
  readonly timeout: number;
  /** An empty folder. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Long enough that a busy machine makes no answer slow. */
const LATENCY = 60_000;

/** Returns a function that asks about one list after another; they share what the program shares, the trust store and the names. */
export function ourSide(lab: Lab, { timeout, folder, env = {} }: OurOptions): (listCase: ListCase) => Promise<Outcome> {
  const ports = {
    clock: systemClock,
    files: nodeFiles,
    processes: nodeProcesses,
    programs: nodePrograms,
    platform: process.platform,
    prober: new LocalProber(systemClock, nodeFiles),
  };
  return async (listCase) => {
    const { text, entries, module } = listCase;
    const query = parseModuleQuery(module);
    if (query === null) throw new Error(`not a module: ${module}`);
    const request = {
      goproxy: null,
      named: [query],
      depth: 'sample',
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        GOPROXY: text,
        GOENV: 'off',
        GOSUMDB: 'off',
        GOTOOLCHAIN: 'local',
        SSL_CERT_FILE: lab.caFile,
        SSL_CERT_DIR: folder,
        ...env,
        ...privateVariables(listCase),
      },
      goPath: '',
      trusted: true,
      timeout,
      latency: LATENCY,
    } as const;
    const examination = await examine(request, ports, new AbortController().signal);
    if ('noList' in examination) throw new Error('our side found no list');
    const { routes, verdict } = examination;
    const traced = entries.map(({ kind, value }) => kind.group !== 'keyword' && !value.startsWith('file:'));
    return {
      ok: verdict.ok,
      hangs: verdict.hangs,
      entry: verdict.entry,
      visits: byKind(routes, (request) => request.steps.map(({ entry }) => entry).filter((entry) => traced[entry]), []),
      // Where a private module goes without the list, no entry serves.
      served: byKind(routes, ({ servedBy }) => (servedBy !== null && servedBy < 0 ? null : servedBy), null),
      story: JSON.stringify({ verdict, walk: routes.map(({ walk }) => walk.requests.map(told)) }, null, 1),
    };
  };
}

type Walked = Route['walk']['requests'][number];

function byKind<T>(routes: readonly Route[], read: (request: Walked) => T, none: T): Record<FileKind, T> {
  const of = (kind: FileKind) => {
    const walked = routes[0]?.walk.requests.find(({ request }) => request.kind === kind);
    return walked === undefined ? none : read(walked);
  };
  return { info: of('info'), mod: of('mod'), zip: of('zip') };
}

function told({ request, steps }: Walked): string {
  const words = steps.map(
    ({ entry, result, cause }) => `${entry} ${result}${cause === null ? '' : ` (${cause.code} ${cause.detail})`}`,
  );
  return `.${request.kind}: ${words.join(', ')}`;
}
