/** From a message of the go command's to its failure: the grammar of go-command.md §4. Pure, total, linear. */
import type { FailureCode } from '../code.ts';
import type { TextFailure } from '../textFailure.ts';
import { cachedModule } from './cachePath.ts';
import { type Cause, cause, guess } from './cause.ts';
import { absenceCause, contentCause, diskCause } from './contentCause.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { readMessageUrl } from './messageUrl.ts';
import { networkCause, refusedConnect } from './networkCause.ts';
import { repositoryCause } from './repositoryCause.ts';
import { settingCause } from './settingCause.ts';
import { statusCause } from './statusCause.ts';
import { sumCause } from './sumCause.ts';
import { toolchainCause } from './toolchainCause.ts';

/** What is known besides the words. */
export interface MessageContext {
  /** A field beside the message names them (JSON), or the last line of progress did. */
  readonly module: string | null;
  readonly version: string | null;
  /** The message is a field that only go fills (`"Error"` of `go mod download -json`), so that no prefix is needed. */
  readonly isGo: boolean;
}

export type ReadFailure = Omit<TextFailure, 'line'>;

export interface Classified {
  readonly failure: ReadFailure;
  /** The words are cut off or unknown: another reading of the same lines may tell more. */
  readonly isGuess: boolean;
}

/** Longer than any message of go's; what is beyond is no longer its own words. */
const LIMIT = 8_192;
/** Every message that tells a failure has one of these: a cheap look before the dear one. */
const TELLING =
  /:\/|[Gg][Oo][A-Z]{2,}|go\.sum|go\.mod|verif|disab|disallow|lookup|dial|connect|x509|[Tt][Ll][Ss]|time|EOF|zip|sum|exec|unknown|invalid|no matching|not |den|space|toolchain|requires go|pars|exit|SECURITY|misbehavior|quota|file|malformed|mismatch|canonical|proxy|HTTP|version|disagree|character|too |redirect|Get |read|vendor|modified|ziphash|match|lock|cannot find/;
/** Words that change nothing, or tell of something else than a download. */
const HARMLESS =
  /^(?:go: )?(?:warning: |# ?get |get https?:|updates to go\.mod needed|downloading |finding |found |added |upgraded |downgraded |removed |extracting |trying |switching to go1[^:]*$|module \S+ is deprecated)|: retracted by module author|: malformed (?:module|import) path |(?:is|are) explicitly required in (?:go\.mod|vendor)|; switching to go1/;
const NO_PREFIX_NEEDED =
  /^(?:go: )?(?:module lookup disabled by GOPROXY=off|missing go\.sum entry|unrecognized import path "|GOPROXY list is not|(?:SECURITY ERROR\s+)?go\.sum database server|updates to go\.sum needed|errors parsing go\.mod:)|^\S{1,300} v\S{1,200}: (?:(?:zip|dir) has been modified|missing ziphash)/;
/** A package error is believed when it names what only the module loader says. */
const LOADER =
  /module lookup disabled|import lookup disabled|cannot query module|missing go\.sum|zip: not a valid zip|unrecognized import path|GOVCS disallows|executable file not found|verifying |disabled by GO|GOSUMDB|no matching versions|unknown revision|invalid version: |unzip |proxy URL|cannot find module providing package [^\s:]+: |exit status 128|malformed record data|pkg[\\/]mod[\\/]|updates to go\.sum|invalid response from proxy|note has no|sumdb/;

/** Reports whether `text` may tell a failure at all: where not, classifyText returns null. */
export function mayTell(text: string): boolean {
  return TELLING.test(text);
}

/** Returns the failure that `text` (one message, its continuation lines joined by newlines) tells, or null. */
export function classifyText(text: string, context: MessageContext): Classified | null {
  const message = text.slice(0, LIMIT).trim();
  if (HARMLESS.test(message)) return null;
  const envelope = readEnvelope(message);
  if (!isGos(envelope, context)) return null;
  const found = decide(envelope, context.isGo);
  if (found === null) return null;
  return { failure: failureOf(found, envelope, context), isGuess: found.isGuess === true };
}

function isGos({ isGo, isPackageError, body, url }: Envelope, context: MessageContext): boolean {
  if (isGo || context.isGo || NO_PREFIX_NEEDED.test(body)) return true;
  return isPackageError && ((url !== null && url.kind !== 'other') || LOADER.test(body));
}

/** The order matters: what kills at once, then who was asked, then what was said. */
function decide(envelope: Envelope, isField: boolean): Cause | null {
  const { body } = envelope;
  const sum = sumCause(body);
  if (sum !== null && sum.code !== 'sumdb-unreachable') return sum;
  const inner = sum?.host === null ? sum : causeOf(envelope, isField);
  const toolchain = toolchainCause(body, inner);
  if (toolchain !== null) return toolchain;
  if (!asksDatabase(envelope)) return inner;
  // Of a database nothing but trouble is told in this way.
  if (inner === null) return sum ?? guess('sumdb-unreachable');
  if (OWN_MATTERS.has(inner.code)) return inner;
  return { ...inner, code: 'sumdb-unreachable', detail: sum?.detail ?? inner.code };
}

/** Of a look-up at the database: what is no fault of its answer, but of what is set here. */
const OWN_MATTERS: ReadonlySet<FailureCode> = new Set(['goproxy-invalid', 'goproxy-off', 'missing-gosum', 'disk']);

function asksDatabase({ body, url }: Envelope): boolean {
  return (
    url?.kind === 'sumdb' ||
    sumCause(body) !== null ||
    (/\bverifying (?:module|go\.mod)\b|\bverifying [^\s@]+@[^\s:]+: /.test(body) && url?.kind !== 'module')
  );
}

function causeOf(envelope: Envelope, isField: boolean): Cause | null {
  const { body, tail, url, verb } = envelope;
  if (/missing go\.sum entry|updates to go\.sum needed/.test(body))
    return { code: 'missing-gosum', detail: null, host: null };
  const setting = settingCause(tail);
  if (setting !== null) return setting;
  const repository = repositoryCause(body);
  if (repository !== null) return repository;
  if (url !== null && verb !== null) return urlCause(envelope, url.url);
  return linkless(envelope, isField);
}

/** A URL was asked: what follows it is a status, the network's words or a bad answer. */
function urlCause(envelope: Envelope, url: string): Cause | null {
  const { tail, verb } = envelope;
  if (/^file:/i.test(url)) return fileCause(tail);
  const status = /^(\d{3})(?: |$)/.exec(tail)?.[1];
  if (status !== undefined && verb !== 'get') return statusCause(Number(status));
  if (/\bcontext canceled|operation was canceled/.test(tail)) return null;
  const found = diskCause(tail) ?? networkCause(tail) ?? contentCause(tail) ?? absenceCause(tail);
  if (found !== null) return found;
  return verb === 'get' ? refusedConnect(tail) : tail === '' ? null : guess('bad-content');
}

/** A proxy in a folder: what is not there is not found; what may not be read is denied. */
function fileCause(tail: string): Cause | null {
  // What is written is go's own copy of it.
  const disk = /^write /.test(tail) ? diskCause(tail) : null;
  if (disk !== null) return disk;
  if (/no such file|cannot find the (?:path|file)|找不到/i.test(tail)) return cause('not-found', 'no-file');
  if (/permission denied|Access is denied|拒绝访问/i.test(tail)) return cause('http-denied', 'file-permission');
  return contentCause(tail) ?? guess('bad-content');
}

/** The network's own words, where no URL is printed. */
const NETWORK =
  /\b(?:proxyconnect|dial|socks connect) (?:tcp|udp)|\blookup [^\s:]+(?: on \S+)?: |x509: |TLS handshake timeout/;

/** No URL is printed: the module's content, its absence, the disk, or a bare word of the network. */
function linkless({ body, module, version, source, package: wanted }: Envelope, isField: boolean): Cause | null {
  const content = contentCause(body);
  const isDownload =
    isField ||
    /^go: (?:un)?zip: /.test(body) ||
    module !== null ||
    source !== null ||
    /\bunzip |proxy "|"https?:/.test(body);
  const disk = diskCause(body);
  if (disk !== null) return disk;
  // The user's own go.mod is another matter.
  const isOwnFile = content?.detail === 'not-a-go-mod' && (version === null || /^(?:go: )?errors parsing/.test(body));
  if (content !== null && isDownload && !isOwnFile) return content;
  if (NETWORK.test(body)) return networkCause(body);
  const absence = absenceCause(body);
  return absence !== null && (isField || module !== null || wanted !== null) ? absence : null;
}

/** Codes whose party is never the URL's. */
const HOSTLESS: ReadonlySet<FailureCode> = new Set([
  'goproxy-off',
  'missing-gosum',
  'disk',
  'checksum-mismatch',
  'vcs-missing',
  'sumdb-forked',
]);

function failureOf(found: Cause, envelope: Envelope, context: MessageContext): ReadFailure {
  const { url, source } = envelope;
  const named = moduleNamed(found, envelope, context);
  return {
    code: found.code,
    detail: found.detail,
    ...named,
    url: url?.url ?? proxyUrl(envelope.body),
    host: hostOf(found, envelope, named.module),
    package: envelope.package,
    source,
  };
}

/** `invalid response from proxy "URL"` names the entry, `refusing to pass credentials to insecure URL: URL` what was asked. */
function proxyUrl(body: string): string | null {
  const found = /from proxy "(https?:[^\s"]+)"|insecure URL: (https?:[^\s"]+)/.exec(body);
  return found?.[1] ?? found?.[2] ?? null;
}

function moduleNamed(found: Cause, { body, module, version, package: wanted, url }: Envelope, context: MessageContext) {
  if (found.code === 'missing-gosum') {
    const hint = /\bgo mod download ([^\s@]+)(?:@(\S+))?/.exec(body);
    const get = /\bgo get (?:-t )?([^\s@]+)(?:@(\S+))?/.exec(body);
    if (hint !== null) return { module: module ?? hint[1] ?? null, version: version ?? hint[2] ?? null };
    if (module === null && wanted !== null) {
      const fits = get !== null && `${wanted}/`.startsWith(`${get[1]}/`);
      return { module: fits ? (get[1] ?? null) : wanted, version: fits ? (get[2] ?? null) : null };
    }
  }
  if (module !== null) return { module, version: version ?? (context.module === module ? context.version : null) };
  if (wanted !== null && found.code !== 'goproxy-invalid') {
    const isOf = context.module !== null && `${wanted}/`.startsWith(`${context.module}/`);
    return isOf ? { module: context.module, version: context.version } : { module: wanted, version: null };
  }
  if (url?.kind === 'go-get') return { module: url.module, version: null };
  const cached = cachedModule(body);
  if (cached !== null) return cached;
  return fitsProgress(found, context, body) ? { module: context.module, version: context.version } : NOBODY;
}

const NOBODY = { module: null, version: null };
/** What go was downloading says nothing of these. */
const OF_NO_MODULE: ReadonlySet<FailureCode> = new Set(['sumdb-forked', 'toolchain', 'goproxy-invalid']);

/** A field names its own; a line of progress is the next best for what befell a download, or a search where there is no version. */
function fitsProgress({ code }: Cause, context: MessageContext, body: string): boolean {
  if (context.isGo) return true;
  return !OF_NO_MODULE.has(code) && !/could not create module cache|module cache not found|GOMODCACHE entry/.test(body);
}

function hostOf(found: Cause, { url, body }: Envelope, module: string | null): string | null {
  if (HOSTLESS.has(found.code)) return null;
  if (found.host === null) return null;
  const printed = url?.host ?? null;
  if (found.host !== undefined) {
    const isSame = printed !== null && (printed === found.host || printed.replace(/:\d+$/, '') === found.host);
    return isSame ? printed : found.host.replace(/\.$/, '');
  }
  if (printed !== null) return printed;
  const proxy = proxyUrl(body);
  if (proxy !== null) return readMessageUrl(proxy).host;
  const isRepository = found.code === 'vcs-auth' || /\b(?:git|hg|svn|bzr|fossil) [a-z-]+ /.test(body);
  return isRepository && module !== null && /^[^/]*\./.test(module) ? (module.split('/')[0] ?? null) : null;
}
