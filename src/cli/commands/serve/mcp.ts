/** `mcp`: the tools over stdio, for agents, until the client closes stdin. stdout carries the protocol alone. */
import { once } from 'node:events';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { serveTools } from '../../mcp/serveTools.ts';
import { cliToolPorts } from '../../mcp/toolPorts.ts';

export async function mcp({ cwd }: CommonOptions, host: Host, version: string): Promise<ExitCode> {
  const served = serveTools(cliToolPorts(cwd, host), version);
  const interrupted = host.signal.aborted ? Promise.resolve() : once(host.signal, 'abort');
  await Promise.race([served.ended, interrupted]);
  await served.close();
  const { reason } = host.signal;
  if (!host.signal.aborted || (reason instanceof Error && reason.message === 'SIGTERM')) return EXIT.ok;
  throw reason;
}
