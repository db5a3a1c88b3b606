/** What the tools work through on the command line: the same commands that people type. */
import { failure, success } from '../../base/result.ts';
import { examine } from '../../doctor/examine.ts';
import type { ToolPorts } from '../../tools/toolPorts.ts';
import { changeList } from '../commands/change/use.ts';
import { CommandError } from '../exitCode.ts';
import { ENTRY_TIMEOUT, examinationRequest, type Host } from '../host.ts';

/** `cwd`: the folder whose module is examined, and whose settings a change of the workspace's goes to. */
export function cliToolPorts(cwd: string, host: Host): ToolPorts {
  return {
    async examine({ goproxy, modules, quick }, signal, onProgress) {
      const options = { cwd, module: modules, quick, timeout: ENTRY_TIMEOUT, ...(goproxy === null ? {} : { goproxy }) };
      const examination = await examine(examinationRequest(options, host.env), host.ports, signal, onProgress);
      return 'noList' in examination ? null : examination;
    },
    async use({ wanted, scope }, signal) {
      try {
        return success(await changeList(wanted, { scope, cwd }, { ...host, signal }));
      } catch (error) {
        if (error instanceof CommandError && !signal.aborted) return failure(error.message);
        throw error;
      }
    },
  };
}
