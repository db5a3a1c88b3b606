/** What the layers below HTTP show of one host: plain data, as it crosses the worker's boundary. */
import type { ChainEvidence } from '../chain/chainEvidence.ts';
import type { NamesEvidence } from '../dns/namesEvidence.ts';
import type { RouteEvidence } from '../route/routeEvidence.ts';

export interface HostQuestion {
  /** Without brackets where it is an address. */
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Ms for all layers, which run side by side. */
  readonly deadline: number;
  /** An independent name server that the user names; null asks none. See NamesQuestion. */
  readonly resolver: string | null;
  /** The forward proxy through which go reaches the host, as a URL: its certificates are looked at, the rest is not go's to find. None unless told. */
  readonly forwardProxy?: string | null;
  /** See NamesQuestion; false unless told. */
  readonly goHasCgo?: boolean;
  /** Whether the certificates that the server leaves out are fetched: on the user's command only. False unless told. */
  readonly fetchIssuers?: boolean;
}

export interface HostEvidence {
  /** Null through a forward proxy, which looks names up by itself. */
  readonly names: NamesEvidence | null;
  /** Each address by itself; none where the name has none. */
  readonly routes: readonly RouteEvidence[];
  /** Null without TLS, and where no address was found. */
  readonly chain: ChainEvidence | null;
}
