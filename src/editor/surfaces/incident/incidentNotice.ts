/** One notification an incident, only when the user's own command failed: the first remedy, and the rest behind “More…”. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { incidentTitle } from '../../../text/words/editor/incidentText.ts';
import { remedyButton } from '../../../text/words/remedy/remedyText.ts';
import type { RemedyCall } from '../../changes/remedyRunner.ts';
import type { WindowIncident } from '../../incident/incidents.ts';
import type { MutedNotices } from '../../incident/mutedNotices.ts';

export async function tellIncident(
  incident: WindowIncident,
  muted: MutedNotices,
  run: (call: RemedyCall) => Promise<void>,
  more: (incident: WindowIncident) => Promise<void>,
): Promise<void> {
  const [finding] = incident.findings;
  if (finding === undefined || muted.has(finding)) return;
  const best = finding.remedies.find(({ action }) => action.kind !== 'advice' && action.kind !== 'explain');
  const press = best === undefined ? [] : [redact(remedyButton(best))];
  const [others, never] = [editorText.more(), editorText.notAgain()];
  const answer = await vscode.window.showErrorMessage(redact(incidentTitle(incident)), ...press, others, never);
  if (answer === never) await muted.add(finding);
  else if (answer === others) await more(incident);
  else if (answer !== undefined && best !== undefined)
    await run({ remedy: best, code: finding.code, incident, finding });
}
