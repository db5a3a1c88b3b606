/** One clause a failure: what the host, the subject of the sentence, does or lacks. */
import * as l10n from '@vscode/l10n';
import type { FailureCode } from '../failures/code.ts';
import { inert } from './inert.ts';

export interface FailureWords {
  readonly code: FailureCode;
  readonly detail: string | null;
}

/** Returns a clause such as `takes the request and never answers`. */
export function failureClause({ code, detail }: FailureWords): string {
  const more = inert(detail ?? '', 60);
  switch (code) {
    case 'dns':
      return dnsClause(detail);
    case 'connect-timeout':
      return detail === 'no-route'
        ? l10n.t('cannot be reached: there is no route to it')
        : l10n.t('does not answer connection attempts');
    case 'refused':
      return l10n.t('refuses connections');
    case 'reset':
      return l10n.t('cuts the connection');
    case 'response-timeout':
      return l10n.t('takes connections and falls silent in the TLS handshake');
    case 'tls':
      return tlsClause(detail, more);
    case 'forward-proxy':
      return forwardProxyClause(detail, more);
    case 'rate-limited':
      return l10n.t('wants us to slow down (429 Too Many Requests)');
    case 'http-denied':
      return l10n.t('denies access (HTTP {0})', more);
    case 'not-found':
      return notFoundClause(detail, more);
    case 'server-error':
      return l10n.t('reports an error of its own (HTTP {0})', more);
    case 'bad-content':
      return contentClause(detail, more);
    case 'goproxy-invalid':
      return invalidClause(detail);
    case 'goproxy-off':
      return l10n.t('forbids every look-up (GOPROXY=off)');
    case 'vcs-missing':
      return l10n.t('needs git, and git is not installed');
    case 'vcs-auth':
      return l10n.t('leads to a repository that does not let us in');
    case 'stall':
      return detail === 'body-stalled'
        ? l10n.t('falls silent in the middle of an answer')
        : l10n.t('takes the request and never answers');
    case 'captive-portal':
      return l10n.t('answers everything with a web page, as a login page in between does');
    case 'slow':
      return detail === 'unfinished' ? l10n.t('sends too slowly to be read in time') : l10n.t('answers slowly');
    case 'sumdb-trap':
      return l10n.t('offers the checksum database and then fails to look anything up ({0})', more);
    case 'sumdb-unreachable':
      return l10n.t('fails when it is asked for the checksum database ({0})', more);
    case 'setting-masked':
      return l10n.t('is hidden by another setting and has no effect');
    default:
      return l10n.t('fails ({0})', detail === null ? code : `${code}: ${more}`);
  }
}

function dnsClause(detail: string | null): string {
  switch (detail) {
    case 'dns-no-such-host':
      return l10n.t('has a name that no name server knows');
    case 'dns-timeout':
      return l10n.t('could not be looked up: no name server answers');
    case 'dns-resolver-unreachable':
      return l10n.t('could not be looked up: the name server cannot be reached');
    default:
      return l10n.t('could not be looked up: the name server reports a failure');
  }
}

function tlsClause(detail: string | null, more: string): string {
  switch (detail) {
    case 'x509-unknown-authority':
      return l10n.t('shows a certificate of an authority that is not trusted here');
    case 'x509-self-signed':
      return l10n.t('shows a certificate that it signed itself');
    case 'x509-missing-intermediate':
      return l10n.t('leaves out the intermediate certificate that would prove its own');
    case 'x509-expired':
      return l10n.t('shows a certificate that has expired');
    case 'x509-not-yet-valid':
      return l10n.t('shows a certificate that is not valid yet (is the clock right?)');
    case 'x509-wrong-name':
      return l10n.t('shows a certificate for another name');
    case 'plain-http-on-tls-port':
      return l10n.t('speaks plain HTTP where TLS is expected (https:// should be http://?)');
    case 'tls-port':
      return l10n.t('speaks TLS where plain HTTP is expected (http:// should be https://?)');
    default:
      return l10n.t('refuses the TLS handshake ({0})', more);
  }
}

function forwardProxyClause(detail: string | null, more: string): string {
  switch (detail) {
    case 'proxy-auth':
      return l10n.t('is behind a forward proxy that wants a user name and a password (407)');
    case 'proxy-refused':
      return l10n.t('is behind a forward proxy that refuses connections');
    case 'proxy-timeout':
      return l10n.t('is behind a forward proxy that does not answer connection attempts');
    case 'proxy-dns':
      return l10n.t('is behind a forward proxy whose name cannot be looked up');
    case 'connect-silent':
      return l10n.t('is behind a forward proxy that takes the request and never answers');
    default:
      return l10n.t('is behind a forward proxy that does not let us through ({0})', more);
  }
}

function notFoundClause(detail: string | null, more: string): string {
  switch (detail) {
    case 'html-page':
      return l10n.t('answers “not found” with a web page: is this the address of a module proxy?');
    case 'no-go-import':
      return l10n.t('finds no page that names a repository for the module');
    default:
      return l10n.t('does not have the module (HTTP {0})', more);
  }
}

function contentClause(detail: string | null, more: string): string {
  switch (detail) {
    case 'html':
      return l10n.t('sends a web page in the place of a file');
    case 'not-json':
    case 'no-version':
      return l10n.t('sends an .info file that is not what the protocol says');
    case 'wrong-version':
      return l10n.t('answers for another version than the one asked for');
    case 'not-a-go-mod':
    case 'wrong-module':
      return l10n.t('sends a go.mod file that is none, or another module’s');
    case 'not-a-zip':
      return l10n.t('sends an archive that is not a zip file');
    case 'redirect-loop':
    case 'too-many-redirects':
      return l10n.t('redirects in a circle');
    case 'redirect-to-http':
      return l10n.t('redirects from https to http, which go refuses');
    case 'not-http':
      return l10n.t('answers with something that is not HTTP');
    default:
      return l10n.t('sends something that is not what the protocol says ({0})', more);
  }
}

function invalidClause(detail: string | null): string {
  switch (detail) {
    case 'no-entries':
      return l10n.t('holds separators only and no entry');
    case 'missing-scheme':
      return l10n.t('has no scheme: write https:// before it (and “direct” and “off” in small letters)');
    case 'unsupported-scheme':
      return l10n.t('has a scheme that go does not know: only https, http and file are allowed');
    case 'file-with-host':
      return l10n.t('is a file URL with more than a path: write file:///path');
    case 'too-many':
      return l10n.t('has more entries than can be examined');
    case 'credentials-on-http':
      return l10n.t('has a password on a plain http URL, which go refuses to send');
    case 'invalid-port':
      return l10n.t('has a port that does not exist');
    default:
      return l10n.t('is not a URL that go can read');
  }
}
