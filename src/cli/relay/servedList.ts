/** A list as the relay serves it: who is a public mirror, what go would send to whom, what the module will want next, what go would take. */
import { databaseQuestion } from '../../doctor/checksum/databaseQuestion.ts';
import { defaultMirrors } from '../../doctor/environment/defaultMirrors.ts';
import type { GoView } from '../../doctor/environment/goView.ts';
import { listCredentials } from '../../doctor/environment/listCredentials.ts';
import { type ModuleFiles, readModuleFiles } from '../../doctor/graph/readModuleFiles.ts';
import { sumPlaces } from '../../doctor/verify/sumPlaces.ts';
import type { GoproxyList, UrlEntry } from '../../goproxy/list/list.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import type { CredentialFields } from '../../net/exchange.ts';
import type { Network } from '../../net/network.ts';
import { sharedSession } from '../../net/session/sharedSession.ts';
import { ListWitness } from '../../relay/cache/listWitness.ts';
import { foresee } from '../../relay/prefetch/foresight.ts';
import type { ServedList } from '../../relay/relay.ts';
import type { Host } from '../host.ts';

export interface ServedListRequest {
  readonly list: GoproxyList;
  /** Where go would be run. */
  readonly cwd: string;
  /** URLs that count as public mirrors too. */
  readonly publics: readonly string[];
  /** Whether the list has a part in the cache. */
  readonly isKept: boolean;
  /** See planOf. */
  readonly isHeld?: boolean;
}

/** ms for the commands of GOAUTH together. */
const CREDENTIALS = 10_000;
/** To one entry or the database itself; one look-up needs a few requests, one after the other. */
const CONNECTIONS = 4;

/** `network` is the way to the checksum database. Rejects only when aborted. */
export async function servedList(
  { list, cwd, publics, isKept, isHeld = false }: ServedListRequest,
  view: GoView,
  network: Network,
  { env, ports, signal }: Host,
): Promise<ServedList> {
  const known = [...(await defaultMirrors(view, ports)), ...publics];
  const question = { env, cwd, trusted: true, depth: 'sample', goproxy: null, timeout: CREDENTIALS } as const;
  const credentials = await listCredentials(list, question, view, ports, signal);
  const settings = { GOFLAGS: view.value('GOFLAGS'), GO111MODULE: view.value('GO111MODULE') };
  const source = {
    modCache: view.value('GOMODCACHE'),
    variables: { GOPRIVATE: view.value('GOPRIVATE'), GONOPROXY: view.value('GONOPROXY') },
    files: ports.files,
  };
  const moduleFiles = () => readModuleFiles({ cwd, env, platform: ports.platform, settings }, ports.files);
  const fieldsOf = ({ index }: UrlEntry) => credentials.get(index)?.credentials.headers ?? [];
  const served = {
    list,
    isHeld,
    async foresee() {
      const found = await moduleFiles();
      if (found.own === null) return null;
      return foresee({ ...source, folder: found.own.folder, workspace: keptByWorkspace(found) });
    },
    isPublic: ({ url }: UrlEntry) => isPublicMirror(url, known),
    credentials: fieldsOf,
  };
  if (!isKept) return served;
  const witness = new ListWitness({
    ...{ clock: ports.clock, files: ports.files },
    places: async () => sumPlaces(await moduleFiles(), cwd).map(({ place }) => place),
    question: databaseQuestion(view, wayOf(list, fieldsOf), { env, platform: ports.platform }),
    open: () => sharedSession(() => network.open(), CONNECTIONS),
  });
  return { ...served, witness };
}

/** Modules that are worked on together, and what go.work or one of them replaces, which counts for all. */
function keptByWorkspace({ mains, workspace }: ModuleFiles): string[] {
  const own = mains.flatMap(({ goMod }) => (goMod.module === null ? [] : [goMod.module]));
  const replaced = [...mains, ...(workspace === null ? [] : [workspace])].flatMap(({ goMod }) => goMod.replaces);
  return [...own, ...replaced.map(({ old }) => old)];
}

/** By way of the list's entries, which are sent what go would send them. */
function wayOf({ entries }: GoproxyList, fieldsOf: (entry: UrlEntry) => CredentialFields) {
  const urls = entries.filter((entry) => entry.kind === 'url');
  return { entries, credentials: new Map(urls.map((entry) => [entry.url, fieldsOf(entry)])) };
}
