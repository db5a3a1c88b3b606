/** `import`: module archives brought in by hand, through the go command. */
import path from 'node:path';
import { viewGo } from '../../doctor/goView.ts';
import type { ModuleQuery } from '../../goproxy/module/version.ts';
import { importModules } from '../../integrity/import/importModules.ts';
import { importText } from '../../text/report/importText.ts';
import { SCHEMA } from '../../text/report/jsonReport.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

export interface ImportOptions extends CommonOptions {
  readonly module?: ModuleQuery;
  readonly unproved?: boolean;
}

/** ms for each run of go: a large archive is unpacked, and the checksum database may be asked. */
const DEADLINE = 120_000;

export async function importModule(files: readonly string[], options: ImportOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal, env } = host;
  const { cwd, module = null, unproved = false } = options;
  const version = module?.version ?? '';
  if (module !== null && (files.length > 1 || version === '')) throw new CommandError(EXIT.usage, importText.oneFile());
  const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  const go = view.located.path;
  if (go === null) throw new CommandError(EXIT.unknown, importText.noGo());
  const request = {
    files: files.map((file) => path.resolve(cwd, file)),
    named: module === null ? null : { module: module.module, version },
    go,
    env,
    gosumdb: view.value('GOSUMDB'),
    unproved,
    deadline: DEADLINE,
  };
  const imported = await importModules(request, ports.processes, signal);
  if (!imported.ok) throw new CommandError(EXIT.unknown, importText.fault(imported.error));
  const modules = imported.value;
  if (options.json === true)
    console.printJson({ schema: SCHEMA, imported: modules.map(({ words: _, ...told }) => told) });
  else console.print(importText.imported(modules));
  return modules.every(({ ok }) => ok) ? EXIT.ok : EXIT.findings;
}
