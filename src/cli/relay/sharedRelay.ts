/**
 * The one relay of a user, for all windows: it serves what they assign through files, says where it is, and ends when nobody holds it any
 * more. A restart after a crash finds the same port and tokens, so that terminals that have them go on.
 */
import { once } from 'node:events';
import { homedir } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '../../base/result.ts';
import { FileLock } from '../../base/shared/fileLock.ts';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { viewGo } from '../../doctor/environment/goView.ts';
import { networkVariables } from '../../doctor/environment/networkVariables.ts';
import { parseList } from '../../goproxy/list/list.ts';
import { type LoopbackServer, listenOnLoopback } from '../../net/loopback/loopbackServer.ts';
import { createNetwork, type Network } from '../../net/network.ts';
import { Circuits } from '../../relay/circuits.ts';
import { Relay } from '../../relay/relay.ts';
import { type Assignment, formatAssignment } from '../../relay/shared/assignment.ts';
import { listBehind } from '../../relay/shared/listBehind.ts';
import { RelayFolder } from '../../relay/shared/relayFolder.ts';
import { SharedLists } from '../../relay/shared/sharedLists.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import { inert } from '../../text/inert.ts';
import { relayErrorText, relayHelp } from '../../text/words/command/relayText.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { Host } from '../host.ts';
import { Lingering } from './lingering.ts';
import { megabytes, type OpenCache, openCache } from './openCache.ts';
import { servedList } from './servedList.ts';
import { watchFolder } from './watchFolder.ts';

/** Changes of files and circuits come in bursts. */
const SETTLE = 50;
/** ms for a relay that was killed to let go of its port: one of its threads may still be about to end when it counts as dead. */
const LETTING_GO = 1_000;
const POLL = 50;

/** Ends with 0 also where another one is running already. */
export async function sharedRelay(host: Host): Promise<ExitCode> {
  const state = stateFolder({ HOME: homedir(), ...host.env }, host.ports.platform);
  if (state === null) throw new CommandError(EXIT.unknown, relayHelp.noStateFolder());
  const folder = new RelayFolder(nodeWritableFiles, state);
  const error = await folder.open();
  if (error !== null) throw new CommandError(EXIT.unknown, relayHelp.noStateFolder());
  const lock = new FileLock(nodeWritableFiles, nodeLockOwners, folder.path);
  await lock.hold(host.signal, () => new SharedRelay(folder, host).run());
  return EXIT.ok;
}

class SharedRelay {
  readonly #folder: RelayFolder;
  readonly #host: Host;
  readonly #circuits: Circuits;
  readonly #network: Network;
  readonly #keeping: OpenCache | null;
  readonly #relay: Relay;
  readonly #lingering: Lingering;
  /** What is being served, by the module's folder. */
  readonly #served = new Map<string, Pick<Assignment, 'token' | 'choice'> & { readonly text: string }>();
  #syncing: Promise<void> = Promise.resolve();
  /** Aborted when nothing is left to be served. */
  readonly #alone = new AbortController();

  constructor(folder: RelayFolder, host: Host) {
    const { ports, env } = host;
    this.#folder = folder;
    this.#host = host;
    this.#circuits = new Circuits(ports.clock, Math.random);
    this.#network = createNetwork({ environment: networkVariables(env, null), files: ports.files });
    this.#keeping = openCache(host, () => undefined);
    const { clock } = ports;
    this.#relay = new Relay({
      ...{ clock, circuits: this.#circuits, upstream: this.#network.upstream(), explain: relayErrorText },
      ...(this.#keeping === null ? {} : { cache: this.#keeping.cache }),
    });
    this.#lingering = new Lingering({
      ...{ clock, folder, lists: new SharedLists(nodeWritableFiles, nodeLockOwners, folder) },
      isHeld: (token) => this.#relay.isHeld(token),
      pruned: () => this.#sync(),
    });
  }

  async run(): Promise<void> {
    const { signal } = this.#host;
    const before = await this.#folder.state();
    // Before the first read: what a window assigns meanwhile must not be missed.
    const unwatch = watchFolder(
      this.#folder.listsPath,
      this.#settled(() => this.#sync()),
    );
    const served = this.#sync();
    const listening = await this.#listen(before?.port ?? 0, served);
    await served;
    await this.#folder.writeState({ owner: await nodeLockOwners.own(), port: listening.port });
    const changes = this.#circuits.onDidChange(this.#settled(() => this.#report()));
    const releases = this.#relay.onRelease(() => void this.#lingering.watch());
    // What the one before has told of its circuits says nothing of ours.
    await this.#report();
    await this.#untilAlone(signal);
    unwatch();
    for (const one of [changes, releases, this.#lingering, this.#relay, this.#keeping]) one?.dispose();
    await listening.close();
  }

  /** The port of the last time, so that terminals which have it go on; another where somebody has taken that. */
  async #listen(port: number, served: Promise<void>): Promise<LoopbackServer> {
    const { clock } = this.#host.ports;
    const end = clock.monotonic() + LETTING_GO;
    while (port !== 0) {
      const listening = await this.#listenOn(port, served);
      if (listening.ok) return listening.value;
      if (clock.monotonic() > end) break;
      await wait(POLL);
    }
    const listening = await this.#listenOn(0, served);
    if (listening.ok) return listening.value;
    throw new CommandError(EXIT.unknown, relayHelp.cannotListen(0, inert(listening.error, 40)));
  }

  /** A go that is at work there waits until its list is `served` again: 403 would end it. */
  async #listenOn(port: number, served: Promise<void>): Promise<Result<LoopbackServer, string>> {
    const listening = await listenOnLoopback(port, async (request) => {
      await served;
      return this.#relay.respond(request, listening.ok ? listening.value.port : 0);
    });
    return listening;
  }

  /** One after the other: two that overlap would serve what the later one took away. One that fails does not stop the next. */
  #sync(): Promise<void> {
    this.#syncing = this.#syncing.then(() => this.#syncNow()).catch(() => undefined);
    return this.#syncing;
  }

  async #syncNow(): Promise<void> {
    const all = await this.#folder.assignments();
    const assignments = all.flatMap((one) => {
      const list = listBehind(one.list, all);
      return list === null ? [] : [{ ...one, list }];
    });
    for (const [folder, { token }] of [...this.#served]) {
      if (assignments.some((one) => one.folder === folder && one.token === token)) continue;
      this.#relay.withdraw(token);
      this.#served.delete(folder);
    }
    // Windows agree, as a rule: the setting is one for the machine.
    this.#keeping?.cache.resize(megabytes(Math.max(0, ...assignments.map(({ cache }) => cache))));
    for (const assignment of assignments) await this.#serve(assignment);
    if (all.length === 0) this.#alone.abort();
    else await this.#lingering.watch();
  }

  async #serve(assignment: Assignment): Promise<void> {
    const { token, folder: cwd, publics, cache, choice } = assignment;
    // Who holds it is no change of what is served.
    const text = formatAssignment({ ...assignment, holders: [] });
    const before = this.#served.get(cwd);
    if (before?.text === text) return;
    const list = parseList(assignment.list);
    if (!list.ok) return;
    const { env, ports, signal } = this.#host;
    const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
    const asked = { list: list.value, cwd, publics, isKept: cache > 0, isHeld: choice?.isHeld ?? false };
    this.#relay.serve(token, await servedList(asked, view, this.#network, this.#host));
    this.#served.set(cwd, { token, choice, text });
    const [first] = list.value.entries;
    if (choice !== null && choice.at !== before?.choice?.at && first?.kind === 'url') this.#circuits.forgive(first);
  }

  async #report(): Promise<void> {
    await this.#folder.writeReport({ circuits: this.#circuits.view() });
  }

  /** Runs `action` a moment after the first of several calls. */
  #settled(action: () => Promise<void>): () => void {
    let isDue = false;
    return () => {
      if (isDue) return;
      isDue = true;
      this.#host.ports.clock.after(SETTLE, () => {
        isDue = false;
        void action();
      });
    };
  }

  /** Resolves when nobody holds it, or it is told to end. */
  async #untilAlone(signal: AbortSignal): Promise<void> {
    const ending = AbortSignal.any([signal, this.#alone.signal]);
    if (!ending.aborted) await once(ending, 'abort');
  }
}
