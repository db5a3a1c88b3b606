/** What `reg query KEY` prints, as variables. */
import { type Environment, environmentVariable } from './environmentVariable.ts';

/** `    NAME    TYPE    DATA`; the names and the types are not translated, unlike all else that reg says. */
const LINE = /^ {4}(\S.*?) {4}REG_(EXPAND_)?SZ(?: {4}(.*))?$/;

/**
 * Returns the string values by their names in upper case. A REG_EXPAND_SZ has its `%NAME%` replaced from `env`, once and
 * as Windows does it: a name that is not set stays as it is. Total and linear.
 */
export function parseRegQuery(text: string, env: Environment): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r*\n/)) {
    const [, name, expands, data = ''] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    variables.set(name.toUpperCase(), expands === undefined ? data : expand(data, env));
  }
  return variables;
}

function expand(text: string, env: Environment): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => environmentVariable(env, name, 'win32') || whole);
}
