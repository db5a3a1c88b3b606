/** Chooses the remedies that fit a failure from the catalogue, and fills in what they would change. Pure. */
import { CATALOGUE, type RemedyId } from '../failures/catalogue.ts';
import { isAdvice } from '../failures/network/advice.ts';
import { adviceFor } from './propose/adviceFor.ts';
import { setGosumdb } from './propose/checksumDatabase.ts';
import { askAuthor, compareChecksums, mendGosum, reportMirror } from './propose/checksums.ts';
import { checkForwardProxy, setForwardProxy } from './propose/forwardProxy.ts';
import { fixGoproxyList, unsetOverride } from './propose/goproxySetting.ts';
import { addGosum, cleanCachedVersion, importByHand, pinToolchain, upgradeModule } from './propose/moduleFiles.ts';
import { looksPrivate, setGoprivate, setGoproxyDirect } from './propose/privateModule.ts';
import { isFetchTrouble, retry } from './propose/retry.ts';
import { useGoproxy } from './propose/useGoproxy.ts';
import type { Remedy } from './remedy.ts';
import type { RemedyContext, RemedyFailure } from './remedyContext.ts';

/** Returns at least one remedy, each id once in each store, the best first; the page about the failure is the last. */
export function proposeRemedies(failure: RemedyFailure, context: RemedyContext): Remedy[] {
  const found = fitting(failure).flatMap((id) => propose(id, failure, context) ?? []);
  const worth = found.filter((one) => isWorthALine(one, found)).sort((a, b) => rank(a, failure) - rank(b, failure));
  return context.hasGoExtension === true ? worth.flatMap(withTools) : worth;
}

/** Through what is only odd go gets: another list would mend nothing. */
function fitting({ code, detail }: RemedyFailure): readonly RemedyId[] {
  if (!isAdvice(detail)) return CATALOGUE[code].remedies;
  if (detail === 'hosts-override') return ['check-hosts', 'open-docs'];
  if (detail === 'open-to-all') return ['close-file', 'open-docs'];
  const isOfServers = code === 'dns' && detail !== 'dns-split-horizon';
  return [isOfServers ? 'check-resolver' : 'check-route', 'open-docs'];
}

/** The Go extension and gopls do not read go.goproxy: who wants them to see the list too presses the second of the two. */
function withTools(remedy: Remedy): Remedy[] {
  if (remedy.store !== 'go.goproxy' || remedy.action.kind !== 'set') return [remedy];
  return [remedy, { ...remedy, store: 'go.toolsEnvVars', command: null, undo: null }];
}

function propose(id: RemedyId, failure: RemedyFailure, context: RemedyContext): Remedy | null {
  switch (id) {
    case 'use-goproxy':
      return isOfTheList(failure) ? useGoproxy(failure, context) : null;
    case 'retry':
      return retry(failure, context);
    case 'set-goprivate':
      return setGoprivate(failure, context);
    case 'set-goproxy-direct':
      return setGoproxyDirect(failure, context);
    case 'set-gosumdb':
      return setGosumdb(failure, context);
    case 'unset-override':
      return unsetOverride(failure, context);
    case 'fix-goproxy-list':
      return fixGoproxyList(failure, context);
    case 'set-forward-proxy':
      return setForwardProxy(failure, context);
    case 'check-forward-proxy':
      return checkForwardProxy(failure, context);
    case 'compare-checksums':
      return compareChecksums(failure);
    case 'clean-cached-version':
      return cleanCachedVersion(failure);
    case 'mend-gosum':
      return mendGosum(failure);
    case 'report-mirror':
      return reportMirror(failure, context);
    case 'ask-author':
      return askAuthor(failure);
    case 'add-gosum':
      return addGosum(failure);
    case 'upgrade-module':
      return upgradeModule(failure);
    case 'import-by-hand':
      return importByHand(failure, context);
    case 'pin-toolchain':
      return pinToolchain(failure, context);
    default:
      return adviceFor(id, failure, context);
  }
}

/** The database's own trouble, a missing toolchain version and a module of another name are the same at every mirror. */
function isOfTheList({ code, detail, entry }: RemedyFailure): boolean {
  if (code === 'sumdb-unreachable') return entry !== null && detail !== 'not-found' && detail !== 'http-denied';
  if (code === 'toolchain') return isFetchTrouble(detail);
  return !(code === 'bad-content' && detail === 'wrong-module');
}

/** Without a command to run again, waiting is worth a line only where nothing else is said. */
function isWorthALine({ id, action }: Remedy, all: readonly Remedy[]): boolean {
  const isWaiting = id === 'retry' && action.kind === 'advice';
  return !isWaiting || all.every((other) => ['retry', 'use-goproxy', 'open-docs'].includes(other.id));
}

/** The catalogue's order, but what a private module needs comes first. */
function rank({ id, module }: Remedy, { code, detail }: RemedyFailure): number {
  if (id !== 'set-goprivate' || module === null) return 1;
  return looksPrivate(module) || (code === 'sumdb-unreachable' && detail === 'not-found') ? 0 : 1;
}
