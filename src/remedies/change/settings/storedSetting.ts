/** One key of a folder's .vscode/settings.json, as it is stored. */
import path from 'node:path';
import type { WritableFiles } from '../../../base/writableFiles.ts';
import type { JsonValue } from '../change.ts';
import { readTarget } from '../targetFile.ts';
import { SettingsText } from './settingsText.ts';

/** Returns null where the key is not set, or the file cannot be read. */
export async function storedSetting(folder: string, key: string, files: WritableFiles): Promise<JsonValue> {
  const bytes = await readTarget(files, path.join(folder, '.vscode', 'settings.json'));
  if (!bytes.ok) return null;
  const text = await SettingsText.read(bytes.value);
  return text.ok ? text.value.get([key]) : null;
}
