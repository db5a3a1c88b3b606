/** What one recorded text comes from: who answers what, which go is run how, and what has failed then. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type net from 'node:net';
import type { Answer } from '../../test/lab/content/moduleAnswer.ts';
import type { LabModules } from '../../test/lab/content/modules.ts';
import type { Sumdb } from '../../test/lab/content/sumdb.ts';
import type { FaultName } from '../../test/lab/faults.ts';
import type { Lab } from '../../test/lab/lab.ts';
import type { DnsRecord } from '../../test/lab/servers/dnsServer.ts';
import type { ExpectedFailure } from '../../test/texts/textCase.ts';

/** One request to a host, and what there is to answer it with. */
export interface Ask {
  /** Path and query. */
  readonly target: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly modules: LabModules;
  readonly sumdb: Sumdb;
}

/** Answers a request; null where it has dealt with the response itself. */
export type Behaviour = (ask: Ask) => Answer | null;

/** Addresses that are odd before any HTTP: stage.ts makes them. */
export type OddAddress =
  | 'refused'
  | 'black-hole'
  | 'no-route'
  | 'no-network'
  | 'prohibited'
  | 'raw'
  | 'forward-proxy'
  | 'tls-no-names'
  | 'tls-expired'
  | 'tls-not-yet'
  | 'tls-self-signed'
  | 'tls-client-only'
  | 'tls-wrong-name'
  | 'tls-wants-client'
  | `lab:${FaultName}`;

export interface Scenario {
  /** The name of the two files. */
  readonly name: string;
  readonly go: GoVersion;
  /** A line of sh, run in the folder `app` of a home folder. */
  readonly command: string;
  readonly goproxy: string;
  /** In a few words, what was wrong. */
  readonly scenario: string;
  /** The deciding failure first; see textCase.ts. */
  readonly expect: readonly ExpectedFailure[];
  /** Host names; others do not exist (NXDOMAIN). All of them answer on 80, 3000, 8081 (plain), 443 and 8443 (TLS). */
  readonly hosts?: Readonly<Record<string, Behaviour | OddAddress | { readonly dns: DnsRecord }>>;
  /** Whether TLS hosts speak HTTP/2. */
  readonly h2?: boolean;
  /** What is behind `raw` (80 and 443) and `forward-proxy` (3128, 1080). */
  readonly socket?: (socket: net.Socket, lab: Lab) => void;
  /** Content of /etc/resolv.conf. */
  readonly resolvConf?: string;
  /** GOSUMDB=off unless told; an empty string takes a variable away. `$KEY` stands for the lab database's key. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files below the home folder. `$SUMS` stands for the go.sum lines of all modules. */
  readonly files?: Readonly<Record<string, string>>;
  /** A line of sh that comes before, unheard, as root where it begins with `# root`. Hosts serve healthily meanwhile. */
  readonly before?: string;
}

export type GoVersion = '1.20.14' | '1.22.12' | '1.24.9' | '1.26.8' | '1.27.0';
