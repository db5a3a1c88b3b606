/** What a command works with: the ports, put together once in main. */
import type { ExaminationPorts, ExaminationRequest } from '../doctor/examinationRequest.ts';
import { type ModuleQuery, parseModuleQuery } from '../goproxy/module/version.ts';
import { inert } from '../text/inert.ts';
import { commandText } from '../text/words/command/commandText.ts';
import type { Console } from './console.ts';
import { CommandError, EXIT } from './exitCode.ts';

export interface Host {
  readonly console: Console;
  readonly ports: ExaminationPorts;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The bundled worker, for what takes more than one thread. */
  readonly workerFile: string;
  /** Fires at Ctrl-C and SIGTERM; its reason's message is the signal's name. */
  readonly signal: AbortSignal;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly cwd: string;
}

export interface ExamineOptions extends CommonOptions {
  readonly goproxy?: string;
  readonly module?: readonly ModuleQuery[];
  readonly timeout: number;
  readonly quick?: boolean;
  /** An independent name server; of `diagnose` alone. */
  readonly resolver?: string;
  /** Whether missing certificates are fetched; of `diagnose` alone. */
  readonly fetchIssuer?: boolean;
}

/** ms for one entry, unless told otherwise. */
export const ENTRY_TIMEOUT = 5_000;
/** ms beyond which an entry that serves is called slow. */
const LATENCY = 2_000;

export function examinationRequest(options: ExamineOptions, env: Host['env']): ExaminationRequest {
  return {
    goproxy: options.goproxy === undefined ? null : { value: options.goproxy, origin: 'argument' },
    named: options.module ?? [],
    depth: options.quick === true ? 'quick' : 'sample',
    cwd: options.cwd,
    env,
    goPath: '',
    trusted: true,
    timeout: options.timeout,
    latency: LATENCY,
    resolver: options.resolver ?? null,
    fetchIssuers: options.fetchIssuer === true,
  };
}

/** Reads `M` or `M@V`; a wrong one ends the command. */
export function moduleArgument(text: string): ModuleQuery {
  const query = parseModuleQuery(text);
  if (query !== null) return query;
  throw new CommandError(EXIT.usage, commandText.notAModule(inert(text, 80)));
}
