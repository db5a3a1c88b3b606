/** `undo`: takes the last change back, whichever window or command line made it. */
import { changedText } from '../../../remedies/change/changedText.ts';
import { SCHEMA } from '../../../text/report/schema.ts';
import { undoneText } from '../../../text/words/remedy/changeText.ts';
import { EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';
import { effectOf, faultError, openChanges } from './use.ts';

export async function undo(options: CommonOptions, host: Host): Promise<ExitCode> {
  const { console, signal } = host;
  const undone = await openChanges(options.cwd, host).undo(signal);
  if (!undone.ok) throw faultError(undone.error);
  const { change, files, merged, interrupted } = undone.value;
  if (options.json !== true) {
    console.print(`${undoneText(undone.value)}\n`);
    return EXIT.ok;
  }
  const scope = change.kind === 'go-env' ? 'user' : 'workspace';
  // What the change had made of it is what undo found.
  const [before, after] = [changedText(change, 'after', null), changedText(change, 'before', null)];
  const name = change.values[0]?.path.join('.') ?? null;
  // Without the setting go goes by what the environment and its own files say.
  const variable = name === null || name === 'go.goproxy' ? 'GOPROXY' : name;
  const { effective, masked } = await effectOf(scope, variable, after, { cwd: options.cwd, host });
  const document = { scope, before, after, effective, masked, name, files, merged, interrupted };
  console.printJson({ schema: SCHEMA, change: document });
  return EXIT.ok;
}
