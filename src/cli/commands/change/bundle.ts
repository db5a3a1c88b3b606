/** `bundle`: everything that the module graph in DIR needs, with proofs, for a machine without network. */
import path from 'node:path';
import { viewGo } from '../../../doctor/environment/goView.ts';
import { bundleQuestion } from '../../../doctor/import/bundleQuestion.ts';
import { makeBundle } from '../../../integrity/import/bundle/makeBundle.ts';
import { createNetwork } from '../../../net/network.ts';
import { inert } from '../../../text/inert.ts';
import { bundleText } from '../../../text/report/modules/bundleText.ts';
import { jsonBundle } from '../../../text/report/modules/jsonImport.ts';
import { bundleFaultText, bundleHelp, bundleWords } from '../../../text/words/command/bundleWords.ts';
import { importHelp } from '../../../text/words/command/importWords.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface BundleOptions extends CommonOptions {
  readonly out?: string;
}

export async function bundle(options: BundleOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal, env } = host;
  const { cwd } = options;
  const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  const go = view.located.path;
  if (go === null) throw new CommandError(EXIT.unknown, importHelp.noGo());
  const out = options.out === undefined ? null : path.resolve(cwd, options.out);
  const question = await bundleQuestion({ out, cwd, env }, go, view, ports, signal);
  if (question === null) throw new CommandError(EXIT.usage, bundleHelp.noModule(inert(cwd, 200)));
  const network = (environment: Host['env']) => createNetwork({ environment, files: ports.files });
  const made = await makeBundle(question, { ...ports, network }, signal, (step) =>
    console.progress(bundleWords.step(step)),
  );
  console.progress('');
  if (!made.ok) throw new CommandError(EXIT.unknown, bundleFaultText(made.error));
  if (options.json === true) console.printJson(jsonBundle(made.value));
  else console.print(bundleText(made.value));
  return EXIT.ok;
}
