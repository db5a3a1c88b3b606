/** What came of trying one address of a host. Plain data: it crosses the worker's boundary. */

/**
 * `forbidden`: this machine does not let us (a local firewall, a `prohibit` route) · `unreachable`: no route, or nobody at the end
 * of it · `silent`: no answer in the time there was · `reset`: cut before it stood.
 */
export type ConnectOutcome = 'connected' | 'refused' | 'unreachable' | 'silent' | 'forbidden' | 'reset';

/** `answered`: any TLS at all came back, an alert too: whether the certificate is good is not asked here. */
export type GreetingOutcome = 'answered' | 'reset' | 'closed' | 'silent' | 'not-tls';

export interface Greeting {
  readonly outcome: GreetingOutcome;
  /** Ms the handshake took, or until it failed. */
  readonly ms: number;
  /** What the handshake agreed on, as Node names it (`TLSv1.3`, `h2`); null where it did not end well. */
  readonly protocol: string | null;
  readonly alpn: string | null;
  /** The word for a refusal (`alert-handshake-failure`, `protocol-version`, …), see tlsDetail; null where there was none. */
  readonly alert: string | null;
}

export interface RouteEvidence {
  readonly address: string;
  readonly family: 4 | 6;
  readonly connect: ConnectOutcome;
  /** Ms until it was connected, refused or given up. */
  readonly ms: number;
  /** The handshake with the host's own name; null where TLS was not asked for, or the address did not connect. */
  readonly tls: Greeting | null;
  /** The same with another name, on a new connection; only where the first was cut or met silence. */
  readonly otherName: Greeting | null;
}
