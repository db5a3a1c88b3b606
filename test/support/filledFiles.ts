/** Texts of tables that name places in braces (`{port:healthy}`), and files made of them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What stands for each name in braces. */
export type Places = Readonly<Record<string, string>>;

/** Throws where a place is not known. */
export function filled(text: string, places: Places): string {
  return text.replace(/\{([\w:-]+)\}/g, (_, place: string) => {
    const value = places[place];
    if (value === undefined) throw new Error(`no place ${place} for ${text}`);
    return value;
  });
}

/** Writes files by their path below `folder`; for their owner alone unless `mode` says otherwise. */
export async function writeFilled(
  folder: string,
  files: Readonly<Record<string, string>>,
  places: Places,
  mode = 0o600,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), filled(content, places), { mode });
  }
}
