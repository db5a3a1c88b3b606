/** `proxy-for`: whether go would use a forward proxy for each URL, and why. Nothing is asked of any network. */
import { viewGo } from '../../../doctor/environment/goView.ts';
import { forwardProxyFor } from '../../../net/forwardProxy/forwardProxy.ts';
import { letterCaseDecides, lowerCaseWins } from '../../../net/forwardProxy/letterCase.ts';
import { schemeDecides, withSchemesOf } from '../../../net/forwardProxy/proxyScheme.ts';
import { type ProxyTarget, readProxyTarget } from '../../../net/forwardProxy/proxyTarget.ts';
import { proxyForText } from '../../../text/report/environment/proxyForText.ts';
import { SCHEMA } from '../../../text/report/schema.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

/** What a GOPROXY entry can be; go uses no forward proxy for a folder, and that is an answer too. */
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'file']);

export async function proxyFor(values: readonly string[], options: CommonOptions, host: Host): Promise<ExitCode> {
  const asked = values.map((url) => ({ url, target: targetOf(url) }));
  const bothSpellings = letterCaseDecides(host.env);
  // go's version decides these two questions only: without them, go is not run.
  const version = bothSpellings || schemeDecides(host.env) ? await goVersion(options.cwd, host) : null;
  const lowerFirst = bothSpellings && lowerCaseWins(version);
  const env = withSchemesOf(host.env, version);
  const decisions = asked.map(({ url, target }) => ({ url, ...forwardProxyFor(target, env, { lowerFirst }) }));
  if (options.json === true) host.console.printJson({ schema: SCHEMA, decisions });
  else host.console.print(proxyForText.decisions(decisions, bothSpellings ? { lowerFirst } : null));
  return EXIT.ok;
}

async function goVersion(cwd: string, { env, ports, signal }: Host): Promise<string | null> {
  const { environment } = await viewGo({ env, cwd, goPath: '', mayRun: true }, ports, signal);
  return environment.goVersion;
}

/** A comma is fit for a host, as Go reads it; here it means that somebody gave a whole list. */
function targetOf(url: string): ProxyTarget {
  const target = readProxyTarget(url);
  if (target !== null && SCHEMES.has(target.scheme) && !target.host.includes(',')) return target;
  throw new CommandError(EXIT.usage, proxyForText.notAUrl(url));
}
