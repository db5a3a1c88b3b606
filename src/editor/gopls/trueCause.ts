/** What is behind gopls' words, by what the examination of the list shows. Pure. */
import type { Examination } from '../../doctor/examination.ts';
import { isHealed } from '../../doctor/incident/healed.ts';
import type { FailureCode } from '../../failures/code.ts';
import type { TextFailure } from '../../failures/textFailure.ts';
import type { GoplsWords } from './goplsWords.ts';
import type { Provider } from './provider.ts';

/** Of a package that gopls misses. */
export interface MissingPackage {
  /** Null where go.mod requires no module of it: then nobody is to blame but the import. */
  readonly provider: Provider | null;
  /** Whether go.sum has the provider's checksum. */
  readonly hasSum: boolean;
}

/** What a portal's page looks like to go, which checks only that it is what go.sum or the protocol wants. */
const PORTAL_LOOKS: ReadonlySet<FailureCode> = new Set<FailureCode>(['checksum-mismatch', 'bad-content']);

/** Null where no module proxy, no checksum and no setting has a part in it, as far as is known. */
export function trueCause(
  words: GoplsWords,
  examination: Examination | null,
  { provider, hasSum }: MissingPackage,
): TextFailure | null {
  const list = listCause(examination);
  if (words.kind === 'told') {
    const { failure } = words;
    if (list?.code === 'captive-portal' && PORTAL_LOOKS.has(failure.code)) {
      const { module, version, package: wanted } = failure;
      return { ...list, module, version, package: wanted };
    }
    // gopls says it until it loads the packages anew, however long the list has been well.
    const isOver = examination !== null && isHealed({ ...failure, entry: null }, examination);
    return isOver ? null : failure;
  }
  if (provider === null) return null;
  const about = { ...provider, package: words.package };
  // Without the checksum gopls asks no proxy at all, so that none can be at fault.
  if (!hasSum) return { ...NOTHING, code: 'missing-gosum', ...about };
  if (list === null) return null;
  // Of one module's absence nothing follows for another.
  const isOfSample = list.code === 'not-found' && examination?.environment.sample.module !== provider.module;
  return isOfSample ? null : { ...list, ...about };
}

/** What ails the list; null while it serves, or where nothing is known. */
export function listCause(examination: Examination | null): TextFailure | null {
  const verdict = examination?.verdict;
  if (examination === null || verdict === undefined || verdict.ok || verdict.failure === null) return null;
  const { code, detail } = verdict.failure;
  const at = verdict.entry === null ? undefined : examination.entries[verdict.entry]?.entry;
  const place = at?.kind === 'url' ? { url: at.url, host: at.host } : {};
  return { ...NOTHING, code, detail, ...place };
}

const NOTHING = {
  detail: null,
  line: 1,
  module: null,
  version: null,
  url: null,
  host: null,
  package: null,
  source: null,
} as const;
