/** The same checksum database under its other name: it has two, and often one of them can be reached. Pure. */
import type { Remedy } from '../remedy.ts';
import type { RemedyContext, RemedyFailure } from '../remedyContext.ts';
import { type Change, changeVariables, setValue } from './change.ts';

const USUAL = 'sum.golang.org';
/** go knows it as another address of the same database, by the same key. */
const IN_CHINA = 'sum.golang.google.cn';

/** What the database itself answers for a module is not mended by asking it elsewhere. */
const ANSWERS = ['not-found', 'http-denied'];

/** Returns null where the user has a database of his own, or has turned it off: that is his to decide. */
export function setGosumdb({ code, detail, host }: RemedyFailure, context: RemedyContext): Remedy | null {
  if (code === 'sumdb-unreachable' && detail !== null && ANSWERS.includes(detail)) return null;
  const { value, store } = setValue('GOSUMDB', context);
  const isUsual = value === '' || value === USUAL;
  if (!isUsual && value !== IN_CHINA) return null;
  // A text may be older than the setting.
  if (host?.startsWith(IN_CHINA) === true && isUsual) return null;
  const to = isUsual ? IN_CHINA : USUAL;
  // Back to the name that go takes by itself.
  const takesAway = to === USUAL && store === 'go-env-file';
  const change: Change = changeVariables({ GOSUMDB: takesAway ? null : to }, context);
  return { id: 'set-gosumdb', entry: null, host: to, module: null, cost: null, ...change };
}
