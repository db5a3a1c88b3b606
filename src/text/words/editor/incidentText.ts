/** What a failed command died of, in a sentence: for the Problems panel, for a notification. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { CommandFinding, Incident } from '../../../doctor/incident/incident.ts';
import type { FailureCode } from '../../../failures/code.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { failureClause } from '../failure/failureText.ts';
import { socksReason } from '../network/socksText.ts';

/** What of a failure the sentence names. */
export type IncidentWords = Pick<CommandFinding, 'code' | 'detail' | 'entry'> & {
  readonly failure: Pick<CommandFinding['failure'], 'host' | 'module' | 'version' | 'package'>;
};

/** Returns one sentence: who is at fault and what it does. It stands beside a line of code, so that it names the module too. */
export function incidentSentence(finding: IncidentWords): string {
  const { clause, subject } = partsOf(finding);
  const sentence = together(subject, clause);
  return finding.code === 'stall' ? l10n.t('{0} (go waits for ever)', sentence) : sentence;
}

/** Returns the notification's sentence: the command, what the deciding failure was, and how many there are. */
export function incidentTitle({ command, findings }: Pick<Incident, 'command' | 'findings'>): string {
  const [first] = findings;
  // Behind the command the host alone tells enough.
  const cause = first === undefined ? l10n.t('the cause is not known') : incidentSentence({ ...first, entry: null });
  const more = findings.length - 1;
  const said =
    command === null
      ? l10n.t('go failed: {0}.', cause)
      : l10n.t('{0} failed: {1}.', inert(redact(command.trim()), 60), cause);
  return more > 0 ? l10n.t('{0} ({1} more)', said, more) : said;
}

interface Parts {
  /** Null where the clause is a sentence by itself. */
  readonly subject: string | null;
  readonly clause: string;
}

/** Failures of the module itself: whoever sent it, the module is what the sentence is about. */
const OF_THE_MODULE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'checksum-mismatch',
  'missing-gosum',
  'disk',
  'vcs-missing',
  'cache-damaged',
  'private-exposed',
]);

function partsOf(finding: IncidentWords): Parts {
  const { code, detail, failure } = finding;
  const clause = failureClause({ code, detail });
  const host = nameOf(failure.host);
  if (code === 'sumdb-unreachable') return databaseParts(finding, host);
  if (code === 'forward-proxy') return forwardProxyParts(finding, host);
  if (code === 'goproxy-off') return offParts(detail, clause);
  if (code === 'goproxy-invalid') return invalidParts(detail, clause);
  if (code === 'sumdb-forked') return { subject: l10n.t('The checksum database'), clause };
  if (code === 'toolchain') return { subject: l10n.t('The module'), clause };
  if (OF_THE_MODULE.has(code)) return { subject: moduleOf(finding) ?? l10n.t('The module'), clause };
  if (code === 'not-found') return notFoundParts(finding, host, clause);
  if (code === 'vcs-auth')
    return { subject: host ?? moduleOf(finding) ?? l10n.t('The module'), clause: authClause(host) };
  return { subject: proxyName(finding, host), clause };
}

/** A host that is no entry of the list is a repository's, or one that a mirror redirects to. */
function proxyName({ entry }: IncidentWords, host: string | null): string {
  if (host === null) return l10n.t('The module proxy');
  return entry === null ? host : l10n.t('Module proxy {0}', host);
}

function authClause(host: string | null): string {
  return host === null
    ? failureClause({ code: 'vcs-auth', detail: null })
    : l10n.t('does not let git in: it wants credentials');
}

/** Whose module it is that is not there matters more than who said so. */
function notFoundParts(finding: IncidentWords, host: string | null, clause: string): Parts {
  const module = moduleOf(finding);
  if (module === null) return { subject: proxyName(finding, host), clause };
  if (finding.detail === 'no-go-import') {
    return { subject: null, clause: l10n.t('No page names a repository for {0}', module) };
  }
  const missing = host === null ? l10n.t('{0} is not found', module) : l10n.t('{0} does not have {1}', host, module);
  return { subject: null, clause: missing };
}

function databaseParts(finding: IncidentWords, host: string | null): Parts {
  const { detail } = finding;
  const module = moduleOf(finding);
  if (detail === 'not-found') {
    const clause =
      module === null
        ? l10n.t('does not know the module (a private one? GOPRIVATE names those)')
        : l10n.t('does not know {0} (a private module? GOPRIVATE names those)', module);
    return { subject: l10n.t('The checksum database'), clause };
  }
  const inner = failureClause({ code: detail === null ? 'unclassified' : (detail as FailureCode), detail: null });
  return {
    subject: host === null ? l10n.t('The checksum database') : l10n.t('The checksum database, asked at {0},', host),
    clause: inner,
  };
}

/** The clause of the reports speaks of the host behind it; here the forward proxy is the one to name. */
function forwardProxyParts({ code, detail }: IncidentWords, host: string | null): Parts {
  const whole = failureClause({ code, detail });
  const isAsked = detail === 'request-method';
  if (isAsked) return { subject: l10n.t('The module proxy'), clause: whole };
  const name = host === null ? l10n.t('The forward proxy') : l10n.t('The forward proxy {0}', host);
  switch (detail) {
    case 'proxy-auth':
      return { subject: name, clause: l10n.t('wants a user name and a password (407)') };
    case 'socks-auth':
      return { subject: name, clause: l10n.t('wants a user name and a password') };
    case 'proxy-refused':
      return { subject: name, clause: l10n.t('refuses connections') };
    case 'proxy-timeout':
      return { subject: name, clause: l10n.t('does not answer connection attempts') };
    case 'proxy-no-route':
      return { subject: name, clause: l10n.t('cannot be reached: there is no route to it') };
    case 'proxy-dns':
      return { subject: name, clause: l10n.t('has a name that cannot be looked up') };
    case 'proxy-cut':
      return { subject: name, clause: l10n.t('cuts the connection') };
    case 'proxy-tls':
      return { subject: name, clause: l10n.t('fails in the TLS handshake') };
    case 'proxy-invalid':
      return { subject: name, clause: l10n.t('has an address (HTTP_PROXY or HTTPS_PROXY) that is none') };
    case 'not-a-proxy':
      return { subject: name, clause: l10n.t('does not speak like one') };
    case 'connect-silent':
      return { subject: name, clause: l10n.t('takes the request and never answers') };
    default: {
      const reason = socksReason(detail);
      if (reason !== null) return { subject: name, clause: l10n.t('does not let us through: {0}', reason) };
      const status = /^connect-(\d{3})$/.exec(detail ?? '')?.[1];
      if (status === undefined) return { subject: name, clause: l10n.t('does not let us through') };
      const clause = status.startsWith('5')
        ? l10n.t('cannot get us there (HTTP {0})', status)
        : l10n.t('does not let us through (HTTP {0})', status);
      return { subject: name, clause };
    }
  }
}

function offParts(detail: string | null, clause: string): Parts {
  return { subject: detail === null || detail === 'off' ? 'GOPROXY' : l10n.t('The module proxy'), clause };
}

function invalidParts(detail: string | null, clause: string): Parts {
  switch (detail) {
    case 'sumdb':
      return { subject: null, clause: l10n.t('GOSUMDB names no checksum database that go can use') };
    case 'goauth':
      return { subject: null, clause: l10n.t('GOAUTH names no command that go can use') };
    case 'govcs':
      return { subject: null, clause: l10n.t('GOVCS holds an entry that go cannot read') };
    case 'no-entries':
      return { subject: 'GOPROXY', clause };
    default:
      return { subject: l10n.t('An entry of GOPROXY'), clause };
  }
}

/** `path@version`, or the path; what is no version is left out. */
function moduleOf({ failure }: IncidentWords): string | null {
  const { module, version, package: wanted } = failure;
  const name = module ?? wanted;
  if (name === null) return null;
  return inert(redact(version === null || module === null ? name : `${name}@${version}`), 160);
}

function nameOf(host: string | null): string | null {
  return host === null || host === '' ? null : inert(redact(host), 80);
}
