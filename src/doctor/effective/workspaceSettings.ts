/** The workspace's settings without an editor: read from .vscode/settings.json, and never written. */
import path from 'node:path';
import type { ParseError } from 'jsonc-parser';
import type { Files } from '../../base/files.ts';
import type { EditorSettings } from './editorSettings.ts';
import type { SettingsSource } from './environmentReport.ts';

export interface WorkspaceSettings {
  readonly settings: EditorSettings;
  readonly source: SettingsSource;
}

type Tree = Readonly<Record<string, unknown>>;

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows', darwin: 'osx' };

/**
 * Reads the nearest .vscode/settings.json at or above `folder`: VS Code would read it where that folder is opened. A file
 * with errors is read as far as it makes sense, as VS Code does.
 */
export async function readWorkspaceSettings(
  folder: string,
  platform: NodeJS.Platform,
  files: Files,
): Promise<WorkspaceSettings> {
  for (const one of ancestors(path.resolve(folder))) {
    const file = path.join(one, '.vscode', 'settings.json');
    const text = await files.readText(file);
    if (text === null) continue;
    const { tree, isBroken } = await parseTree(text);
    return { settings: settingsOf(tree, platform), source: { file, isBroken } };
  }
  return { settings: settingsOf({}, platform), source: { file: null, isBroken: false } };
}

function settingsOf(tree: Tree, platform: NodeJS.Platform): EditorSettings {
  const goproxy = member(tree, 'go.goproxy');
  return {
    goproxy: typeof goproxy === 'string' ? goproxy : '',
    toolsEnvVars: object(member(tree, 'go.toolsEnvVars')),
    goplsEnv: goplsEnv(tree),
    terminalEnv: object(member(tree, `terminal.integrated.env.${PLATFORMS[platform] ?? 'linux'}`)),
  };
}

/** Of the dotted name only the last part counts to gopls (gopls/doc/settings.md). */
function goplsEnv(tree: Tree): Tree | undefined {
  const gopls = object(member(tree, 'gopls'));
  return object(member(gopls, 'build.env')) ?? object(member(gopls, 'env')) ?? object(member(tree, 'gopls.build.env'));
}

async function parseTree(text: string): Promise<{ tree: Tree; isBroken: boolean }> {
  // Loaded when there is something to read: most folders have no such file.
  const { parse } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  try {
    // As VS Code takes it: comments, trailing commas, and a file without content.
    const options = { allowTrailingComma: true, allowEmptyContent: true };
    const value: unknown = parse(text.replace(/^\ufeff/, ''), errors, options) ?? {};
    const tree = object(value);
    return { tree: tree ?? {}, isBroken: errors.length > 0 || tree === undefined };
  } catch {
    // Nested deeper than the stack: the parser recurses.
    return { tree: {}, isBroken: true };
  }
}

function object(value: unknown): Tree | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
}

function member(tree: Tree | undefined, key: string): unknown {
  return tree !== undefined && Object.hasOwn(tree, key) ? tree[key] : undefined;
}

function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
