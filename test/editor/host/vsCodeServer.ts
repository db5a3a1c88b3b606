// VS Code's own server with a data folder of its own: the window is then any browser that opens its address.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostVersion, hostInstall } from './hostInstall.ts';
import { installExtensions } from './installedExtensions.ts';
import { startProcessGroup } from './processGroup.ts';
import { quietSettings } from './quietSettings.ts';

export type HostTheme = 'light' | 'dark';

export interface VsCodeServerOptions {
  readonly version: HostVersion;
  /** User settings on top of the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: HostTheme;
  /** False leaves workspace trust on, so that the folder opens untrusted. Default true. */
  readonly trusted?: boolean;
  /** Environment of the extension host on top of this process's; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The port to listen on; default any that is free. */
  readonly port?: number;
  /** True lets the extension host take over a login shell's environment, as a started-from-the-desktop VS Code does. */
  readonly loginShell?: boolean;
  /** Folders of further extensions to have installed, unpacked; the extension under development is not of them. */
  readonly extensions?: readonly string[];
}

/** What to open in the window. All paths are absolute. */
export interface WindowTarget {
  readonly folder: string;
  /** The extension under development. */
  readonly extensionPath?: string;
  /** A module whose `run()` is called in the extension host: the window is then a test run. */
  readonly extensionTestsPath?: string;
}

export interface VsCodeServer {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The VS Code version, such as `1.103.2`. */
  readonly version: string;
  /** The address of a window. */
  address(target: WindowTarget): string;
  /** The file of the user settings. */
  readonly settingsFile: string;
  /** What the server printed, for the message of a failure. */
  output(): string;
  stop(): Promise<void>;
}

const startDeadlineMs = 30_000;

/**
 * Starts a server on a free port of 127.0.0.1. Rejects with the server's output when it is not ready within 30 s, and
 * throws where the host is not installed.
 */
export async function startVsCodeServer(options: VsCodeServerOptions): Promise<VsCodeServer> {
  const install = hostInstall(options.version);
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'go-proxy-doctor-vscode-')));
  const userDir = join(dataDir, 'data', 'User');
  const settingsFile = join(userDir, 'settings.json');
  const settings = { ...quietSettings(options.version, options.theme ?? 'light'), ...options.settings };
  const runtimeDir = join(dataDir, 'run');
  await mkdir(userDir, { recursive: true });
  await mkdir(runtimeDir, { mode: 0o700 });
  await mkdir(join(dataDir, 'data', 'logs'), { recursive: true }); // the server lists it before it makes it
  await writeFile(settingsFile, JSON.stringify(settings, null, 2));
  await installExtensions(join(dataDir, 'extensions'), options.extensions ?? []);

  const group = startProcessGroup(install.node, serverArguments(install.serverMain, dataDir, options), {
    ...process.env,
    XDG_STATE_HOME: join(dataDir, 'state'), // what is kept across sessions is nobody else's
    ...options.env,
    XDG_RUNTIME_DIR: runtimeDir, // for its sockets, which would stay behind in the temporary folder
    EXTENSIONS_GALLERY: '{}', // no marketplace: a test asks nothing of the network
  });
  try {
    const ready = await group.waitForOutput(/Web UI available at \S+:(\d+)/, AbortSignal.timeout(startDeadlineMs));
    const authority = `127.0.0.1:${ready[1]}`;
    return {
      origin: `http://${authority}`,
      version: install.version,
      settingsFile,
      address: (target) => windowAddress(authority, target),
      output: group.output,
      async stop() {
        await group.stop();
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await group.stop();
    await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
}

function serverArguments(serverMain: string, dataDir: string, options: VsCodeServerOptions): string[] {
  return [
    serverMain,
    ...[
      '--host',
      '127.0.0.1',
      '--port',
      `${options.port ?? 0}`,
      '--without-connection-token',
      '--accept-server-license-terms',
    ],
    ...['--server-data-dir', dataDir, '--disable-telemetry', '--disable-experiments'],
    // Without it a built VS Code refuses a development extension named in the page's address.
    '--enable-smoke-test-driver',
    ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
    ...(options.loginShell ? [] : ['--force-disable-user-env']),
  ];
}

function windowAddress(authority: string, { folder, extensionPath, extensionTestsPath }: WindowTarget): string {
  const remote = (path: string) => `vscode-remote://${authority}${path}`;
  const payload = [['skipWelcome', 'true']];
  if (extensionPath) payload.push(['extensionDevelopmentPath', remote(extensionPath)]);
  if (extensionTestsPath) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  return `http://${authority}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) })}`;
}
