/** Everything that shows the open incidents: Problems, light bulbs, CodeLens, terminal links and one notification each. */
import * as vscode from 'vscode';
import type { CommandFinding } from '../../../doctor/incident/incident.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import type { RemedyCall, RemedyRunner } from '../../changes/remedyRunner.ts';
import { INTERNAL_COMMANDS } from '../../commands.ts';
import type { ListStatus } from '../../examination/listStatus.ts';
import type { Incidents, WindowIncident } from '../../incident/incidents.ts';
import type { MutedNotices } from '../../incident/mutedNotices.ts';
import { registerProblemLenses } from '../goMod/problemLenses.ts';
import { tellIncident } from './incidentNotice.ts';
import { Problems } from './problems.ts';
import { registerQuickFixes } from './quickFixes.ts';
import { type Ailment, ailmentOf, pickRemedy } from './remedyPick.ts';
import { type FailureLink, registerTerminalLinks } from './terminalLinks.ts';

export interface IncidentParts {
  readonly incidents: Incidents;
  readonly remedies: Pick<RemedyRunner, 'run'>;
  readonly muted: MutedNotices;
  readonly status: ListStatus;
}

export function registerIncidents({ incidents, remedies, muted, status }: IncidentParts): vscode.Disposable {
  const problems = new Problems();
  const shown = new vscode.EventEmitter<void>();
  const run = (call: RemedyCall) => remedies.run(call);
  const pick = (finding: CommandFinding, incident: WindowIncident) => pickRemedy(ailmentOf(finding, incident), run);
  const openLink = async (link: FailureLink) => {
    const found = findingOf(link, incidents.open);
    if (found === null) void vscode.window.showInformationMessage(editorText.linkIsOld());
    else await pick(found.finding, found.incident);
  };
  return vscode.Disposable.from(
    problems,
    registerQuickFixes(problems),
    registerTerminalLinks(openLink),
    shown,
    registerProblemLenses(problems, status, shown.event),
    incidents.onDidChange(() => {
      problems.show(incidents.open);
      shown.fire();
    }),
    incidents.onDidOpen((incident) => {
      // What was pasted is answered at once; gopls runs by itself, and its line in the editor says enough.
      if (incident.report.origin !== null) {
        void tellIncident(incident, muted, run, async () => {
          const [finding] = incident.findings;
          if (finding !== undefined) await pick(finding, incident);
        });
      } else if (incident.command === null) {
        const [finding] = incident.findings;
        if (finding !== undefined) void pick(finding, incident);
      }
    }),
    vscode.commands.registerCommand(INTERNAL_COMMANDS.applyRemedy, run),
    vscode.commands.registerCommand(INTERNAL_COMMANDS.showRemedies, (ailment: Ailment) => pickRemedy(ailment, run)),
  );
}

/** The finding that a line in a terminal speaks of: of that terminal if there is one, else any that says the same. */
function findingOf(
  { failure, terminal }: FailureLink,
  open: readonly WindowIncident[],
): { finding: CommandFinding; incident: WindowIncident } | null {
  const inOrder = [...open].sort((a, b) => Number(isOf(b, terminal)) - Number(isOf(a, terminal)));
  for (const incident of inOrder) {
    const finding = incident.findings.find(({ code, module }) => code === failure.code && module === failure.module);
    if (finding !== undefined) return { finding, incident };
  }
  return null;
}

function isOf({ report }: { report: { origin: { terminal: vscode.Terminal } | null } }, terminal: vscode.Terminal) {
  return report.origin?.terminal === terminal;
}
