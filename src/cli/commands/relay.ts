/** `relay`: serves a list on loopback until it is ended. */
import { once } from 'node:events';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { defaultMirrors } from '../../doctor/defaultMirrors.ts';
import { type GoView, viewGo } from '../../doctor/goView.ts';
import { listCredentials } from '../../doctor/listCredentials.ts';
import { networkVariables } from '../../doctor/networkVariables.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import { isPublicMirror } from '../../goproxy/list/mirrors.ts';
import { listenOnLoopback } from '../../net/loopback/loopbackServer.ts';
import { createNetwork } from '../../net/network.ts';
import { Circuits } from '../../relay/circuits.ts';
import { foresee } from '../../relay/prefetch/foresight.ts';
import { Relay, type ServedList } from '../../relay/relay.ts';
import { inert } from '../../text/inert.ts';
import { relayErrorText, relayHelp } from '../../text/words/relayText.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

export interface RelayOptions extends CommonOptions {
  readonly port: number;
  readonly goproxy?: string;
  /** URLs that count as public mirrors too. */
  readonly public?: readonly string[];
}

/** ms for the commands of GOAUTH together. */
const CREDENTIALS = 10_000;

/** It lives for days beside an editor: V8 would let its young generation grow to 64 MB for a relay's short-lived objects. */
const SMALL_HEAP = ['--max-semi-space-size=2', '--semi-space-growth-factor=1'];

export async function relay(options: RelayOptions, host: Host): Promise<ExitCode> {
  for (const flag of SMALL_HEAP) setFlagsFromString(flag);
  const { console, ports, env, signal } = host;
  const view = await viewGo({ env, cwd: options.cwd, goPath: '', mayRun: true }, ports, signal);
  const served = await servedList(options, view, host);
  const environment = networkVariables(env, view.environment.goVersion);
  const upstream = createNetwork({ environment, files: ports.files }).upstream();
  const circuits = new Circuits(ports.clock, Math.random);
  const relaying = new Relay({ clock: ports.clock, circuits, upstream, explain: relayErrorText });
  const listening = await listenOnLoopback(options.port, (request) => relaying.respond(request, port));
  if (!listening.ok) {
    throw new CommandError(EXIT.unknown, relayHelp.cannotListen(options.port, inert(listening.error, 40)));
  }
  const { port } = listening.value;
  const ready = relaying.serve(served, port);
  console.printSecret(options.json === true ? JSON.stringify(ready) : `GOPROXY=${ready.goproxy}`);
  if (!signal.aborted) await once(signal, 'abort');
  relaying.dispose();
  await listening.value.close();
  return EXIT.ok;
}

async function servedList(options: RelayOptions, view: GoView, { env, ports, signal }: Host): Promise<ServedList> {
  const list = listOf(options.goproxy ?? view.value('GOPROXY'));
  const known = [...(await defaultMirrors(view, ports)), ...(options.public ?? [])];
  const { cwd } = options;
  const question = { env, cwd, trusted: true, depth: 'sample', goproxy: null, timeout: CREDENTIALS } as const;
  const credentials = await listCredentials(list, question, view, ports, signal);
  const found = await findWorkspaceModule(cwd, ports.files);
  const source = {
    folder: found === null ? cwd : path.dirname(found.file),
    modCache: view.value('GOMODCACHE'),
    variables: { GOPRIVATE: view.value('GOPRIVATE'), GONOPROXY: view.value('GONOPROXY') },
    files: ports.files,
  };
  return {
    list,
    foresee: () => foresee(source),
    isPublic: ({ url }) => isPublicMirror(url, known),
    credentials: ({ index }) => credentials.get(index)?.credentials.headers ?? [],
  };
}

function listOf(text: string): GoproxyList {
  if (text === '') throw new CommandError(EXIT.unknown, relayHelp.noList());
  const parsed = parseList(text);
  if (!parsed.ok) throw new CommandError(EXIT.usage, relayHelp.badList(inert(text, 80)));
  if (parsed.value.entries.some(({ kind }) => kind === 'url')) return parsed.value;
  throw new CommandError(EXIT.usage, relayHelp.nothingToServe());
}
