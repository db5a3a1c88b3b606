/** `bundle` for people: what is in the file, what is not, and how it is used. */
import type { Bundle } from '../../../integrity/import/bundle/bundleQuestion.ts';
import { inert } from '../../inert.ts';
import { bundleWords } from '../../words/command/bundleWords.ts';

export function bundleText({ file, bytes, manifest, folders }: Bundle): string {
  const { modules, database, toolchain, go } = manifest;
  const archives = modules.filter(({ zip }) => zip !== null).length;
  const by = (proof: 'database' | 'go.sum' | null) => modules.filter((one) => one.proof === proof).length;
  const name = inert(file, 400);
  const lines = [
    bundleWords.made(name, (bytes / 1e6).toFixed(1)),
    `  ${bundleWords.modules(archives, modules.length - archives)}`,
    ...(by('database') > 0 ? [`  ${bundleWords.proved(by('database'), inert(database ?? '', 80))}`] : []),
    ...(by('go.sum') > 0 ? [`  ${bundleWords.inGoSum(by('go.sum'))}`] : []),
    ...(by(null) > 0 ? [`  ${bundleWords.unproved(by(null))}`] : []),
    ...(toolchain === null ? [] : [bundleWords.toolchain(inert(toolchain, 60))]),
    ...(go === null ? [] : [bundleWords.goLine(inert(go, 40))]),
    ...folders.map((folder) => bundleWords.folder(inert(folder, 200))),
    bundleWords.how(name),
  ];
  return `${lines.join('\n')}\n`;
}
