/** The quick pick of module proxies: there at once, measured while it is open, and silent once it is closed. */
import * as vscode from 'vscode';
import { type Log, thrownText } from '../../../base/log.ts';
import { redact } from '../../../base/redact.ts';
import type { Comparison } from '../../../doctor/compare/comparison.ts';
import { parseList } from '../../../goproxy/list/list.ts';
import type { SampleModule } from '../../../goproxy/module/sample.ts';
import { editorText } from '../../../text/words/editor/editorText.ts';
import { switchText } from '../../../text/words/editor/switchText.ts';
import { MirrorRows } from './mirrorRows.ts';
import type { Choice, SwitchItem } from './switchItems.ts';

/** Compares the mirrors by these modules; see EditorExaminer. */
export type Measure = (
  modules: readonly SampleModule[],
  signal: AbortSignal,
  onChange: (comparison: Comparison) => void,
) => Promise<void>;

export interface SwitchPickOptions {
  /** The list in force. */
  readonly current: string;
  /** Modules of the user's to measure with; none: well-known ones. */
  readonly modules: readonly SampleModule[];
  readonly measure: Measure;
  /** False in an untrusted workspace: none of its modules is named to anybody. */
  readonly mayName: boolean;
  readonly log: Log;
}

/** Resolves to what was chosen; undefined where it was closed. Then no request goes on. */
export function pickModuleProxy(options: SwitchPickOptions): Promise<Choice | { readonly kind: 'module' } | undefined> {
  const { current, modules, measure, mayName, log } = options;
  const parsed = parseList(current);
  const pick = vscode.window.createQuickPick<SwitchItem>();
  const rows = new MirrorRows(pick, current, parsed.ok ? parsed.value : null);
  const own = { iconPath: new vscode.ThemeIcon('package'), tooltip: switchText.measure() };
  const again = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: switchText.again() };
  let measuring = new AbortController();
  const start = async () => {
    measuring.abort();
    measuring = new AbortController();
    const { signal } = measuring;
    pick.busy = true;
    try {
      await measure(modules, signal, (comparison) => {
        if (!signal.aborted) rows.show(comparison);
      });
    } catch (error) {
      if (signal.aborted) return;
      log.write('error', 'compare', thrownText(error));
      void vscode.window.showErrorMessage(switchText.failed());
    }
    if (!signal.aborted) pick.busy = false;
  };
  pick.title = editorText.switchTitle();
  pick.placeholder = editorText.switchPlaceHolder(redact(current));
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  pick.buttons = mayName ? [own, again] : [again];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.choice);
      pick.hide();
    });
    pick.onDidTriggerButton((button) => {
      if (button === again) return void start();
      resolve({ kind: 'module' });
      pick.hide();
    });
    pick.onDidHide(() => {
      measuring.abort();
      rows.dispose();
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void start();
  });
}
