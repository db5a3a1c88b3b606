/** The files that a module is made from. By pattern: without the Go extension they have no language of their own. */
import type * as vscode from 'vscode';

export const named = (name: string): vscode.DocumentFilter => ({ scheme: 'file', pattern: `**/${name}` });

export const GO_MOD: vscode.DocumentSelector = named('go.mod');
export const MODULE_FILES: readonly vscode.DocumentFilter[] = ['go.mod', 'go.sum', 'go.work'].map(named);
