/** The variables of the environment that change how go reaches the network. */
import type { Environment } from '../../gocmd/env/environmentVariable.ts';
import { lowerCaseWins } from '../../net/forwardProxy/letterCase.ts';
import { withSchemesOf } from '../../net/forwardProxy/proxyScheme.ts';

const NAMES =
  /^(?:https?_proxy|no_proxy|request_method|ssl_cert_file|ssl_cert_dir|godebug|localdomain|res_options|goprivate|gonoproxy)$/i;

const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

/**
 * Only these cross to the prober: the rest of the environment is nobody's business there. Of two spellings the one that this version
 * of go goes by is put in the place of the other, and a scheme that it does not know is written as it reads it.
 */
export function networkVariables(env: Environment, goVersion: string | null): Environment {
  const own: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(env).filter(([name]) => NAMES.test(name)),
  );
  if (lowerCaseWins(goVersion)) {
    for (const name of PROXIES) own[name] = own[name.toLowerCase()] || own[name];
  }
  return withSchemesOf(own, goVersion);
}
