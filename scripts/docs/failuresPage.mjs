/** The page of the failures: a section a code, made from the catalogue, its words and the remedies that are really proposed. */
import { CATALOGUE } from '../../src/failures/catalogue.ts';
import { FAILURE_CODES } from '../../src/failures/code.ts';
import { DETAILS } from '../../src/failures/details.ts';
import { causeText } from '../../src/text/words/failure/causeText.ts';
import { neverText } from '../../src/text/words/failure/neverText.ts';
import { remedyWords } from '../../src/text/words/remedy/remedyText.ts';
import { detailWords } from './exampleDetails.mjs';
import { remediesOf } from './exampleRemedies.mjs';
import { GO_WORDS } from './goWords.mjs';

export function failuresPage(words) {
  return [words.head, ...FAILURE_CODES.map((code) => section(code, words))].join('\n\n');
}

function section(code, words) {
  const { severity, transient } = CATALOGUE[code];
  const { cause, next } = causeText(code);
  const goWords = GO_WORDS[code] ?? [];
  const details = DETAILS[code].map((detail) => detailItem(code, detail, words));
  const remedies = remediesOf(code).map((remedy, at) => remedyItem(remedy, at, words));
  const never = neverText(code);
  return [
    `## ${code}`,
    cause,
    goWords.length === 0 ? words.unsaid : [words.goSays, '```text', ...goWords, '```'].join('\n'),
    words.next(next),
    words.kind(severity, transient),
    ...(details.length === 0 ? [] : [words.details, details.join('\n')]),
    ...(remedies.length === 0 ? [] : [words.remedies, remedies.join('\n')]),
    ...(never === null ? [] : [words.never(never)]),
  ].join('\n\n');
}

function detailItem(code, detail, words) {
  const isCode = FAILURE_CODES.includes(detail) && detail !== code;
  if (isCode) return `- ${words.failedAs(`[\`${detail}\`](#${detail})`)}`;
  return `- ${words.pair(`\`${detail}\``, detailWords(code, detail))}`;
}

function remedyItem(remedy, at, words) {
  const { title, changes, undo, costs } = remedyWords(remedy);
  const isOwn = remedy.action.kind === 'retry' || (remedy.action.kind === 'advice' && remedy.store === null);
  return [
    `${at + 1}. ${words.remedy(title, remedy.id)}`,
    ...(isOwn ? [] : [`   - ${words.pair(words.changes, changes)}`]),
    ...(remedy.command === null ? [] : [`   - ${words.pair(words.toType, `\`${remedy.command}\``)}`]),
    ...(isOwn ? [] : [`   - ${words.pair(words.undo, remedy.undo === null ? undo : `\`${undo}\``)}`]),
    ...(costs === null ? [] : [`   - ${words.pair(words.costs, costs)}`]),
  ].join('\n');
}
