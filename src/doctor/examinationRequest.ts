/** What an examination is asked for, and the ports that it works through. */
import type { Clock } from '../base/clock.ts';
import type { Environment } from '../gocmd/env/environmentVariable.ts';
import type { ModuleQuery } from '../goproxy/module/version.ts';
import type { Prober } from '../goproxy/probe/prober.ts';
import type { SystemProxy } from '../net/forwardProxy/systemProxy/systemProxy.ts';
import type { GoPorts } from './environment/goView.ts';

export interface ExaminationRequest {
  /** A list given with the call or by the editor's setting; null takes go's own. */
  readonly goproxy: { readonly value: string; readonly origin: 'argument' | 'workspace' } | null;
  /** Modules that the user named. */
  readonly named: readonly ModuleQuery[];
  readonly depth: 'sample' | 'quick';
  /** An existing folder: its go.mod is examined, and go is run in it. */
  readonly cwd: string;
  /** The environment that go would be started with. */
  readonly env: Environment;
  /** False where `env` may not be that of the start. */
  readonly envTrusted?: boolean;
  /** Path of the go command from the settings, or ''. */
  readonly goPath: string;
  /** False in an untrusted workspace: no process, and no module of the workspace is named to anybody. */
  readonly trusted: boolean;
  /** ms for one entry. */
  readonly timeout: number;
  /** ms beyond which an answer is slow. */
  readonly latency: number;
  /** Where remedies change GOPROXY: see RemedyContext. `user` unless told. */
  readonly scope?: 'user' | 'workspace';
  /** See RemedyContext. */
  readonly hasGoExtension?: boolean;
  /** URLs that the user counts as public mirrors, beside those that everybody knows; none unless told. */
  readonly publicMirrors?: readonly string[];
  /** An independent name server that the user names; none unless told. */
  readonly resolver?: string | null;
  /** Whether the certificates that servers leave out are fetched from where theirs say they are; false unless told. */
  readonly fetchIssuers?: boolean;
  /** The proxy of VS Code's own settings. */
  readonly editorProxy?: SystemProxy | null;
}

export interface ExaminationPorts extends GoPorts {
  readonly clock: Clock;
  readonly prober: Prober;
}
