/** Registers the language-model tools; whoever calls one brings what carries it out. */
import * as vscode from 'vscode';
import { TOOL_NAMES, type ToolName } from '../../tools/toolName.ts';
import type { ToolRunner } from './toolRunner.ts';

/** `load` resolves to what runs them. */
export function registerTools(load: () => Promise<ToolRunner>): vscode.Disposable {
  const register = (name: ToolName) =>
    vscode.lm.registerTool<object>(name, {
      prepareInvocation: async ({ input }, token) => (await load()).prepare(name, input, token),
      invoke: async ({ input }, token) => (await load()).invoke(name, input, token),
    });
  return vscode.Disposable.from(...TOOL_NAMES.map(register));
}
