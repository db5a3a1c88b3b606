/** `checksum --mend`: what is wrong with a version on this machine is put right, what is wrong elsewhere is only said. */
import { nodeWritableFiles } from '../../../base/writableFiles.ts';
import type { ChecksumExamination } from '../../../doctor/checksum/checksumExamination.ts';
import { viewGo } from '../../../doctor/environment/goView.ts';
import { cleanCachedVersion } from '../../../integrity/cache/cleanCachedVersion.ts';
import type { ChangeContext } from '../../../remedies/change/change.ts';
import { stageSums } from '../../../remedies/change/sums/stageSums.ts';
import type { Remedy, SumsMend } from '../../../remedies/remedy.ts';
import { jsonChecksum } from '../../../text/report/checksum/jsonChecksum.ts';
import { checksumWords } from '../../../text/words/command/checksumWords.ts';
import { editLines } from '../../../text/words/remedy/editLines.ts';
import { checksumSentence } from '../../../text/words/verdict/checksumSentence.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { faultError, openChanges } from './use.ts';

/** One thing that was put right. */
interface Mended {
  readonly remedy: Remedy['id'];
  readonly files: readonly string[];
}

export async function mendChecksum(
  examination: ChecksumExamination,
  { cwd, json }: CommonOptions,
  host: Host,
): Promise<ExitCode> {
  const { console, env, ports, signal } = host;
  const view = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  const context = { go: view.located.path, env, goenvFile: view.environment.goenvFile };
  const say = json === true ? () => undefined : console.print;
  say(`${checksumSentence(examination)}\n`);
  const mended: Mended[] = [];
  for (const { id, action } of examination.remedies) {
    if (action.kind === 'clean') {
      const { module, version } = action;
      const request = { modcache: view.value('GOMODCACHE'), module, version };
      const cleaned = await cleanCachedVersion(request, { files: nodeWritableFiles }, signal);
      if (!cleaned.ok) throw faultError(cleaned.error);
      say(`${checksumWords.cleaned(`${module}@${version}`)}\n`);
      mended.push({ remedy: id, files: cleaned.value });
    } else if (action.kind === 'mend-sums') {
      mended.push({ remedy: id, files: await mendSums(action.mend, context, { cwd, host, say }) });
    }
  }
  if (json === true) console.printJson({ ...jsonChecksum(examination), mended });
  else if (mended.length === 0) say(`${checksumWords.nothingToMend()}\n`);
  const { agree, compared } = examination.verdict;
  if (agree || isAllMended(examination, mended)) return EXIT.ok;
  return compared ? EXIT.findings : EXIT.unknown;
}

async function mendSums(
  mend: SumsMend,
  context: ChangeContext,
  { cwd, host, say }: { readonly cwd: string; readonly host: Host; readonly say: (text: string) => void },
): Promise<readonly string[]> {
  const { ports, signal } = host;
  const staged = await stageSums(mend, { files: nodeWritableFiles, processes: ports.processes, context, signal });
  if (!staged.ok) throw faultError(staged.error);
  for (const edit of staged.value) say(`${editLines(edit)}\n`);
  const label = { remedy: 'mend-gosum', subject: `${mend.module}@${mend.version}` };
  const made = await openChanges(cwd, host).apply({ kind: 'sums', edits: staged.value }, label, context, signal);
  if (!made.ok) throw faultError(made.error);
  for (const file of made.value.files) say(`${checksumWords.mended(file)}\n`);
  return made.value.files;
}

/** Reports whether nothing but what was mended was wrong. */
function isAllMended({ sources, verdict }: ChecksumExamination, mended: readonly Mended[]): boolean {
  const wrong = new Set(sources.filter(({ name }) => verdict.odd.includes(name)).map(({ source }) => source));
  const done = new Set(mended.map(({ remedy }) => (remedy === 'mend-gosum' ? 'go.sum' : 'cache')));
  return wrong.size > 0 && [...wrong].every((source) => done.has(source as 'go.sum' | 'cache'));
}
