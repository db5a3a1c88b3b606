// Finds blackbox_exporter, or takes it out of Debian's package: installing that would start a service on all interfaces.
import { access, constants, mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from '../command.ts';

const NAMES = ['prometheus-blackbox-exporter', 'blackbox_exporter'];
const PACKAGE = 'prometheus-blackbox-exporter';

/** Returns the program's path. Rejects where it is not here and cannot be had: no root, no apt-get, no such package. */
export async function blackboxProgram(signal: AbortSignal): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const path of folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))) {
    if (await isExecutable(path)) return path;
  }
  const folder = join(homedir(), '.cache', 'go-proxy-doctor', 'blackbox-exporter');
  const unpacked = join(folder, 'usr', 'bin', PACKAGE);
  if (!(await isExecutable(unpacked))) await unpack(folder, signal);
  return unpacked;
}

async function unpack(folder: string, signal: AbortSignal): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error(`${PACKAGE} is missing and only root can fetch it`);
  await mkdir(folder, { recursive: true });
  const run = async (file: string, ...args: string[]) => {
    const { code } = await runCommand(file, args, { env: process.env, cwd: folder, signal });
    return code === 0;
  };
  const download = () => run('apt-get', '-q', '-o', 'APT::Sandbox::User=root', 'download', PACKAGE);
  if (!(await download())) {
    await run('apt-get', 'update', '-q');
    if (!(await download())) throw new Error(`apt-get has no ${PACKAGE}`);
  }
  const archive = (await readdir(folder)).find((name) => name.endsWith('.deb'));
  if (archive === undefined || !(await run('dpkg', '-x', archive, '.'))) throw new Error(`${PACKAGE} did not unpack`);
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
