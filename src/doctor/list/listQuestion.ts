/** What an examination of a list is to find out, and within which bounds. */
import type { GoproxyList } from '../../goproxy/list/list.ts';
import type { PrivateVariables } from '../../goproxy/module/patterns.ts';
import type { SampleModule } from '../../goproxy/module/sample.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import type { CredentialFields } from '../../net/exchange.ts';

export interface ListQuestion {
  readonly list: GoproxyList;
  /** Modules that the user named: asked of every entry, archives included. Empty for the usual examination. */
  readonly named: readonly ModuleQuery[];
  /** The workspace's public module that stands for the others; null where it has none. */
  readonly sample: SampleModule | null;
  readonly depth: 'sample' | 'quick';
  /** The checksum database to ask for through each entry, or null. */
  readonly sumdb: string | null;
  readonly variables: PrivateVariables;
  /** Forward-proxy and certificate variables, as go sees them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether a git command was found: without one `direct` cannot serve. */
  readonly hasGit: boolean;
  /** Secrets: what go would send to an entry, by its number. It goes to the prober and nowhere else. */
  readonly credentials?: ReadonlyMap<number, CredentialFields>;
  /** ms for one entry, all its requests together. */
  readonly timeout: number;
  /** ms beyond which an answer is slow. */
  readonly latency: number;
}
