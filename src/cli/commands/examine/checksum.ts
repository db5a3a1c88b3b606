/** `checksum`: one version from every source, and who disagrees with whom. */
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { examineChecksum } from '../../../doctor/checksum/examineChecksum.ts';
import { type GoproxyList, parseList } from '../../../goproxy/list/list.ts';
import { isCanonical, type ModuleQuery } from '../../../goproxy/module/version.ts';
import type { TriageModule } from '../../../integrity/triage/source.ts';
import { triage } from '../../../integrity/triage/triage.ts';
import { createNetwork } from '../../../net/network.ts';
import { inert } from '../../../text/inert.ts';
import { checksumMarkdown } from '../../../text/report/checksum/checksumMarkdown.ts';
import { checksumText } from '../../../text/report/checksum/checksumText.ts';
import { jsonChecksum } from '../../../text/report/checksum/jsonChecksum.ts';
import { checksumHelp, triageProgressText } from '../../../text/words/command/checksumWords.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { mendChecksum } from '../change/mendChecksum.ts';

export interface ChecksumOptions extends CommonOptions {
  /** More mirrors, as a list. */
  readonly from?: string;
  /** ms for each source. */
  readonly timeout: number;
  readonly mend?: boolean;
}

export async function checksum(query: ModuleQuery, options: ChecksumOptions, host: Host): Promise<ExitCode> {
  const { console, signal, env, ports } = host;
  const { cwd, timeout: deadline, from, mend = false } = options;
  const subject = exact(query);
  const more = from === undefined ? null : listOf(from);
  const network = (environment: Host['env']) => createNetwork({ environment, files: ports.files });
  const done = await examineChecksum(
    { subject, goproxy: null, more, cwd, env, goPath: '', deadline },
    { ...ports, triage: (question, ...rest) => triage(question, { ...ports, network }, ...rest) },
    signal,
    (progress) => console.progress(triageProgressText(progress)),
  );
  if (!done.ok) throw new CommandError(EXIT.unknown, checksumHelp.noFolder(inert(done.error, 40)));
  if (mend) return mendChecksum(done.value, options, host);
  print(done.value, options, host);
  const { agree, compared } = done.value.verdict;
  return agree ? EXIT.ok : compared ? EXIT.findings : EXIT.unknown;
}

function print(examination: ChecksumExamination, { json, markdown }: ChecksumOptions, { console }: Host): void {
  if (json === true) console.printJson(jsonChecksum(examination));
  else if (markdown === true) console.print(checksumMarkdown(examination));
  else console.print(checksumText(examination, console.style));
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
