/** The variables that Windows gives to what it starts: the user's over the machine's. */
import type { Processes } from '../../base/processes.ts';
import { type Environment, environmentVariable } from './environmentVariable.ts';
import { parseRegQuery } from './regQuery.ts';

const MACHINE = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
const USER = 'HKCU\\Environment';

/** ms for one call of reg.exe; 50 is usual. */
const DEADLINE = 3_000;

export interface RegistryRequest {
  /** For `%NAME%`, and for the place of Windows. */
  readonly env: Environment;
  readonly processes: Processes;
  readonly signal: AbortSignal;
}

/** Returns them by name in upper case, or null where either of the two keys could not be read. */
export async function readRegistryEnvironment(request: RegistryRequest): Promise<ReadonlyMap<string, string> | null> {
  const [machine, user] = await Promise.all([query(MACHINE, request), query(USER, request)]);
  return machine === null || user === null ? null : new Map([...machine, ...user]);
}

async function query(key: string, request: RegistryRequest): Promise<ReadonlyMap<string, string> | null> {
  const { env, processes, signal } = request;
  // By its full path: a bare name would be looked for in the current directory first.
  const root = environmentVariable(env, 'SystemRoot', 'win32');
  const reg = `${/^[A-Za-z]:\\/.test(root) ? root : 'C:\\Windows'}\\System32\\reg.exe`;
  const result = await processes.run(reg, ['query', key], { env, signal, deadline: DEADLINE });
  return result.kind === 'exited' && result.code === 0 ? parseRegQuery(result.stdout, env) : null;
}
