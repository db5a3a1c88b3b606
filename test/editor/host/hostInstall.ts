// Where scripts/setup.mjs put the VS Code hosts and the browser.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** `floor` is the oldest VS Code that the manifest allows, `newest` the latest one tested. */
export type HostVersion = 'floor' | 'newest';

export interface HostInstall {
  /** The VS Code version, such as `1.103.2`. */
  readonly version: string;
  /** The Node that this VS Code ships with. */
  readonly node: string;
  /** VS Code's own server, to be run by that Node. */
  readonly serverMain: string;
  /** A Chromium, for whoever opens the server's page. */
  readonly browser: string;
}

const root = join(import.meta.dirname, '..', '..', '..');

/** Finds what was installed. Throws, naming the command that installs it, when it is not there. */
export function hostInstall(version: HostVersion): HostInstall {
  const hosts: Record<HostVersion, { vscode: string }> = JSON.parse(
    readFileSync(join(root, 'scripts', 'setup', 'hosts.json'), 'utf8'),
  );
  const folder = join(root, '.vscode-test', hosts[version].vscode);
  const install = {
    version: hosts[version].vscode,
    node: join(folder, 'node'),
    serverMain: join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
    browser: join(root, '.vscode-test', 'browser'),
  };
  for (const file of [install.node, install.serverMain]) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run \`node scripts/setup.mjs --browser --vscode\``);
  }
  return { ...install, node: realpathSync(install.node) };
}
