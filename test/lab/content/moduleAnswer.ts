/** What a healthy module proxy answers. Pure; the fault servers start from this and spoil it. */
import type { LabModule, LabModules } from './modules.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a path of the module proxy protocol asks for. */
export type ArtefactKind = 'list' | 'latest' | 'info' | 'mod' | 'zip';

export interface Artefact {
  readonly kind: ArtefactKind;
  /** Unescaped. */
  readonly path: string;
  /** Unescaped; empty for list and latest. */
  readonly version: string;
}

/**
 * Reads a request target (`/example.test/!upper/@v/v1.0.0.info?x=1`); `!` and `%21` are the same. Returns null when it is not of the
 * protocol. Source: go.dev/ref/mod#goproxy-protocol.
 */
export function parseArtefact(target: string): Artefact | null {
  const raw = target.split('?')[0] ?? '';
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw).replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
  } catch {
    return null;
  }
  const latest = /^\/(.+)\/@latest$/.exec(decoded);
  if (latest?.[1] !== undefined) return { kind: 'latest', path: latest[1], version: '' };
  const list = /^\/(.+)\/@v\/list$/.exec(decoded);
  if (list?.[1] !== undefined) return { kind: 'list', path: list[1], version: '' };
  const file = /^\/(.+)\/@v\/(.+)\.(info|mod|zip)$/.exec(decoded);
  if (file?.[1] === undefined || file[2] === undefined) return null;
  return { kind: file[3] as ArtefactKind, path: file[1], version: file[2] };
}

/** Returns what a healthy proxy of `modules` says to a GET of `target`: 200, or 404 with a `text/plain` line `not found: …`. */
export function moduleAnswer(modules: LabModules, target: string): Answer {
  const artefact = parseArtefact(target);
  if (artefact === null) return notFound('not a module proxy path');
  const { kind, path, version } = artefact;
  const versions = modules.versions(path);
  if (kind === 'list') {
    if (versions.length === 0) return notFound(`module ${path}: no matching versions for query "latest"`);
    const tagged = versions.filter((module) => !isPseudo(module.version));
    return textAnswer(200, tagged.map((module) => `${module.version}\n`).join(''));
  }
  if (kind === 'latest') {
    const latest = versions.findLast((module) => !module.version.includes('-rc')) ?? versions[0];
    return latest ? infoAnswer(latest) : notFound(`module ${path}: no matching versions for query "latest"`);
  }
  const module = modules.find(path, version);
  if (module === undefined) return notFound(`${path}@${version}: invalid version: unknown revision ${version}`);
  if (kind === 'info') return infoAnswer(module);
  if (kind === 'mod') return textAnswer(200, module.goMod);
  return { status: 200, headers: { 'content-type': 'application/zip' }, body: module.zip };
}

/** Returns a `text/plain` answer, the only kind of error text that go prints. */
export function textAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: Buffer.from(text) };
}

/** Returns the .info of a module. */
export function infoAnswer(module: LabModule): Answer {
  const body = Buffer.from(JSON.stringify({ Version: module.version, Time: module.time }));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function notFound(reason: string): Answer {
  return textAnswer(404, `not found: ${reason}\n`);
}

function isPseudo(version: string): boolean {
  return /[-.]\d{14}-[0-9a-f]{12}$/.test(version);
}
