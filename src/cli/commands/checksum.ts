/** `checksum`: one version from every source, and who disagrees with whom. */
import { checksumExamination } from '../../doctor/checksum/checksumExamination.ts';
import { triageQuestion } from '../../doctor/checksum/triageQuestion.ts';
import { viewGo } from '../../doctor/goView.ts';
import { type GoproxyList, parseList } from '../../goproxy/list/list.ts';
import { isCanonical, type ModuleQuery } from '../../goproxy/module/version.ts';
import type { TriageModule } from '../../integrity/triage/source.ts';
import { triage } from '../../integrity/triage/triage.ts';
import { createNetwork } from '../../net/network.ts';
import { inert } from '../../text/inert.ts';
import { checksumMarkdown, checksumText } from '../../text/report/checksumText.ts';
import { jsonChecksum } from '../../text/report/jsonChecksum.ts';
import { checksumHelp, sourceName } from '../../text/words/checksumWords.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';

export interface ChecksumOptions extends CommonOptions {
  /** More mirrors, as a list. */
  readonly from?: string;
  /** ms for each source. */
  readonly timeout: number;
}

export async function checksum(query: ModuleQuery, options: ChecksumOptions, host: Host): Promise<ExitCode> {
  const { console, signal, env, ports } = host;
  const { cwd, timeout } = options;
  const subject = exact(query);
  const more = options.from === undefined ? null : listOf(options.from);
  const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  const parsed = parseList(view.value('GOPROXY'));
  const own = parsed.ok ? parsed.value : null;
  const question = await triageQuestion({ subject, own, more, cwd, env, deadline: timeout }, view, ports, signal);
  const network = (environment: Host['env']) => createNetwork({ environment, files: ports.files });
  const done = await triage(question, { ...ports, network }, signal, (one) => console.progress(sourceName(one)));
  if (!done.ok) throw new CommandError(EXIT.unknown, checksumHelp.noFolder(inert(done.error, 40)));
  const examination = checksumExamination(done.value, own);
  if (options.json === true) console.printJson(jsonChecksum(examination));
  else if (options.markdown === true) console.print(checksumMarkdown(examination));
  else console.print(checksumText(examination, console.style));
  const { agree, compared } = examination.verdict;
  return agree ? EXIT.ok : compared ? EXIT.findings : EXIT.unknown;
}

function exact({ module, version }: ModuleQuery): TriageModule {
  if (version !== null && isCanonical(version)) return { module, version };
  throw new CommandError(EXIT.usage, checksumHelp.needsVersion(inert(`${module}@${version ?? 'latest'}`, 80)));
}

function listOf(text: string): GoproxyList {
  const parsed = parseList(text);
  if (parsed.ok) return parsed.value;
  throw new CommandError(EXIT.usage, checksumHelp.badList(inert(text, 80)));
}
