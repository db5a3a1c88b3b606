/** The go command's effective settings: go tells the values, the layers tell where they come from. */
import path from 'node:path';
import type { Files } from '../../base/files.ts';
import type { Processes } from '../../base/processes.ts';
import { failure, type Result, success } from '../../base/result.ts';
import { type GoFault, goCommand, OVERRIDDEN } from '../goCommand.ts';
import { parseEnvFile } from './envFile.ts';
import { envFilePath } from './envFilePath.ts';
import { type Environment, environmentVariable } from './environmentVariable.ts';
import { readGorootFile } from './gorootFile.ts';
import { type Layers, settle } from './layers.ts';
import { PINNED_NAMES } from './pinnedNames.ts';
import type { Setting } from './setting.ts';

export interface GoEnvironmentRequest {
  /** Absolute path of the go command; null where there is none or it must not be run (untrusted workspace). */
  readonly go: string | null;
  /** A GOROOT to read go.env from where go does not tell its own; see locateGo. */
  readonly goroot: string | null;
  readonly env: Environment;
  /** False where `env` may hold what the Go extension pinned (StartupEnvironment.trusted): of those names the origin is `unknown`. */
  readonly envTrusted?: boolean;
  /** The existing directory that go would be run in: a relative GOENV is read from there. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly files: Files;
  readonly processes: Processes;
  readonly signal: AbortSignal;
  /** Milliseconds for the one call of go; 5000 is ample, 10 is usual. */
  readonly deadline: number;
}

export interface GoEnvironment {
  /** As printed, see parseGoVersion; null where go was not asked or gave no answer. */
  readonly goVersion: string | null;
  readonly goos: string | null;
  readonly goarch: string | null;
  /** As go tells it; else the best guess, or null. */
  readonly goroot: string | null;
  /** Absolute path of the user's env file, which may not exist; null where go reads none. */
  readonly goenvFile: string | null;
  readonly settings: readonly Setting[];
  /** Why go gave no answer; null where it did, and where `go` was null. */
  readonly fault: GoFault | null;
}

/** In the order they are shown. Null: the default is the toolchain's, and cannot be known without it. */
const GO_SETTINGS: Readonly<Record<string, string | null>> = {
  GOPROXY: null,
  GONOPROXY: '',
  GOPRIVATE: '',
  GOSUMDB: null,
  GONOSUMDB: '',
  GOINSECURE: '',
  GOVCS: '',
  GOAUTH: null,
  GOFLAGS: '',
  GOTOOLCHAIN: null,
  GOMODCACHE: null,
  GO111MODULE: '',
};

/** What go reads from the OS environment alone; of the proxies both spellings count (net/http, x/net/http/httpproxy). */
const OS_SETTINGS = ['NETRC', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
const PROXY_SETTINGS = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * Reads the settings with one `go env -json` (none without `go`). Where go gives no answer the layers alone speak, and
 * what only the toolchain knows, such as the default GOPROXY, is '' with origin `unknown`.
 */
export async function readGoEnvironment(request: GoEnvironmentRequest): Promise<GoEnvironment> {
  const { env, platform, files } = request;
  const file = envFilePath(env, platform);
  const goenvFile = file === null ? null : (platform === 'win32' ? path.win32 : path.posix).resolve(request.cwd, file);
  const [answer, userText] = await Promise.all([ask(request), goenvFile === null ? null : files.readText(goenvFile)]);
  const told = answer?.ok ? answer.value : null;
  const os = (name: string) => environmentVariable(env, name, platform);
  const user = parseEnvFile(userText ?? '', 'last-wins');
  // go looks for go.env below the GOROOT of the user's file before that of the environment (findGOROOT in cfg.go),
  // although the environment's is the one it goes by.
  const goroot = told?.get('GOROOT') || os('GOROOT') || user.get('GOROOT') || request.goroot || null;
  const gorootOfFile = user.get('GOROOT') || goroot;
  const layers: Layers = {
    os,
    user,
    goroot: gorootOfFile === null ? new Map() : await readGorootFile(gorootOfFile, files),
  };
  return {
    goVersion: told?.get('GOVERSION') || null,
    goos: told?.get('GOOS') || null,
    goarch: told?.get('GOARCH') || null,
    goroot,
    goenvFile,
    settings: [
      ...Object.keys(GO_SETTINGS)
        .map((name) => goSetting(name, layers, told))
        .map((setting) => (request.envTrusted === false ? distrusted(setting) : setting)),
      goenvSetting(os('GOENV'), file, told),
      ...PROXY_SETTINGS.flatMap((name) => proxySettings(name, os, platform)),
      ...OS_SETTINGS.map((name) => osSetting(name, os(name))),
    ],
    fault: answer === null || answer.ok ? null : answer.error,
  };
}

/** One call for everything: a second process would double the cost. */
async function ask(request: GoEnvironmentRequest): Promise<Result<ReadonlyMap<string, string>, GoFault> | null> {
  if (request.go === null) return null;
  const names = ['GOVERSION', 'GOROOT', 'GOOS', 'GOARCH', 'GOENV', ...Object.keys(GO_SETTINGS)];
  const result = await goCommand(['env', '-json', ...names], { ...request, go: request.go });
  if (!result.ok) return result;
  const told = parseAnswer(result.value);
  return told === null ? failure({ code: 'not-go', detail: '' }) : success(told);
}

/** Returns the object of strings that `go env -json NAMES` prints, or null for anything else. */
function parseAnswer(text: string): ReadonlyMap<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const told = new Map<string, string>();
  for (const [name, item] of Object.entries(value)) {
    if (typeof item !== 'string') return null;
    told.set(name, item);
  }
  // go prints every name that it was asked for, '' where it does not know it.
  return told.has('GOPROXY') && told.has('GOROOT') ? told : null;
}

function goSetting(name: string, layers: Layers, told: ReadonlyMap<string, string> | null): Setting {
  const own = settle(name, layers);
  const byLayers = own === null || own.value === '' ? (inherited(name, layers) ?? own) : own;
  const value = Object.hasOwn(OVERRIDDEN, name) ? undefined : told?.get(name);
  return reconcile(name, byLayers, value, told === null ? (GO_SETTINGS[name] ?? null) : '');
}

/** GOPRIVATE is the default of GONOPROXY and GONOSUMDB (EnvOrAndChanged in cfg.go): an empty value inherits too. */
function inherited(name: string, layers: Layers): Setting | null {
  if (name !== 'GONOPROXY' && name !== 'GONOSUMDB') return null;
  const goprivate = settle('GOPRIVATE', layers);
  return goprivate === null ? null : { name, value: goprivate.value, origin: 'default', masked: [] };
}

/** go has the last word on the value; on the origin only where it and the layers agree. */
function reconcile(name: string, byLayers: Setting | null, told: string | undefined, builtIn: string | null): Setting {
  if (byLayers === null) {
    const origin = told === undefined && builtIn === null ? 'unknown' : 'default';
    return { name, value: told ?? builtIn ?? '', origin, masked: [] };
  }
  if (told === undefined || told === byLayers.value) return byLayers;
  return { name, value: told, origin: 'unknown', masked: [] };
}

/** `off` is shown as it was set, though `go env GOENV` prints nothing for it. */
function goenvSetting(os: string, file: string | null, told: ReadonlyMap<string, string> | null): Setting {
  const name = 'GOENV';
  if (os !== '') return { name, value: os, origin: 'os-env', masked: [] };
  return reconcile(name, { name, value: file ?? '', origin: 'default', masked: [] }, told?.get(name), '');
}

/** The value counts all the same: whoever shares the environment gets it. */
function distrusted(setting: Setting): Setting {
  const isDoubtful = setting.origin === 'os-env' && PINNED_NAMES.includes(setting.name);
  return isDoubtful ? { ...setting, origin: 'unknown' } : setting;
}

/**
 * On Windows both spellings are one variable; elsewhere the upper-case one hides the other (read in the vendored
 * golang.org/x/net/http/httpproxy up to go1.27.0; its own later releases turn that round).
 */
function proxySettings(name: string, os: Layers['os'], platform: NodeJS.Platform): readonly Setting[] {
  const upper = osSetting(name, os(name));
  if (platform === 'win32') return [upper];
  const lower = osSetting(name.toLowerCase(), os(name.toLowerCase()));
  const isHidden = upper.value !== '' && lower.value !== '' && upper.value !== lower.value;
  return [isHidden ? { ...upper, masked: [{ origin: 'os-env', value: lower.value }] } : upper, lower];
}

function osSetting(name: string, value: string): Setting {
  return { name, value, origin: value === '' ? 'default' : 'os-env', masked: [] };
}
