/** The network as Go sees it: the root of this folder. */
import type { Files } from '../base/files.ts';
import type { Session, SessionOptions } from './exchange.ts';
import type { HostEvidence, HostQuestion } from './host/hostEvidence.ts';
import { Linker } from './link/link.ts';
import { type NameService, Names, systemNames } from './link/names.ts';
import type { Permits } from './link/nearness.ts';
import { readTrustStore, type TrustStore } from './link/trustStore.ts';
import { FileSession } from './session/fileSession.ts';
import { HttpSession } from './session/httpSession.ts';
import { FileUpstream } from './upstream/fileUpstream.ts';
import { HttpUpstream, type Upstream } from './upstream/upstream.ts';

export interface NetworkOptions {
  /** SSL_CERT_FILE and SSL_CERT_DIR, and for sessions without one of their own HTTP_PROXY & co., as go would see them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  /** Ms of silence inside a body that count as a stall; 3000 unless told. */
  readonly stall?: number;
  /** The system's names unless told: a port for tests. */
  readonly names?: NameService;
}

export interface Network {
  /** Opens a session with one entry. It makes no connection before the first request. */
  open(options?: Partial<SessionOptions>): Session;
  /** The way to all entries for a relay: bodies are passed on. It keeps connections until it is closed. */
  upstream(): Upstream;
  /** Looks at the layers below HTTP of one host. Rejects only when aborted. */
  examineHost(question: HostQuestion, signal: AbortSignal): Promise<HostEvidence>;
  /** Where the trusted roots came from (TrustStore.source); null before the first connection over TLS. */
  readonly trustSource: string | null;
}

const STALL = 3000;

/** Makes the network that a process uses: one, because look-ups and the trust store are shared by all its sessions. */
export function createNetwork({ environment, files, stall = STALL, names = systemNames }: NetworkOptions): Network {
  let reading: Promise<TrustStore> | null = null;
  let trustSource: string | null = null;
  const trust = () => {
    reading ??= readTrustStore({ environment, files, platform: process.platform }).then((store) => {
      trustSource = store.source;
      return store;
    });
    return reading;
  };
  const shared = new Names(names);
  const linker = new Linker(shared, trust);
  return {
    open(options = {}) {
      const http = new HttpSession(linker, { environment, stall, ...options });
      const file = new FileSession();
      return {
        get: (url, get) => (/^file:/i.test(url) ? file : http).get(url, get),
        close: () => http.close(),
      };
    },
    upstream() {
      const http = new HttpUpstream(linker, environment);
      const file = new FileUpstream();
      return {
        ask: (url, request) => (/^file:/i.test(url) ? file : http).ask(url, request),
        close: () => http.close(),
      };
    },
    async examineHost(question, signal) {
      // A quick look at a list needs none of it.
      const { examineHost } = await import('./host/examineHost.ts');
      const openSession = (permits: Permits) => new HttpSession(linker, { environment, stall, permits });
      return examineHost(question, { environment, files, names: shared, trust, openSession }, signal);
    },
    get trustSource() {
      return trustSource;
    },
  };
}
