/** `import`: modules brought in by hand, through the go command. */
import { runImport } from '../../../doctor/import/runImport.ts';
import type { ModuleQuery } from '../../../goproxy/module/version.ts';
import { importModules } from '../../../integrity/import/importModules.ts';
import type { ImportProgress, ImportQuestion } from '../../../integrity/import/importQuestion.ts';
import { createNetwork } from '../../../net/network.ts';
import { importText } from '../../../text/report/modules/importText.ts';
import { jsonImport } from '../../../text/report/modules/jsonImport.ts';
import { importFaultText, importHelp, importWords } from '../../../text/words/command/importWords.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface ImportOptions extends CommonOptions {
  readonly module?: ModuleQuery;
  readonly unproved?: boolean;
}

export async function importModule(sources: readonly string[], options: ImportOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal, env } = host;
  const { cwd, module: named = null, unproved = false } = options;
  if (named !== null && sources.length > 1) throw new CommandError(EXIT.usage, importHelp.oneSource());
  const network = (environment: Host['env']) => createNetwork({ environment, files: ports.files });
  const run = { sources, named, unproved, goproxy: null, cwd, env, goPath: '' };
  const here = (question: ImportQuestion, ...more: [AbortSignal, (progress: ImportProgress) => void]) =>
    importModules(question, { ...ports, network }, ...more);
  const imported = await runImport(run, { ...ports, importModules: here }, signal, ({ step, done, all }) =>
    console.progress(importWords.step(step, done, all)),
  );
  console.progress('');
  if (!imported.ok) throw new CommandError(EXIT.unknown, importFaultText(imported.error));
  if (options.json === true) console.printJson(jsonImport(imported.value));
  else console.print(importText(imported.value));
  return imported.value.modules.every(({ ok }) => ok) ? EXIT.ok : EXIT.findings;
}
