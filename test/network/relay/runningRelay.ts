/** A relay in this process, as the command line builds it, for lists of the lab. */
import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock.ts';
import { nodeFiles } from '../../../src/base/files.ts';
import { parseList, type UrlEntry } from '../../../src/goproxy/list/list.ts';
import type { ServedRequest } from '../../../src/goproxy/protocol/parseRequest.ts';
import type { CredentialFields } from '../../../src/net/exchange.ts';
import { listenOnLoopback } from '../../../src/net/loopback/loopbackServer.ts';
import { createNetwork } from '../../../src/net/network.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import type { Outcome } from '../../../src/relay/race.ts';
import { RELAY_LIMITS, Relay, type RelayLimits } from '../../../src/relay/relay.ts';
import { planOf, relayedList, relayUrl } from '../../../src/relay/steps.ts';
import { relayErrorText } from '../../../src/text/words/command/relayText.ts';
import type { Lab } from '../../lab/lab.ts';
import { trusting } from '../labList.ts';
import { openTestCache, type TestCache, testWitness } from './cache/testCache.ts';

export interface RunningRelay {
  readonly url: string;
  readonly port: number;
  /** The GOPROXY value. */
  readonly goproxy: string;
  readonly circuits: Circuits;
  readonly answers: readonly { readonly request: ServedRequest; readonly outcome: Outcome }[];
  close(): Promise<void>;
}

export interface RelayOptions {
  /** Tells which URLs count as public mirrors: all of them unless told. */
  readonly isPublic?: (url: string) => boolean;
  readonly limits?: RelayLimits;
  readonly credentials?: CredentialFields;
  readonly cache?: TestCache;
}

export async function runRelay(
  lab: Lab,
  list: string,
  { isPublic = () => true, limits = RELAY_LIMITS, credentials = [], cache }: RelayOptions = {},
): Promise<RunningRelay> {
  const parsed = parseList(list);
  assert.ok(parsed.ok, list);
  const network = createNetwork({ environment: trusting(lab), files: nodeFiles });
  const circuits = new Circuits(systemClock, Math.random);
  const answers: { request: ServedRequest; outcome: Outcome }[] = [];
  const onAnswer = (request: ServedRequest, outcome: Outcome) => void answers.push({ request, outcome });
  const relay = new Relay(
    {
      ...{ clock: systemClock, circuits, upstream: network.upstream(), explain: relayErrorText, onAnswer },
      ...(cache === undefined ? {} : { cache: openTestCache(cache) }),
    },
    limits,
  );
  const listening = await listenOnLoopback(0, (request) => relay.respond(request, port));
  assert.ok(listening.ok);
  const { port } = listening.value;
  const token = newToken();
  const served = {
    list: parsed.value,
    isPublic: (entry: UrlEntry) => isPublic(entry.url),
    credentials: () => credentials,
    ...(cache === undefined ? {} : { witness: testWitness(cache, parsed.value, network) }),
  };
  relay.serve(token, served);
  const url = relayUrl(port, token);
  const ready = { url, goproxy: relayedList(url, planOf(served.list, served.isPublic)) };
  const close = async () => {
    relay.dispose();
    await listening.value.close();
  };
  return { ...ready, port, circuits, answers, close };
}
