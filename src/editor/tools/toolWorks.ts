/** What the tools work through in VS Code: this window's examiner, settings and journal. */
import { homedir } from 'node:os';
import { redact } from '../../base/redact.ts';
import { failure, type Result, success } from '../../base/result.ts';
import { wantedList } from '../../goproxy/list/wantedList.ts';
import { changedText } from '../../remedies/change/changedText.ts';
import { together } from '../../text/together.ts';
import { editorText } from '../../text/words/editor/editorText.ts';
import { toolText } from '../../text/words/editor/toolText.ts';
import { changeFaultText, wantedFaultText } from '../../text/words/remedy/changeText.ts';
import type { AskedUse, ToolPorts } from '../../tools/toolPorts.ts';
import { doneText, type ListChanger } from '../changes/listChanger.ts';
import type { EditorExaminer } from '../examination/examiner.ts';
import { currentModuleFolder } from '../examination/goModule.ts';
import type { Settings } from '../settings.ts';

/** A change that was asked for, and not made yet. */
export interface PlannedUse {
  /** The list that is in force in that scope; '' where none is known. */
  readonly before: string;
  readonly after: string;
  readonly scope: AskedUse['scope'];
  readonly folder: string | null;
}

export class ToolWorks implements ToolPorts {
  readonly #examiner: EditorExaminer;
  readonly #changer: ListChanger;
  readonly #settings: Settings;

  constructor(examiner: EditorExaminer, changer: ListChanger, settings: Settings) {
    this.#examiner = examiner;
    this.#changer = changer;
    this.#settings = settings;
  }

  examine: ToolPorts['examine'] = ({ quick, ...named }, signal, onProgress) =>
    this.#examiner.examine(quick ? 'quick' : 'sample', signal, onProgress, named);

  /** What `use` would do. An error is a sentence. */
  async plan({ wanted, scope }: AskedUse, signal: AbortSignal): Promise<Result<PlannedUse, string>> {
    const folder = await currentModuleFolder();
    const go = await this.#examiner.view(folder?.fsPath ?? homedir(), signal);
    const before = (scope === 'workspace' ? this.#settings.goproxy(folder) : '') || go.value('GOPROXY');
    const list = wantedList(wanted, before);
    if (!list.ok) return failure(wantedFaultText(list.error));
    return success({ before, after: list.value, scope, folder: folder?.fsPath ?? null });
  }

  use: ToolPorts['use'] = async (asked, signal) => {
    const planned = await this.plan(asked, signal);
    return planned.ok ? this.carryOut(planned.value, signal) : planned;
  };

  async carryOut({ after, scope, folder }: PlannedUse, signal: AbortSignal): ReturnType<ToolPorts['use']> {
    const made = await this.#changer.set(after, { scope, folder, subject: redact(after) }, signal);
    if (!made.ok) return failure(made.error === 'no-folder' ? editorText.noFolder() : changeFaultText(made.error));
    const effect = await this.#changer.effectOf(after, folder);
    const before = changedText(made.value, 'before', after);
    const sees = scope === 'workspace' && !effect.masked ? editorText.newTerminalsSee() : null;
    const said = together(doneText(scope, effect), sees, toolText.takeBack());
    return success({ scope, before, after, ...effect, said });
  }
}
