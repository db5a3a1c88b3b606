/** `relay`: serves a list on loopback until it is ended. */
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { viewGo } from '../../../doctor/environment/goView.ts';
import { networkVariables } from '../../../doctor/environment/networkVariables.ts';
import { type GoproxyList, parseList } from '../../../goproxy/list/list.ts';
import { listenOnLoopback } from '../../../net/loopback/loopbackServer.ts';
import { createNetwork } from '../../../net/network.ts';
import { newToken } from '../../../relay/admission.ts';
import { Circuits } from '../../../relay/circuits.ts';
import { Relay } from '../../../relay/relay.ts';
import { planOf, relayedList, relayUrl } from '../../../relay/steps.ts';
import { inert } from '../../../text/inert.ts';
import { cacheTroubleText, relayErrorText, relayHelp } from '../../../text/words/command/relayText.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { megabytes, openCache } from '../../relay/openCache.ts';
import { servedList } from '../../relay/servedList.ts';
import { sharedRelay } from '../../relay/sharedRelay.ts';

export interface RelayOptions extends CommonOptions {
  readonly port: number;
  readonly goproxy?: string;
  /** URLs that count as public mirrors too. */
  readonly public?: readonly string[];
  /** Megabytes of the cache on disk. */
  readonly cache: number;
  /** Serves what windows assign, instead of one list; for the extension alone. */
  readonly shared?: boolean;
}

/** It lives for days beside an editor: V8 would let its young generation grow to 64 MB for a relay's short-lived objects. */
const SMALL_HEAP = ['--max-semi-space-size=2', '--semi-space-growth-factor=1'];

export async function relay(options: RelayOptions, host: Host): Promise<ExitCode> {
  for (const flag of SMALL_HEAP) setFlagsFromString(flag);
  if (options.shared === true) return sharedRelay(host);
  const { console, ports, env, signal } = host;
  const view = await viewGo({ env, cwd: options.cwd, goPath: '', mayRun: true }, ports, signal);
  const list = listOf(options.goproxy ?? view.value('GOPROXY'));
  const environment = networkVariables(env, view.environment.goVersion);
  const network = createNetwork({ environment, files: ports.files });
  const asked = { list, cwd: options.cwd, publics: options.public ?? [], isKept: options.cache > 0 };
  const served = await servedList(asked, view, network, host);
  const keeping = openCache(host, (trouble) => console.complain(cacheTroubleText(trouble)));
  keeping?.cache.resize(megabytes(options.cache));
  const circuits = new Circuits(ports.clock, Math.random);
  const relaying = new Relay({
    ...{ clock: ports.clock, circuits, upstream: network.upstream(), explain: relayErrorText },
    ...(keeping === null ? {} : { cache: keeping.cache }),
  });
  const listening = await listenOnLoopback(options.port, (request) => relaying.respond(request, port));
  if (!listening.ok) {
    throw new CommandError(EXIT.unknown, relayHelp.cannotListen(options.port, inert(listening.error, 40)));
  }
  const { port } = listening.value;
  const token = newToken();
  relaying.serve(token, served);
  const url = relayUrl(port, token);
  const ready = { url, goproxy: relayedList(url, planOf(served.list, served.isPublic)) };
  console.printSecret(options.json === true ? JSON.stringify(ready) : `GOPROXY=${ready.goproxy}`);
  if (!signal.aborted) await once(signal, 'abort');
  relaying.dispose();
  keeping?.dispose();
  await listening.value.close();
  return EXIT.ok;
}

function listOf(text: string): GoproxyList {
  if (text === '') throw new CommandError(EXIT.unknown, relayHelp.noList());
  const parsed = parseList(text);
  if (!parsed.ok) throw new CommandError(EXIT.usage, relayHelp.badList(inert(text, 80)));
  if (parsed.value.entries.some(({ kind }) => kind === 'url')) return parsed.value;
  throw new CommandError(EXIT.usage, relayHelp.nothingToServe());
}
