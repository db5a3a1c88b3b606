/** Module paths: which ones are legal, their major version, and the escaping that keeps them apart where case is ignored. */

/** A path split before its major version suffix: `/v2` and up, `.v0` and up for gopkg.in, else empty. */
export interface SplitPath {
  readonly prefix: string;
  readonly major: string;
}

/** Names that Windows keeps for itself, in whatever case and with whatever extension. */
const WINDOWS_NAME = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])$/i;
const MODULE_ELEMENT = /^[-._~0-9A-Za-z]+$/;
const FIRST_ELEMENT = /^[-.0-9a-z]+$/;
/** Windows short names: a tilde and digits at the end of what precedes the first dot. */
const SHORT_NAME = /~[0-9]+$/;

/** Reports whether `path` is a legal module path (module.CheckPath in golang.org/x/mod/module). Total and linear. */
export function isModulePath(path: string): boolean {
  if (path.startsWith('-')) return false;
  const elements = path.split('/');
  const [first = ''] = elements;
  if (!first.includes('.') || !FIRST_ELEMENT.test(first)) return false;
  return elements.every(isModuleElement) && splitPath(path) !== null;
}

function isModuleElement(element: string): boolean {
  if (!MODULE_ELEMENT.test(element) || element.startsWith('.') || element.endsWith('.')) return false;
  const stem = beforeDot(element);
  return !WINDOWS_NAME.test(stem) && !SHORT_NAME.test(stem);
}

/** Reports whether `element` may be one element of a file's path (module.checkElem for files; so may a version be one). */
export function isFileElement(element: string): boolean {
  if (!/^[-!#$%&()+,.=@[\]^_{}~ 0-9A-Za-z\p{L}]+$/u.test(element) || element.endsWith('.')) return false;
  return !WINDOWS_NAME.test(beforeDot(element));
}

/** Reports whether `path` may be a file of a module: clean, relative, each element legal (module.CheckFilePath). */
export function isFilePath(path: string): boolean {
  return path.split('/').every(isFileElement);
}

function beforeDot(element: string): string {
  const dot = element.indexOf('.');
  return dot < 0 ? element : element.slice(0, dot);
}

/**
 * Splits the major version off, or returns null where the suffix is none that go allows (`/v1`, `/v0`, `/v02`, `/v2.1`;
 * for gopkg.in/ everything that does not end in `.vN`). As module.SplitPathVersion.
 */
export function splitPath(path: string): SplitPath | null {
  if (path.startsWith('gopkg.in/')) return splitGopkgIn(path);
  let at = path.length;
  while (at > 0 && /[0-9.]/.test(path.charAt(at - 1))) at--;
  if (at <= 1 || at === path.length || path.slice(at - 2, at) !== '/v') return { prefix: path, major: '' };
  const digits = path.slice(at);
  if (digits.includes('.') || digits.startsWith('0') || digits === '1') return null;
  return { prefix: path.slice(0, at - 2), major: path.slice(at - 2) };
}

function splitGopkgIn(path: string): SplitPath | null {
  const unstable = '-unstable';
  const end = path.endsWith(unstable) ? path.length - unstable.length : path.length;
  let at = end;
  while (at > 0 && /[0-9]/.test(path.charAt(at - 1))) at--;
  if (at <= 1 || at === end || path.slice(at - 2, at) !== '.v') return null;
  const major = path.slice(at - 2);
  if (path.charAt(at) === '0' && major !== '.v0') return null;
  return { prefix: path.slice(0, at - 2), major };
}

/** Returns the escaped path (each A–Z as `!` and its lower case), or null for what is no module path. module.EscapePath */
export function escapePath(path: string): string | null {
  return isModulePath(path) ? escapeUpperCase(path) : null;
}

/** Returns the module path that `escaped` stands for, or null. module.UnescapePath */
export function unescapePath(escaped: string): string | null {
  const path = unescapeUpperCase(escaped);
  return path !== null && isModulePath(path) ? path : null;
}

/** Each A–Z of `text` as `!` and its lower case. */
export function escapeUpperCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The reverse of escapeUpperCase, or null where `text` cannot come from it. */
export function unescapeUpperCase(text: string): string | null {
  if (/[A-Z\u0080-\uffff]|!(?![a-z])/.test(text)) return null;
  return text.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
