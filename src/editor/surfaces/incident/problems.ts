/** The Problems panel: each failure of an open incident on the line that it concerns. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { CommandFinding, Place } from '../../../doctor/incident/incident.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { incidentSentence } from '../../../text/words/editor/incidentText.ts';
import { docsUrl } from '../../../text/words/remedy/docsLink.ts';
import { GOPLS, type WindowIncident } from '../../incident/incidents.ts';

export const DIAGNOSTIC_SOURCE = 'go proxy';

/** A diagnostic that knows its cause, so that quick fixes need not read its words. */
export class FindingDiagnostic extends vscode.Diagnostic {
  readonly finding: CommandFinding;
  readonly incident: WindowIncident;

  constructor(place: Place, finding: CommandFinding, incident: WindowIncident) {
    super(rangeOf(place), redact(incidentSentence(finding)), SEVERITIES[finding.severity]);
    this.finding = finding;
    this.incident = incident;
    this.source = DIAGNOSTIC_SOURCE;
    this.code = { value: finding.code, target: vscode.Uri.parse(docsUrl(finding.code)) };
    this.relatedInformation = related(place, finding, incident);
  }
}

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

export class Problems implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection(DIAGNOSTIC_SOURCE);
  /** By the file. The collection may hold older ones that look the same. */
  #shown: ReadonlyMap<string, readonly FindingDiagnostic[]> = new Map();

  /** Replaces all that was shown. */
  show(incidents: readonly WindowIncident[]): void {
    const byFile = new Map<string, FindingDiagnostic[]>();
    for (const incident of incidents) {
      for (const finding of incident.findings) {
        if (finding.place === null) continue;
        const shown = byFile.get(finding.place.file) ?? [];
        byFile.set(finding.place.file, shown);
        const diagnostic = new FindingDiagnostic(finding.place, finding, incident);
        if (!shown.some((one) => isSame(one, diagnostic))) shown.push(diagnostic);
      }
    }
    const before = this.#shown;
    this.#shown = byFile;
    // File by file, and only where something else is to be seen: with any change VS Code closes a menu of quick fixes.
    for (const file of before.keys()) if (!byFile.has(file)) this.#collection.delete(vscode.Uri.file(file));
    for (const [file, shown] of byFile) {
      if (looksOf(before.get(file) ?? []) !== looksOf(shown)) this.#collection.set(vscode.Uri.file(file), shown);
    }
  }

  /** Those of ours that touch `range`, the newest incident's first. */
  at(uri: vscode.Uri, range: vscode.Range): FindingDiagnostic[] {
    return (this.#shown.get(uri.fsPath) ?? []).filter((one) => touches(one, range));
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** Two failed commands may say the same of one line. */
function isSame(one: FindingDiagnostic, other: FindingDiagnostic): boolean {
  return one.range.isEqual(other.range) && one.message === other.message;
}

/** All that can be seen of them. */
function looksOf(diagnostics: readonly FindingDiagnostic[]): string {
  return JSON.stringify(
    diagnostics.map(({ range, message, severity, code, relatedInformation }) => [
      ...[range, message, severity, code],
      relatedInformation?.map((one) => one.message),
    ]),
  );
}

/** A light bulb is asked for anywhere on the line. */
function touches({ range }: vscode.Diagnostic, other: vscode.Range): boolean {
  return range.start.line <= other.end.line && range.end.line >= other.start.line;
}

function rangeOf({ line, start, end }: Place): vscode.Range {
  return new vscode.Range(line - 1, start, line - 1, end);
}

/** The second place: the command that said so, and the entry of the list. */
function related(
  place: Place,
  finding: CommandFinding,
  { command }: WindowIncident,
): vscode.DiagnosticRelatedInformation[] {
  const here = new vscode.Location(vscode.Uri.file(place.file), rangeOf(place));
  const said = [
    command === null ? null : command === GOPLS ? editorText.besideGopls() : editorText.saidBy(redact(command)),
    finding.entry === null ? null : editorText.entryAtFault(finding.entry, redact(finding.failure.host ?? '')),
  ];
  return said.flatMap((text) => (text === null ? [] : [new vscode.DiagnosticRelatedInformation(here, text)]));
}
