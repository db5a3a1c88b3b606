/** The second step of a switch: the list as it will be, for whom, and what that changes. */
import * as vscode from 'vscode';
import { redact } from '../../../base/redact.ts';
import type { RemedyContext } from '../../../remedies/remedyContext.ts';
import { inert } from '../../../text/inert.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { switchText } from '../../../text/words/editor/switchText.ts';

export interface ScopeQuestion {
  /** The new list; null takes the stored one away. */
  readonly list: string | null;
  /** What counts in this folder at present, and where it comes from. */
  readonly now: RemedyContext['current'];
  /** False outside of any workspace. */
  readonly hasFolder: boolean;
}

/** Returns undefined where nothing was chosen. */
export async function pickScope({ list, now, hasFolder }: ScopeQuestion): Promise<'workspace' | 'user' | undefined> {
  const shown = list === null ? editorText.unsetScope() : switchText.changes(inert(redact(list), 2000));
  const value = inert(redact(now.value), 200);
  const isOwn = now.store === 'go.goproxy';
  const workspace = {
    label: editorText.scopeWorkspace(),
    description: editorText.scopeWorkspaceDetail(),
    detail: switchText.workspaceEffect(value, isOwn),
    scope: 'workspace' as const,
  };
  const user = {
    label: editorText.scopeUser(),
    description: editorText.scopeUserDetail(),
    detail: switchText.userEffect(value, isOwn ? 'workspace' : now.store === 'os-env' ? 'os-env' : null),
    scope: 'user' as const,
  };
  const places = hasFolder ? [workspace, user] : [user];
  // What taking a list away uncovers is not known before.
  const items = list === null ? places.map(({ detail: _, ...place }) => place) : places;
  const picked = await vscode.window.showQuickPick(items, { title: shown, placeHolder: editorText.scopePlaceHolder() });
  return picked?.scope;
}
