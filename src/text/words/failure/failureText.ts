/** One clause a failure: what the host, the subject of the sentence, does or lacks. */
import * as l10n from '@vscode/l10n';
import { FAILURE_CODES, type FailureCode } from '../../../failures/code.ts';
import { inert } from '../../inert.ts';
import { socksReason } from '../network/socksText.ts';
import { contentClause } from './contentFailureText.ts';
import type { FailureWords } from './failureWords.ts';
import { offClause, toldClause } from './toldFailureText.ts';

/** Returns a clause such as `takes the request and never answers`. */
export function failureClause({ code, detail: given }: FailureWords): string {
  const detail = given === '' ? null : given;
  switch (code) {
    case 'dns':
      return dnsClause(detail);
    case 'connect-timeout':
      return detail === 'no-route'
        ? l10n.t('cannot be reached: there is no route to it')
        : l10n.t('does not answer connection attempts');
    case 'refused':
      return detail === 'forbidden'
        ? l10n.t('may not be connected to: this machine forbids it')
        : l10n.t('refuses connections');
    case 'reset':
      return resetClause(detail);
    case 'response-timeout':
      return detail === 'no-headers'
        ? l10n.t('takes connections and does not answer in time')
        : l10n.t('takes connections and falls silent in the TLS handshake');
    case 'tls':
      return tlsClause(detail);
    case 'forward-proxy':
      return forwardProxyClause(detail);
    case 'rate-limited':
      return l10n.t('wants fewer requests (HTTP 429)');
    case 'http-denied':
      return detail === 'file-permission'
        ? l10n.t('is a folder that you may not read')
        : withStatus(l10n.t('denies access'), detail);
    case 'not-found':
      return notFoundClause(detail);
    case 'server-error':
      return withStatus(l10n.t('reports an error of its own'), detail);
    case 'bad-content':
      return contentClause(detail);
    case 'goproxy-invalid':
      return invalidClause(detail);
    case 'goproxy-off':
      return offClause(detail);
    case 'stall':
      return detail === 'body-stalled'
        ? l10n.t('falls silent in the middle of an answer')
        : l10n.t('takes the request and never answers');
    case 'captive-portal':
      return l10n.t('answers everything with a web page, as a login page in between does');
    case 'slow':
      return detail === 'unfinished' ? l10n.t('sends too slowly to be read in time') : l10n.t('answers slowly');
    case 'sumdb-trap':
      return l10n.t('says that it passes on the checksum database, and then {0}', databaseClause(detail));
    case 'sumdb-unreachable':
      return l10n.t('does not say whether it passes on the checksum database: it {0}', databaseClause(detail));
    case 'toolchain':
      return isCode(detail) && detail !== 'not-found'
        ? l10n.t(
            'wants a newer Go toolchain, and the host that was asked for it {0}',
            failureClause({ code: detail, detail: null }),
          )
        : toldClause({ code, detail });
    case 'unclassified':
      return detail === null
        ? l10n.t('fails in a way that is not known here')
        : l10n.t('fails in a way that is not known here ({0})', word(detail));
    default:
      return toldClause({ code, detail });
  }
}

/** The detail of a failed fetch for something else is that fetch's own code. */
function isCode(detail: string | null): detail is FailureCode {
  return detail !== null && (FAILURE_CODES as readonly string[]).includes(detail);
}

/** What is shown of a detail that has no words of its own. */
function word(detail: string | null): string {
  return inert(detail ?? '', 60);
}

function withStatus(clause: string, detail: string | null): string {
  return detail !== null && /^\d{3}$/.test(detail) ? l10n.t('{0} (HTTP {1})', clause, detail) : clause;
}

/**
 * What became of a request to the checksum database: `detail` is the code of the failed request; what it was in particular stands in
 * the JSON.
 */
export function databaseClause(detail: string | null): string {
  if (detail === 'not-found') return l10n.t('answers “not found”');
  return failureClause({ code: isCode(detail) ? detail : 'unclassified', detail: null });
}

function dnsClause(detail: string | null): string {
  switch (detail) {
    case 'dns-no-such-host':
      return l10n.t('has a name that no name server knows');
    case 'dns-timeout':
      return l10n.t('could not be looked up: no name server answers');
    case 'dns-resolver-unreachable':
      return l10n.t('could not be looked up: the name server cannot be reached');
    case 'dns-server-refused':
      return l10n.t('could not be looked up: the name server refuses to answer');
    case 'dns-one-server-dead':
    case 'dns-one-server-odd':
      return l10n.t('is looked up with several name servers, of which one does not do its work');
    case 'dns-slow':
      return l10n.t('is looked up with a name server that is slow');
    case 'dns-family-silent':
      return l10n.t('is looked up with a name server that answers for IPv4 or IPv6 only, and is silent for the other');
    case 'dns-search-domain':
      return l10n.t('is looked up as another name, because of a search domain');
    case 'dns-split-horizon':
      return l10n.t('means another host on this network than elsewhere');
    default:
      return l10n.t('could not be looked up: the name server reports a failure');
  }
}

function resetClause(detail: string | null): string {
  switch (detail) {
    case 'content-length':
      return l10n.t('hangs up before the end of an answer');
    case 'h2-stream-error':
      return l10n.t('breaks off its answer (HTTP/2 stream error)');
    case 'h2-goaway':
      return l10n.t('sends the connection away (HTTP/2 GOAWAY)');
    default:
      return l10n.t('cuts the connection');
  }
}

function tlsClause(detail: string | null): string {
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
    case 'x509-invalid':
      return l10n.t('shows a certificate that is not fit for a server');
    case 'plain-http-on-tls-port':
      return l10n.t('speaks plain HTTP where TLS is expected (https:// should be http://?)');
    case 'tls-port':
      return l10n.t('speaks TLS where plain HTTP is expected (http:// should be https://?)');
    case 'handshake-failure':
      return l10n.t('breaks off the TLS handshake: it shares no way to encrypt with go');
    case 'certificate-required':
      return l10n.t('wants a certificate from us');
    case 'unrecognized-name':
      return l10n.t('does not know the name that it is called by');
    case 'protocol-version':
      return l10n.t('offers no version of TLS that go takes (1.2 or later)');
    case null:
      return l10n.t('refuses the TLS handshake');
    default:
      return l10n.t('refuses the TLS handshake ({0})', word(detail));
  }
}

function forwardProxyClause(detail: string | null): string {
  switch (detail) {
    case 'proxy-auth':
      return l10n.t('is behind a forward proxy that wants a user name and a password (407)');
    case 'socks-auth':
      return l10n.t('is behind a SOCKS proxy that wants a user name and a password');
    case 'local-proxy-gone':
      return l10n.t('is behind a forward proxy on this machine that nothing listens on any more');
    case 'unknown-scheme':
      return l10n.t('is behind a forward proxy of a scheme that go does not know');
    case 'login-refused':
      return l10n.t('is behind a forward proxy that refuses the user name and the password that it is given');
    case 'plain-http':
      return l10n.t('is asked over plain http through a forward proxy, whose own the fault may be');
    case 'proxy-refused':
      return l10n.t('is behind a forward proxy that refuses connections');
    case 'proxy-timeout':
      return l10n.t('is behind a forward proxy that does not answer connection attempts');
    case 'proxy-no-route':
      return l10n.t('is behind a forward proxy that cannot be reached: there is no route to it');
    case 'proxy-dns':
      return l10n.t('is behind a forward proxy whose name cannot be looked up');
    case 'proxy-cut':
      return l10n.t('is behind a forward proxy that cuts the connection');
    case 'proxy-tls':
      return l10n.t('is behind a forward proxy whose certificate or TLS handshake fails');
    case 'proxy-invalid':
      return l10n.t('is behind a forward proxy whose address (HTTP_PROXY or HTTPS_PROXY) is none');
    case 'not-a-proxy':
      return l10n.t('is behind a forward proxy that does not speak like one');
    case 'connect-silent':
      return l10n.t('is behind a forward proxy that takes the request and never answers');
    case 'request-method':
      return l10n.t('is not asked: go refuses HTTP_PROXY where REQUEST_METHOD is set');
    case null:
      return l10n.t('is behind a forward proxy that does not let us through');
    default: {
      const reason = socksReason(detail);
      if (reason !== null) return l10n.t('is behind a SOCKS proxy that does not let us through: {0}', reason);
      const status = /^connect-(\d{3})$/.exec(detail)?.[1];
      if (status === undefined)
        return l10n.t('is behind a forward proxy that does not let us through ({0})', word(detail));
      return status.startsWith('5')
        ? l10n.t('is behind a forward proxy that cannot get us there (HTTP {0})', status)
        : l10n.t('is behind a forward proxy that does not let us through (HTTP {0})', status);
    }
  }
}

function notFoundClause(detail: string | null): string {
  switch (detail) {
    case 'html-page':
      return l10n.t('answers “not found” with a web page: is this the address of a module proxy?');
    case 'no-go-import':
      return l10n.t('finds no page that names a repository for the module');
    case 'no-repository':
      return l10n.t('has no such repository, or does not show it to you');
    case 'unknown-revision':
    case 'no-versions':
    case 'invalid-version':
      return l10n.t('does not have this version of the module');
    case 'no-file':
      return l10n.t('does not have the module (no such file)');
    case 'invalid-path':
      return l10n.t('cannot have it: the path is not one that a module of this version can have');
    default:
      return withStatus(l10n.t('does not have the module'), detail);
  }
}

function invalidClause(detail: string | null): string {
  switch (detail) {
    case 'no-entries':
      return l10n.t('holds no entry at all');
    case 'missing-scheme':
      return l10n.t('has no scheme: write https:// before it (and “direct” and “off” in small letters)');
    case 'unsupported-scheme':
      return l10n.t('has a scheme that go does not know: only https, http and file are allowed');
    case 'file-with-host':
    case 'file-host':
      return l10n.t('is a file URL with more than a path: write file:///path');
    case 'file-path':
    case 'file-not-regular':
      return l10n.t('is a file URL whose path cannot be read');
    case 'too-many':
      return l10n.t('has more entries than can be examined');
    case 'sumdb':
      return l10n.t('cannot be used: GOSUMDB names no checksum database that go can use');
    case 'goauth':
      return l10n.t('cannot be used: GOAUTH names no command that go can use');
    case 'govcs':
      return l10n.t('cannot be used: GOVCS holds an entry that go cannot read');
    case 'not-one-entry':
      return l10n.t('holds more than one entry: give them apart');
    case 'credentials-on-http':
      return l10n.t('has a password on a plain http URL, which go refuses to send');
    case 'invalid-port':
      return l10n.t('has a port that does not exist');
    default:
      return l10n.t('is not a URL that go can read');
  }
}
