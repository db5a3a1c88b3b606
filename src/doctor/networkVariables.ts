/** The variables of the environment that change how go reaches the network. */
import type { Environment } from '../gocmd/env/environmentVariable.ts';

const NAMES = /^(?:https?_proxy|no_proxy|request_method|ssl_cert_file|ssl_cert_dir)$/i;

/** Only these cross to the prober: the rest of the environment is nobody's business there. */
export function networkVariables(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => NAMES.test(name)));
}
