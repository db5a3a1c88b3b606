/** The hover of a requirement in Markdown: where go gets it from, then what else is known, a line each. The editor adds the links. */
import type { RequirementReport } from '../../../doctor/requirement/requirementReport.ts';
import { inertMarkdown } from '../../inert.ts';
import { requirementSentences } from '../../words/editor/requirementText.ts';

export function requirementMarkdown(report: RequirementReport): string {
  const [first = '', ...more] = requirementSentences(report).map(inertMarkdown);
  return [`**${first}**`, ...more].join('  \n');
}
