/** `verify`: the module cache held against go.sum, or one archive by itself. Nothing is asked of any network. */
import path from 'node:path';
import { viewGo } from '../../doctor/goView.ts';
import { findWorkspaceModule } from '../../doctor/workspaceModule.ts';
import { isCanonical, type ModuleQuery } from '../../goproxy/module/version.ts';
import { verifyGoSum } from '../../integrity/verify/verifyGoSum.ts';
import { verifyZip } from '../../integrity/verify/verifyZip.ts';
import { inert } from '../../text/inert.ts';
import { jsonVerify, verifiedGoSumText, verifiedZipText } from '../../text/report/verifyText.ts';
import { verifyHelp, verifyWords } from '../../text/words/verifyWords.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

/** A graph of some thousand modules stays below this. */
const MAX_GO_SUM = 64 << 20;

export async function verify(
  file: string | undefined,
  query: ModuleQuery | undefined,
  options: CommonOptions,
  host: Host,
): Promise<ExitCode> {
  if (file === undefined) return verifyModule(options, host);
  if (query === undefined) throw new CommandError(EXIT.usage, verifyHelp.needsBoth());
  return verifyArchive(file, query, options, host);
}

async function verifyArchive(
  file: string,
  { module, version }: ModuleQuery,
  { cwd, json }: CommonOptions,
  { console, ports, signal }: Host,
): Promise<ExitCode> {
  if (version === null || !isCanonical(version))
    throw new CommandError(EXIT.usage, verifyHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)));
  const archive = path.resolve(cwd, file);
  if ((await ports.files.readText(archive, 1)) === null)
    throw new CommandError(EXIT.usage, verifyHelp.noFile(inert(file, 200)));
  const result = await verifyZip(archive, { module, version }, signal);
  if (json === true) console.printJson(jsonVerify([result]));
  else console.print(verifiedZipText(result, console.style));
  return result.ok ? EXIT.ok : EXIT.findings;
}

async function verifyModule({ cwd, json }: CommonOptions, host: Host): Promise<ExitCode> {
  const { console, ports, signal, env } = host;
  const found = await findWorkspaceModule(cwd, ports.files);
  if (found === null) throw new CommandError(EXIT.unknown, verifyHelp.noModule(inert(cwd, 200)));
  const goSum = path.join(path.dirname(found.file), 'go.sum');
  const text = await ports.files.readText(goSum, MAX_GO_SUM);
  if (text === null) throw new CommandError(EXIT.unknown, verifyHelp.noGoSum(inert(goSum, 200)));
  const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  const modCache = view.value('GOMODCACHE');
  if (modCache === '') throw new CommandError(EXIT.unknown, verifyHelp.noCache());
  const { results, malformed } = await verifyGoSum(text, modCache, signal, (done, all) =>
    console.progress(verifyWords.progress(done, all)),
  );
  console.progress('');
  if (json === true) console.printJson(jsonVerify(results));
  else console.print(verifiedGoSumText(results, malformed, console.style));
  // Scripts read the document; the line is for who sees the exit code and nothing in it.
  if (json === true) for (const line of malformed) console.complain(verifyWords.malformed(line));
  return malformed.length === 0 && results.every(({ ok }) => ok) ? EXIT.ok : EXIT.findings;
}
