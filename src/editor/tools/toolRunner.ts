/** Runs the tools for a language model in this window: asks the user where it must, answers, refuses in Restricted Mode. */
import * as vscode from 'vscode';
import type { Log } from '../../base/log.ts';
import { examinationQuestion, type Question, useQuestion } from '../../text/words/editor/toolQuestion.ts';
import { toolText } from '../../text/words/editor/toolText.ts';
import { callTool } from '../../tools/callTool.ts';
import { answerParts } from '../../tools/toolAnswer.ts';
import { readExamination, readFields, readUse } from '../../tools/toolInput.ts';
import type { ToolName } from '../../tools/toolName.ts';
import type { AskedUse, ToolPorts } from '../../tools/toolPorts.ts';
import { signalOf } from '../adapters/signalOf.ts';
import type { PlannedUse, ToolWorks } from './toolWorks.ts';

export class ToolRunner {
  readonly #works: ToolWorks;
  readonly #log: Log;
  /** The change that the user was shown last. */
  #shown: { readonly asked: AskedUse; readonly planned: PlannedUse } | null = null;

  constructor(works: ToolWorks, log: Log) {
    this.#works = works;
    this.#log = log;
  }

  /** What the user is asked before the call; a call that will be refused is not asked about. */
  async prepare(
    name: ToolName,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.PreparedToolInvocation> {
    const question = mayRun(name) ? await this.#question(name, input, signalOf(token)) : null;
    const invocationMessage = toolText.running(name);
    if (question === null) return { invocationMessage };
    const { title, message } = question;
    return { invocationMessage, confirmationMessages: { title, message: new vscode.MarkdownString(message) } };
  }

  /** Rejects with words for the model where the call was wrong or could not be carried out. */
  async invoke(
    name: ToolName,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    if (!mayRun(name)) throw new Error(toolText.untrusted());
    this.#log.write('info', 'tools', name);
    const signal = signalOf(token);
    const call = { name, input, signal, onProgress: () => undefined };
    const answer = await callTool(call, { examine: this.#works.examine, use: this.#use }).catch((error: unknown) => {
      throw signal.aborted ? new vscode.CancellationError() : error;
    });
    const parts = answerParts(answer);
    if (answer.isError) throw new Error(parts.join('\n'));
    return new vscode.LanguageModelToolResult(parts.map((text) => new vscode.LanguageModelTextPart(text)));
  }

  async #question(name: ToolName, input: unknown, signal: AbortSignal): Promise<Question | null> {
    const fields = readFields(name, input);
    if (!fields.ok) return null;
    if (name === 'goproxy_diagnose') {
      const asked = readExamination(fields.value);
      // The user's own list may be examined at any time; whom a model names is asked with the user's consent alone.
      const isOwn = !asked.ok || (asked.value.goproxy === null && asked.value.modules.length === 0);
      return isOwn ? null : examinationQuestion(asked.value.goproxy, asked.value.modules);
    }
    const asked = name === 'goproxy_use' ? readUse(fields.value) : null;
    const planned = asked?.ok === true ? await this.#works.plan(asked.value, signal) : null;
    if (asked?.ok !== true || planned?.ok !== true) return null;
    this.#shown = { asked: asked.value, planned: planned.value };
    return useQuestion(planned.value);
  }

  /** What the user has agreed to is what is made, whatever has become of the list, or of the active folder, since. */
  readonly #use: ToolPorts['use'] = (asked, signal) => {
    const shown = this.#shown;
    this.#shown = null;
    const isShown = shown !== null && shown.asked.wanted === asked.wanted && shown.asked.scope === asked.scope;
    return isShown ? this.#works.carryOut(shown.planned, signal) : this.#works.use(asked, signal);
  };
}

/** What a text says can be read anywhere; where nothing is trusted, no request is made and nothing is changed for a model. */
function mayRun(name: ToolName): boolean {
  return name === 'goproxy_classify' || vscode.workspace.isTrusted;
}
