/** The remedies that only the user can carry out: which of them a failure's detail leaves, and whom they name. Pure. */
import type { RemedyId } from '../../failures/catalogue.ts';
import { isOfAServer } from '../../failures/network/advice.ts';
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { quote } from '../shellLine.ts';
import { advice, isFitToType, moduleOf } from './change.ts';
import { entryHost, isPublicEntry } from './listEntry.ts';

/** What is wrong with the certificate itself, or with the clock: no authority would be any better. */
const OWN_FAULT = /^x509-(?:expired|not-yet-valid|invalid|wrong-name)$/;
/** The address leads to somebody else. */
const WRONG_PLACE = /^(?:x509-wrong-name|tls-port|plain-http-on-tls-port)$/;
const OPERATORS_FAULT = /^(?:x509-(?:expired|invalid|missing-intermediate)|protocol-version)$/;

const FULL = /^(?:full|quota)$/;

/** Returns null where the advice would be none. */
export function adviceFor(id: RemedyId, failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const { code, detail, entry } = failure;
  const host = entry === null ? (failure.host ?? '') : entryHost(entry, context);
  const said = { ...advice(id, entry, host), module: moduleOf(failure) };
  switch (id) {
    case 'open-docs':
      return { ...said, action: { kind: 'explain' }, host: code };
    case 'check-address':
      if (code === 'tls' && !WRONG_PLACE.test(detail ?? '')) return null;
      return host === 'direct' ? null : said;
    case 'check-resolver':
      return { ...said, host: isOfAServer(detail) ? (failure.facts?.server ?? '') : '' };
    case 'close-file':
      return detail === 'open-to-all' ? closeFile(said, failure) : null;
    case 'check-hosts':
      return detail === 'hosts-override' ? { ...said, host: failure.facts?.file ?? '' } : null;
    case 'check-module':
      return mayBeMisnamed(failure) ? said : null;
    case 'fetch-issuer':
      return fetchIssuer(said, failure, context);
    case 'trust-ca':
      return OWN_FAULT.test(detail ?? '') || WRONG_PLACE.test(detail ?? '') ? null : said;
    case 'report-mirror':
      if (detail === 'cache') return null;
      return code === 'tls' && !OPERATORS_FAULT.test(detail ?? '') ? null : said;
    case 'login':
      if (detail === 'file-permission') return null;
      // A public mirror has no accounts.
      return code === 'http-denied' && entry !== null && isPublicEntry(entry, context) ? null : said;
    case 'install-vcs':
      return { ...said, host: /^(?:git|hg|svn|bzr|fossil)$/.test(detail ?? '') ? (detail ?? '') : 'git' };
    case 'free-disk':
      if (detail === 'cache') return null;
      return { ...said, command: detail === null || FULL.test(detail) ? 'go clean -cache' : null };
    default:
      return said;
  }
}

/** Once: what was found is in the failure then, or why nothing was. */
function fetchIssuer(
  said: Remedy,
  { detail, facts = {} }: RemedyFailure,
  { list, current }: RemedyContext,
): Remedy | null {
  const isAsked = facts.pem !== undefined || facts.fetchFault !== undefined;
  if (detail !== 'x509-missing-intermediate' || facts.issuersAt === undefined || isAsked) return null;
  // A list that was given with the call may hold a secret.
  return { ...said, command: list?.text === current.value ? 'goproxy-doctor diagnose --fetch-issuer' : null };
}

function closeFile(said: Remedy, { facts = {} }: RemedyFailure): Remedy {
  const { file = '' } = facts;
  return { ...said, host: file, command: isFitToType(file) ? `chmod 600 ${quote(file, 'posix')}` : null };
}

function mayBeMisnamed({ code, detail }: RemedyFailure): boolean {
  if (code === 'bad-content') return detail === 'wrong-module';
  return code !== 'sumdb-unreachable' || detail === 'not-found' || detail === 'http-denied';
}
