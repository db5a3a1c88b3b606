/** `compare`: mirrors side by side, on validity, latency and throughput. */
import { compareMirrors } from '../../../doctor/compare/compareMirrors.ts';
import type { Comparison } from '../../../doctor/compare/comparison.ts';
import { MIRRORS } from '../../../goproxy/list/mirrors.ts';
import type { SampleModule } from '../../../goproxy/module/sample.ts';
import { isCanonical, type ModuleQuery } from '../../../goproxy/module/version.ts';
import { measureMirrors } from '../../../integrity/measure/measureMirrors.ts';
import { createNetwork } from '../../../net/network.ts';
import { inert } from '../../../text/inert.ts';
import { compareMarkdown } from '../../../text/report/compare/compareMarkdown.ts';
import { compareText } from '../../../text/report/compare/compareText.ts';
import { jsonComparison } from '../../../text/report/compare/jsonComparison.ts';
import { compareHelp, compareProgressText } from '../../../text/words/command/compareText.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface CompareOptions extends CommonOptions {
  readonly module?: readonly ModuleQuery[];
  /** ms for the small files of one mirror, and the same again for its archives. */
  readonly timeout: number;
}

export async function compare(named: readonly string[], options: CompareOptions, host: Host): Promise<ExitCode> {
  const { console, ports, env, signal } = host;
  const { cwd, timeout: deadline, module = [] } = options;
  const network = (environment: Host['env']) => createNetwork({ environment, files: ports.files });
  const compared = await compareMirrors(
    {
      ...{ named, cwd, env, deadline },
      modules: module.map(exact),
      goproxy: null,
      publicMirrors: [],
      withArchives: true,
      goPath: '',
      trusted: true,
    },
    { ...ports, measure: (question, ...rest) => measureMirrors(question, { ...ports, network }, ...rest) },
    signal,
    (comparison) => console.progress(compareProgressText(comparison)),
  );
  if (!compared.ok) throw noMirrorError(compared.error);
  const comparison = compared.value;
  if (options.json === true) console.printJson(jsonComparison(comparison));
  else if (options.markdown === true) console.print(compareMarkdown(comparison));
  else console.print(compareText(comparison, console.style));
  return isWell(comparison) ? EXIT.ok : EXIT.findings;
}

/** That a public mirror which the user neither has nor named is not well, is nobody's fault here. */
function isWell({ mirrors }: Comparison): boolean {
  const own = mirrors.filter(({ source }) => source === 'named' || source === 'list');
  return mirrors.some(({ grade }) => grade === 'right') && own.every(({ grade }) => grade === 'right');
}

function exact({ module, version }: ModuleQuery): SampleModule {
  if (version !== null && isCanonical(version)) return { module, version };
  throw new CommandError(EXIT.usage, compareHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)));
}

function noMirrorError(text: string): CommandError {
  const names = MIRRORS.filter(({ note }) => note !== 'gone').map(({ name }) => name);
  return new CommandError(EXIT.usage, compareHelp.noMirror(inert(text, 80), names));
}
