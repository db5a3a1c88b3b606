/** `Go Proxy: Switch Module Proxy…`: another entry first, a mirror, or a list typed in; for this workspace or for the user. */
import * as vscode from 'vscode';
import { redact } from '../../base/redact.ts';
import { type GoproxyList, moveFirst, parseList } from '../../goproxy/list/list.ts';
import { isPublicMirror, MIRRORS } from '../../goproxy/list/mirrors.ts';
import { editorText } from '../../text/words/editorText.ts';
import { invalidSentence } from '../../text/words/verdictText.ts';
import { COMMANDS } from '../commands.ts';
import type { EditorExaminer } from '../examiner.ts';
import { currentModuleFolder } from '../goModule.ts';
import type { ListChanger } from '../listChanger.ts';

interface Choice extends vscode.QuickPickItem {
  /** The new list; null takes ours away, undefined asks for one. */
  readonly list?: string | null;
  readonly subject?: string;
}

export function registerSwitch(examiner: EditorExaminer, changer: ListChanger): vscode.Disposable {
  return vscode.commands.registerCommand(COMMANDS.switch, async () => {
    const folder = await currentModuleFolder();
    const { current, publicMirrors } = await examiner.remedyContext(folder?.fsPath ?? null);
    const picked = await vscode.window.showQuickPick(choices(current.value, publicMirrors), {
      title: editorText.switchTitle(),
      placeHolder: editorText.switchPlaceHolder(redact(current.value)),
      matchOnDescription: true,
    });
    if (picked === undefined) return;
    const list = picked.list === undefined ? await typed(current.value) : picked.list;
    if (list === undefined) return;
    const scope = folder === undefined ? 'user' : await pickScope(list);
    if (scope === undefined) return;
    await changer.change(list, scope, folder?.fsPath ?? null, picked.subject ?? editorText.anotherList());
  });
}

function choices(current: string, publicMirrors: readonly string[]): Choice[] {
  const parsed = parseList(current);
  const list = parsed.ok ? parsed.value : null;
  const own = list === null ? [] : ownEntries(list);
  return [
    ...(own.length === 0 ? [] : [separator(editorText.switchOwn()), ...own]),
    separator(editorText.switchMirrors()),
    ...mirrors(list, publicMirrors),
    separator(editorText.change()),
    { label: `$(edit) ${editorText.switchTyped()}` },
    { label: `$(discard) ${editorText.switchDefault()}`, list: null, subject: editorText.ownList() },
  ];
}

function ownEntries(list: GoproxyList): Choice[] {
  return list.entries.flatMap((entry) => {
    const changed = entry.index === 0 ? null : moveFirst(list, entry.index);
    if (entry.kind !== 'url' || changed === null) return [];
    const name = entry.host === '' ? entry.value : entry.host;
    return [item('$(arrow-up)', editorText.switchFirst(redact(name)), changed, redact(name))];
  });
}

/** A mirror first, the present list behind it: what it has not, the others may. */
function mirrors(list: GoproxyList | null, publicMirrors: readonly string[]): Choice[] {
  const urls = (list?.entries ?? []).flatMap((entry) => (entry.kind === 'url' ? [entry.url] : []));
  const hasPrivate = urls.some((url) => !isPublicMirror(url, publicMirrors));
  const unused = MIRRORS.filter(
    ({ note, url }) =>
      note === 'fit' && !urls.some((used) => isPublicMirror(used, [url]) && used.startsWith(url.replace(/\/$/, ''))),
  );
  return unused.map(({ name, url }) => {
    const one = item('$(globe)', editorText.switchMirror(name), `${url},${list?.text ?? 'direct'}`, name);
    return hasPrivate ? { ...one, detail: `${one.detail ?? ''}  ${editorText.asksPublic()}` } : one;
  });
}

function item(icon: string, label: string, list: string, subject: string): Choice {
  return { label: `${icon} ${label}`, detail: `GOPROXY=${redact(list)}`, list, subject };
}

async function typed(current: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: editorText.switchTyped(),
    prompt: editorText.switchPrompt(),
    // What holds a secret is not put on the screen.
    value: redact(current) === current ? current : '',
    validateInput: (text) => {
      const parsed = parseList(text);
      return parsed.ok ? undefined : redact(invalidSentence(parsed.error));
    },
  });
}

async function pickScope(list: string | null): Promise<'workspace' | 'user' | undefined> {
  const shown = list === null ? editorText.unsetScope() : `GOPROXY=${redact(list)}`;
  const picked = await vscode.window.showQuickPick(
    [
      { label: editorText.scopeWorkspace(), detail: editorText.scopeWorkspaceDetail(), scope: 'workspace' as const },
      { label: editorText.scopeUser(), detail: editorText.scopeUserDetail(), scope: 'user' as const },
    ],
    { title: shown, placeHolder: editorText.scopePlaceHolder() },
  );
  return picked?.scope;
}

function separator(label: string): Choice {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
