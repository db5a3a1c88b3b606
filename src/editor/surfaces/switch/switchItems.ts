/** The rows that a list is chosen from: mirrors with what was measured, and what else can be done. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import { type ComparedMirror, type Comparison, exposesMore } from '../../../doctor/compare/comparison.ts';
import { type GoproxyList, moveFirst, putFirst } from '../../../goproxy/list/list.ts';
import { mirrorName } from '../../../text/words/command/compareText.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { switchText } from '../../../text/words/editor/switchText.ts';

export type Choice =
  | { readonly kind: 'mirror'; readonly list: string; readonly name: string }
  | { readonly kind: 'keep' | 'typed' | 'unset' };

export interface SwitchItem extends vscode.QuickPickItem {
  /** Undefined for a separator. */
  readonly choice?: Choice;
  /** Of a mirror: what it is known by while the order changes. */
  readonly url?: string;
}

/** What can be chosen whatever is measured. The first row changes nothing: there the cursor waits without being in the way. */
export function itemsAround(current: string, mirrors: readonly SwitchItem[]): SwitchItem[] {
  return [
    {
      label: `$(check) ${switchText.keep()}`,
      detail: `GOPROXY=${redact(current)}`,
      choice: { kind: 'keep' },
    },
    separator(switchText.mirrors()),
    ...mirrors,
    separator(editorText.change()),
    { label: `$(edit) ${editorText.switchTyped()}`, choice: { kind: 'typed' } },
    { label: `$(discard) ${editorText.switchDefault()}`, choice: { kind: 'unset' } },
  ];
}

/** A row a mirror, the best first; `list` is the one in force, null where none can be parsed. */
export function mirrorItems(comparison: Comparison, list: GoproxyList | null): SwitchItem[] {
  return comparison.ranking.flatMap((number) => {
    const mirror = comparison.mirrors[number];
    return mirror === undefined ? [] : [mirrorItem(mirror, list, exposesMore(comparison, mirror))];
  });
}

function mirrorItem(mirror: ComparedMirror, list: GoproxyList | null, exposes: boolean): SwitchItem {
  const { value } = mirror.entry;
  const after = listWith(mirror, list);
  const name = redact(mirrorName(mirror));
  const detail = `GOPROXY=${redact(after)}`;
  return {
    label: `${iconOf(mirror)} ${name}`,
    description: redact(switchText.measured(mirror)),
    detail: exposes ? `${detail}  ${editorText.asksPublic()}` : detail,
    choice: mirror.place === 0 ? { kind: 'keep' } : { kind: 'mirror', list: after, name },
    url: value,
  };
}

/** The mirror first, the present list behind it: what it has not, the others may. */
function listWith({ entry, place }: ComparedMirror, list: GoproxyList | null): string {
  if (list === null) return `${entry.value},direct`;
  return (place === null ? null : moveFirst(list, place)) ?? putFirst(list, entry.value);
}

function iconOf({ grade, done }: ComparedMirror): string {
  if (grade === 'wrong') return '$(error)';
  if (grade === 'lacking') return '$(warning)';
  return done ? '$(pass)' : '$(loading~spin)';
}

function separator(label: string): SwitchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
