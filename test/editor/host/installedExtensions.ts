// Extensions that are there when VS Code starts, as if they had been installed from a marketplace.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies the unpacked extensions into the server's `folder` for them, with the list that VS Code keeps of it. */
export async function installExtensions(folder: string, sources: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const installed = await Promise.all(sources.map((source) => install(folder, source)));
  await writeFile(join(folder, 'extensions.json'), JSON.stringify(installed));
}

async function install(folder: string, source: string): Promise<object> {
  const { publisher, name, version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  const id = `${publisher}.${name}`;
  const relativeLocation = `${id}-${version}`;
  const path = join(folder, relativeLocation);
  await cp(source, path, { recursive: true });
  return { identifier: { id }, version, location: { $mid: 1, path, scheme: 'file' }, relativeLocation };
}
