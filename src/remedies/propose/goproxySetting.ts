/** Mending what was written into GOPROXY, and taking away a setting that should not be there. Pure. */
import { mendList } from '../../goproxy/list/mendList.ts';
import type { Remedy } from '../remedy.ts';
import type { GoVariable, RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { changeLine } from '../shellLine.ts';
import { advice, changeGoproxy, changeVariables, isFitToType, setValue } from './change.ts';
import { entryHost } from './listEntry.ts';

/** Of GOSUMDB, GOAUTH, GOVCS, GOPRIVATE or -mod=vendor: GOPROXY is no part of it. */
function isOfOther(detail: string | null): boolean {
  return detail !== null && ['sumdb', 'goauth', 'govcs', 'goprivate', 'vendor'].includes(detail);
}

/** The corrected list where there is no doubt about it, else the entry to look at. */
export function fixGoproxyList(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const { code, detail, entry } = failure;
  const { list, current, publicMirrors } = context;
  if (isOfOther(detail)) return null;
  const host = entryHost(entry, context);
  if (code === 'goproxy-off') {
    // What comes first is taken away whole.
    return list?.entries.some(({ kind }, at) => kind === 'off' && at > 0) === true
      ? advice('fix-goproxy-list', entry, 'off')
      : null;
  }
  // A list that was given with the call is not the one that is set.
  const mended = list === null || list.text === current.value ? mendList(current.value, publicMirrors) : null;
  if (code !== 'goproxy-invalid' && !isMended(failure, mended, context)) return null;
  if (mended === null) return advice('fix-goproxy-list', entry, host);
  return {
    id: 'fix-goproxy-list',
    entry,
    host,
    module: null,
    cost: null,
    // It is mended where it was written; only a variable has to be hidden.
    ...changeGoproxy(mended, null, current.store === 'os-env' ? context : { ...context, scope: 'user' }),
  };
}

/** Some typing errors make another host or path of an entry, which go then asks: `https://goproxy.cn;direct`. */
function isMended({ entry, host }: RemedyFailure, mended: string | null, { list }: RemedyContext): boolean {
  if (mended === null) return false;
  const kept = mended.split(/[,|]/);
  // go prints such an entry otherwise than it was written (`https:` within it loses its colon): its host alone is left to tell it.
  const asked = (list?.entries ?? []).filter(({ index, value }) =>
    entry === null ? host != null && host !== '' && value.includes(host) : index === entry,
  );
  return asked.some(({ value }) => !kept.includes(value));
}

/** Takes the setting away that is in force, so that what is stored below it counts again. */
export function unsetOverride(failure: RemedyFailure, context: RemedyContext): Remedy | null {
  const { code, detail } = failure;
  if (code === 'toolchain') return detail === 'too-old' ? unsetToolchain(context) : null;
  if (isOfOther(detail)) return detail === 'sumdb' ? unsetVariable('GOSUMDB', context) : null;
  const { current, list, shell } = context;
  if (code === 'goproxy-off' && list?.entries[0]?.kind !== 'off') return null;
  if (code === 'goproxy-invalid' && list !== null) return null;
  const { store } = current;
  if (store === null) return null;
  const values = { GOPROXY: null };
  const undo = isFitToType(current.value) ? changeLine({ GOPROXY: current.value }, store, shell) : null;
  return {
    id: 'unset-override',
    // Of a variable in the user's environment only its owner can dispose.
    action: store === 'os-env' ? { kind: 'advice' } : { kind: 'set', values },
    entry: null,
    host: 'GOPROXY',
    module: null,
    store,
    command: changeLine(values, store, shell),
    undo,
    cost: null,
  };
}

/** GOTOOLCHAIN=local forbids go to fetch the newer toolchain that the module wants. A distributor's own cannot be taken away. */
function unsetToolchain(context: RemedyContext): Remedy | null {
  const { value, store } = setValue('GOTOOLCHAIN', context);
  if (!value.startsWith('local')) return null;
  if (store !== null) return unsetVariable('GOTOOLCHAIN', context);
  const change = changeVariables({ GOTOOLCHAIN: 'auto' }, context);
  return { id: 'unset-override', entry: null, host: 'GOTOOLCHAIN', module: null, cost: null, ...change };
}

function unsetVariable(name: GoVariable, context: RemedyContext): Remedy | null {
  if (setValue(name, context).store === null) return null;
  const change = changeVariables({ [name]: null }, context);
  return { id: 'unset-override', entry: null, host: name, module: null, cost: null, ...change };
}
