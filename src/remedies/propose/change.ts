/** The parts of a remedy that every proposal fills in alike: what is changed, where, what to type, what takes it back. */
import { redact } from '../../base/redact.ts';
import type { RemedyId } from '../../failures/catalogue.ts';
import { isModulePath } from '../../goproxy/module/modulePath.ts';
import type { Remedy } from '../remedy.ts';
import type { GoVariable, RemedyContext, RemedyFailure, SetValue } from '../remedyContext.ts';
import { changeLine, type Store, useLine, type Values } from '../shellLine.ts';

/** A remedy that only says what to do. */
export function advice(id: RemedyId, entry: number | null = null, host = ''): Remedy {
  const nothing = { module: null, store: null, command: null, undo: null, cost: null };
  return { id, action: { kind: 'advice' }, entry, host, ...nothing };
}

/** What a change consists of. */
export type Change = Pick<Remedy, 'action' | 'store' | 'command' | 'undo'>;

/** Gives GOPROXY another value; `first` is the entry that is moved to the front, where that is all. */
export function changeGoproxy(value: string, first: number | null, context: RemedyContext): Change {
  const { current, shell, list } = context;
  const store = storeOf(context);
  const action = { kind: 'set', values: { GOPROXY: value } } as const;
  if (store === 'os-env') {
    const fits = isFitToType(value) && isFitToType(current.value);
    const line = (text: string) => (fits ? changeLine({ GOPROXY: text }, store, shell) : null);
    return { action, store, command: line(value), undo: line(current.value) };
  }
  const scope = store === 'go.goproxy' ? 'workspace' : 'user';
  // A number means an entry of the list that is in force, and a list that was given with the call is not.
  const change = first !== null && list?.text === current.value ? first : value;
  const command = typeof change === 'number' || isFitToType(change) ? useLine(change, scope, shell) : null;
  return { action, store, command, undo: command === null ? null : 'goproxy-doctor undo' };
}

/** Where a new value of GOPROXY has an effect. */
function storeOf({ scope, current }: RemedyContext): Store {
  return scope === 'workspace' ? 'go.goproxy' : (current.store ?? 'go-env-file');
}

/** Gives go's other variables these values: beside the one that is set in the OS environment only the environment counts. */
export function changeVariables(values: Values, context: RemedyContext): Change {
  const present = Object.keys(values).map((name) => ({ name, ...setValue(name as GoVariable, context) }));
  const store = present.some((one) => one.store === 'os-env') ? 'os-env' : 'go-env-file';
  const old = Object.fromEntries(present.map(({ name, value, store: of }) => [name, of === store ? value : null]));
  const line = (all: Values) =>
    Object.values(all).every((value) => value === null || isFitToType(value))
      ? changeLine(all, store, context.shell)
      : null;
  // Of a variable in the user's environment only its owner can dispose.
  const action = store === 'os-env' ? ({ kind: 'advice' } as const) : ({ kind: 'set', values } as const);
  return { action, store, command: line(values), undo: line(old) };
}

export function setValue(name: GoVariable, { variables }: RemedyContext): SetValue {
  return variables?.[name] ?? { value: '', store: null };
}

/** The module where it is one: what a terminal printed steers nothing unchecked. */
export function moduleOf({ module }: RemedyFailure): string | null {
  return module !== undefined && module !== null && isModulePath(module) ? module : null;
}

/** Beyond this nobody types or reads a list. */
const LONGEST_LINE = 4000;

/** A secret on a command line would stay in the shell's history, and what cannot be seen would be pasted unseen. */
export function isFitToType(value: string): boolean {
  return value.length <= LONGEST_LINE && redact(value) === value && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value);
}
