/** `use`: sets the GOPROXY list, or moves one of its entries to the front. */
import { homedir } from 'node:os';
import { redact } from '../../base/redact.ts';
import { nodeLockOwners } from '../../base/shared/lockOwner.ts';
import { nodeWritableFiles } from '../../base/writableFiles.ts';
import { type GoView, viewGo } from '../../doctor/goView.ts';
import { moveFirst, parseList, putFirst } from '../../goproxy/list/list.ts';
import { mendList } from '../../goproxy/list/mendList.ts';
import { MIRRORS, type Mirror } from '../../goproxy/list/mirrors.ts';
import type { Change, ChangeContext, ChangeFault, ChangeRequest } from '../../remedies/change/change.ts';
import { Changes } from '../../remedies/change/changes.ts';
import { storedSetting } from '../../remedies/change/settings/storedSetting.ts';
import { stateFolder } from '../../remedies/change/stateFolder.ts';
import { SCHEMA } from '../../text/report/schema.ts';
import { badListText, changeFaultText, changeHelp, usedText } from '../../text/words/changeText.ts';
import { CommandError, EXIT, type ExitCode } from '../exitCode.ts';
import type { CommonOptions, Host } from '../host.ts';
import { noListError } from './diagnose.ts';

export interface UseOptions extends CommonOptions {
  readonly first?: number;
  readonly scope: 'user' | 'workspace';
}

/** `wanted`: a list or a mirror's name. */
export async function use(wanted: string | undefined, options: UseOptions, host: Host): Promise<ExitCode> {
  if ((wanted === undefined) === (options.first === undefined))
    throw new CommandError(EXIT.usage, changeHelp.oneOfBoth());
  const { console, signal } = host;
  const { cwd, scope } = options;
  const view = await viewAll(cwd, host);
  const after = listFor(wanted ?? options.first ?? 0, await presentList(options, view));
  const request: ChangeRequest =
    scope === 'user'
      ? { kind: 'go-env', values: { GOPROXY: after } }
      : { kind: 'settings', folder: cwd, values: { 'go.goproxy': after } };
  const label = { remedy: 'use-goproxy', subject: redact(after) };
  const made = await openChanges(cwd, host).apply(request, label, contextOf(view, host), signal);
  if (!made.ok) throw faultError(made.error);
  const { effective, masked } = await effectOf(scope, 'GOPROXY', after, { cwd, host });
  const before = textOf(made.value, 'before', after);
  if (options.json === true) console.printJson({ schema: SCHEMA, change: { scope, before, after, effective, masked } });
  else console.print(`${usedText(made.value, after, masked ? effective : null)}\n`);
  return masked ? EXIT.findings : EXIT.ok;
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
  scope: UseOptions['scope'],
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

/** The stored GOPROXY before or after a change; `unchanged` where it was not touched. */
export function textOf({ values }: Change, when: 'before' | 'after', unchanged: string | null): string | null {
  const [value] = values;
  if (value === undefined) return unchanged;
  const text = value[when];
  return text === null || typeof text === 'string' ? text : JSON.stringify(text);
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
async function presentList({ scope, cwd }: UseOptions, view: GoView): Promise<string> {
  const stored = scope === 'workspace' ? await storedSetting(cwd, 'go.goproxy', nodeWritableFiles) : null;
  return typeof stored === 'string' && stored !== '' ? stored : view.value('GOPROXY');
}

function listFor(wanted: string | number, present: string): string {
  if (typeof wanted === 'string') {
    const mirror = MIRRORS.find(({ name }) => name === wanted);
    return mirror === undefined ? checkedList(wanted) : withMirror(mirror, present);
  }
  if (present === '') throw noListError();
  const list = parseList(present);
  const moved = list.ok ? moveFirst(list.value, wanted) : null;
  if (!list.ok) throw new CommandError(EXIT.usage, badListText(present, list.error, mendList(present)));
  if (moved === null) throw new CommandError(EXIT.usage, changeHelp.noSuchEntry(wanted, present));
  return moved;
}

function checkedList(text: string): string {
  const list = parseList(text);
  if (list.ok) return text;
  throw new CommandError(EXIT.usage, badListText(text, list.error, mendList(text)));
}

/** The mirror first, the present list behind it; a list that go refuses gives way to `direct`. */
function withMirror({ url }: Mirror, present: string): string {
  const list = parseList(present);
  return list.ok ? putFirst(list.value, url) : `${url},direct`;
}
