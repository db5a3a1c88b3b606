/** `use`: sets the GOPROXY list, or moves one of its entries to the front. */
import { homedir } from 'node:os';
import { redact } from '../../../base/redact.ts';
import { nodeLockOwners } from '../../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../../base/writableFiles.ts';
import { type GoView, viewGo } from '../../../doctor/environment/goView.ts';
import { wantedList } from '../../../goproxy/list/wantedList.ts';
import type { ChangeContext, ChangeFault, ChangeRequest } from '../../../remedies/change/change.ts';
import { changedText } from '../../../remedies/change/changedText.ts';
import { Changes } from '../../../remedies/change/changes.ts';
import { storedSetting } from '../../../remedies/change/settings/storedSetting.ts';
import { stateFolder } from '../../../remedies/change/stateFolder.ts';
import { jsonUse, type UsedList } from '../../../text/report/environment/jsonUse.ts';
import { changeFaultText, changeHelp, usedText, wantedFaultText } from '../../../text/words/remedy/changeText.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface UseOptions extends CommonOptions {
  readonly first?: number;
  readonly scope: UsedList['scope'];
}

/** `wanted`: a list or a mirror's name. */
export async function use(wanted: string | undefined, options: UseOptions, host: Host): Promise<ExitCode> {
  if ((wanted === undefined) === (options.first === undefined))
    throw new CommandError(EXIT.usage, changeHelp.oneOfBoth());
  const { console } = host;
  const used = await changeList(wanted ?? options.first ?? 0, options, host);
  if (options.json === true) console.printJson(jsonUse(used));
  else console.print(`${used.said}\n`);
  return used.masked ? EXIT.findings : EXIT.ok;
}

/** Gives GOPROXY the list that `wanted` stands for (see wantedList), through the journal. Rejects with what went wrong as a CommandError. */
export async function changeList(
  wanted: string | number,
  { scope, cwd }: Pick<UseOptions, 'scope' | 'cwd'>,
  host: Host,
): Promise<UsedList & { readonly said: string }> {
  const view = await viewAll(cwd, host);
  const list = wantedList(wanted, await presentList(scope, cwd, view));
  if (!list.ok) {
    const isUnknown = list.error.code === 'no-list';
    throw new CommandError(isUnknown ? EXIT.unknown : EXIT.usage, wantedFaultText(list.error));
  }
  const after = list.value;
  const request: ChangeRequest =
    scope === 'user'
      ? { kind: 'go-env', values: { GOPROXY: after } }
      : { kind: 'settings', folder: cwd, values: { 'go.goproxy': after } };
  const label = { remedy: 'use-goproxy', subject: redact(after) };
  const made = await openChanges(cwd, host).apply(request, label, contextOf(view, host), host.signal);
  if (!made.ok) throw faultError(made.error);
  const { effective, masked } = await effectOf(scope, 'GOPROXY', after, { cwd, host });
  const said = usedText(made.value, after, masked ? effective : null);
  return { scope, before: changedText(made.value, 'before', after), after, effective, masked, said };
}

/** Of the journal that all windows and command lines share. */
export function openChanges(cwd: string, host: Host): Changes {
  const folder = stateFolder({ HOME: homedir(), ...host.env }, host.ports.platform);
  if (folder === null) throw new CommandError(EXIT.unknown, changeHelp.noStateFolder());
  const { processes, clock } = host.ports;
  const context = async () => contextOf(await viewAll(cwd, host), host);
  return new Changes({ files: nodeWritableFiles, processes, clock, owners: nodeLockOwners, context }, folder);
}

/**
 * What go goes by after a change of `name` in that scope; null: nothing is stored there. The setting go.goproxy outranks the
 * environment in all that VS Code starts.
 */
export async function effectOf(
  scope: UsedList['scope'],
  name: string,
  after: string | null,
  { cwd, host }: { readonly cwd: string; readonly host: Host },
): Promise<{ readonly effective: string; readonly masked: boolean }> {
  if (scope === 'workspace' && after !== null) return { effective: after, masked: false };
  const setting = (await viewAll(cwd, host)).setting(name);
  const effective = setting?.value ?? after ?? '';
  const masked = after !== null && setting?.origin === 'os-env' && effective !== after;
  return { effective, masked };
}

export function faultError(fault: ChangeFault): CommandError {
  const couldNot: readonly ChangeFault['code'][] = ['busy', 'no-go', 'no-env-file', 'nothing-to-undo', 'aborted'];
  return new CommandError(couldNot.includes(fault.code) ? EXIT.unknown : EXIT.findings, changeFaultText(fault));
}

function viewAll(cwd: string, host: Host): Promise<GoView> {
  return viewGo({ env: host.env, cwd, goPath: '', mayRun: true }, host.ports, host.signal);
}

function contextOf({ located, environment }: GoView, host: Host): ChangeContext {
  return { go: located.path, env: host.env, goenvFile: environment.goenvFile };
}

/** The list that entries are moved in: what is in force in that scope; '' where none is known. */
async function presentList(scope: UsedList['scope'], cwd: string, view: GoView): Promise<string> {
  const stored = scope === 'workspace' ? await storedSetting(cwd, 'go.goproxy', nodeWritableFiles) : null;
  return typeof stored === 'string' && stored !== '' ? stored : view.value('GOPROXY');
}
