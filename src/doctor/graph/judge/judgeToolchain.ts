/** The `go` and `toolchain` lines against the go that is there (cmd/go/internal/toolchain Select). Pure. */
import { parseGoVersion } from '../../../gocmd/goVersion.ts';
import { compareReleases, isLanguageVersion } from '../goRelease.ts';
import type { GraphExamination, GraphFinding } from '../graphExamination.ts';

interface Choice {
  /** What GOTOOLCHAIN names, else the installed one. */
  readonly base: string;
  /** Where a newer one may come from. */
  readonly source: 'nowhere' | 'path' | 'path-or-download';
}

export function judgeToolchain(examination: GraphExamination): readonly GraphFinding[] {
  const { goVersion, settings, workspace, own } = examination;
  const file = workspace ?? own;
  const installed = parseGoVersion(goVersion ?? '');
  if (goVersion === null || installed === null || file === null) return [];
  if (installed.major === 1 && installed.minor < 21) return judgeOld(file.goMod, goVersion);
  const value = settings.GOTOOLCHAIN || 'auto';
  const choice = parseChoice(value, goVersion);
  if (choice === null) return [finding('invalid', 'error', { value })];
  const { base, source } = choice;
  const { go, toolchain } = file.goMod;
  const language = go === null ? null : `go${go}`;
  // Below the go line nothing runs; the toolchain line counts only where go may choose.
  const needed = language !== null && isNewer(language, base) ? language : null;
  if (source === 'nowhere') {
    return needed === null
      ? whence(examination, base, source)
      : [finding('too-old', 'error', { wanted: needed, have: base, setting: value })];
  }
  const suggested =
    toolchain !== null && toolchain !== 'default' && isNewer(toolchain, needed ?? base) ? toolchain : null;
  if (suggested !== null) return whence(examination, suggested, source);
  if (needed === null) return whence(examination, base, source);
  if (!isLanguageVersion(needed)) return whence(examination, needed, source);
  if (!knowsLanguageVersions(goVersion)) {
    const facts = { wanted: needed, have: base, mend: `${needed.slice('go'.length)}.0` };
    return examination.toolchains.has(needed) ? [] : [finding('no-patch', 'error', facts)];
  }
  return whence(examination, `${needed}.0`, source);
}

/** Before 1.21 go builds what it can; only a version with a patch number, and the toolchain line, end it. */
function judgeOld({ go, toolchain }: { go: string | null; toolchain: string | null }, have: string): GraphFinding[] {
  const wanted = `go${go ?? ''}`;
  const isFatal = toolchain !== null || (parseGoVersion(wanted)?.patch ?? null) !== null;
  return isFatal && isNewer(wanted, have) ? [finding('too-old', 'error', { wanted, have, setting: '' })] : [];
}

/** Where the toolchain `name` would come from, where that is not here already. */
function whence(examination: GraphExamination, name: string, source: Choice['source']): GraphFinding[] {
  const { goVersion, toolchains, settings, list } = examination;
  if (goVersion === null || compareReleases(name, goVersion) === 0 || toolchains.has(name)) return [];
  const facts = { wanted: name, have: goVersion };
  if (source === 'path') return [finding('not-on-path', 'error', facts)];
  // A toolchain is never taken unverified, except from a file:// list (facts: 6.6).
  const isFile = list?.entries.length === 1 && list.entries[0]?.kind === 'url' && list.entries[0].scheme === 'file';
  if (settings.GOSUMDB === 'off' && !isFile) {
    return [finding('cannot-download', 'error', { ...facts, setting: 'GOSUMDB=off' })];
  }
  if (list?.entries[0]?.kind === 'off') {
    return [finding('cannot-download', 'error', { ...facts, setting: 'GOPROXY=off' })];
  }
  return [finding('will-download', 'info', facts)];
}

/** `local`, `auto`, `path`, `goX`, and with `+auto` or `+path`; null for what go refuses. */
function parseChoice(value: string, installed: string): Choice | null {
  const [, name = '', more] = /^(local|auto|path|go1[\w.-]*)(\+auto|\+path)?$/.exec(value) ?? [];
  if (name === '' || ((name === 'auto' || name === 'path') && more !== undefined)) return null;
  const base = name.startsWith('go') ? name : installed;
  if (name.startsWith('go') && parseGoVersion(name) === null) return null;
  if (name === 'auto' || more === '+auto') return { base, source: 'path-or-download' };
  if (name === 'path' || more === '+path') return { base, source: 'path' };
  // A name alone is downloaded where it is not here, and never left.
  return { base, source: 'nowhere' };
}

/**
 * Which toolchain stands for `go 1.N`: since 1.23, and in later patch releases of 1.21 and 1.22, it is 1.N.0; the earlier ones ask for
 * `go1.N`, which nobody has (golang/go#62278).
 */
function knowsLanguageVersions(installed: string): boolean {
  const parsed = parseGoVersion(installed);
  if (parsed === null || parsed.minor > 22) return true;
  return (parsed.patch ?? 0) > (parsed.minor === 21 ? 8 : 3);
}

function isNewer(wanted: string, have: string): boolean {
  return (compareReleases(wanted, have) ?? 0) > 0;
}

function finding(detail: string, severity: GraphFinding['severity'], facts: GraphFinding['facts']): GraphFinding {
  return { code: 'toolchain', detail, severity, module: null, facts };
}
