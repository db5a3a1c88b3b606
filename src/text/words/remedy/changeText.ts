/** What was changed, how it is taken back, and why not: for the command line and for messages. */
import * as l10n from '@vscode/l10n';
import { redact } from '../../../base/redact.ts';
import type { ListFault } from '../../../goproxy/list/list.ts';
import { mendList } from '../../../goproxy/list/mendList.ts';
import type { WantedFault } from '../../../goproxy/list/wantedList.ts';
import type { Change, ChangeFault, Undone } from '../../../remedies/change/change.ts';
import { inert } from '../../inert.ts';
import { together } from '../../together.ts';
import { commandText } from '../command/commandText.ts';
import { failureClause } from '../failure/failureText.ts';

/** Longer than any list that is read in a sentence. */
const LIST_LIMIT = 400;

/** The command line's help. */
export const changeHelp = {
  use: () =>
    l10n.t(
      'set GOPROXY to a list; the name of a public mirror ({0}) puts it first and keeps the present list behind it, without doubles',
      'goproxy.cn, aliyun, tencent, …',
    ),
  list: () => l10n.t('a GOPROXY list, or the name of a mirror'),
  first: () => l10n.t('move this entry of the present list to its front, counted from 0'),
  scope: () => l10n.t('user: go’s own env file; workspace: go.goproxy in .vscode/settings.json of the folder'),
  undo: () => l10n.t('take the last change back, exactly'),
  oneOfBoth: () => l10n.t('Give either a list (or the name of a mirror) or --first N.'),
  notANumber: (text: string) => l10n.t('“{0}” is not the number of an entry: the first one is 0.', text),
  noSuchEntry: (index: number, list: string) =>
    l10n.t(
      'Entry {0} cannot be moved: the list is {1}; “direct”, “off” and what follows them stay.',
      index,
      shown(list),
    ),
  noStateFolder: () => l10n.t('There is no home folder to keep the old values in: set HOME.'),
};

/** Why there is no such list as somebody wants, and the mend. */
export function wantedFaultText(fault: WantedFault): string {
  switch (fault.code) {
    case 'invalid':
      return badListText(fault.list, fault.fault);
    case 'no-list':
      return commandText.noList();
    case 'no-such-entry':
      return changeHelp.noSuchEntry(fault.index, fault.list);
  }
}

/** A list that go would refuse: what is wrong with it, and what was surely meant. */
function badListText(list: string, { detail, index, value }: ListFault): string {
  const mended = mendList(list);
  const what = index === null ? list : value;
  const clause = failureClause({ code: 'goproxy-invalid', detail });
  const mend = mended === null ? '' : ` ${l10n.t('Do you mean {0}?', shown(mended))}`;
  return `${l10n.t('“{0}” {1}.', shown(what), clause)}${mend}`;
}

/** After `use`: what was changed, where, and how to take it back; `effective` where something hides it. */
export function usedText(change: Change, after: string, masked: string | null): string {
  const where = placeOf(change);
  const did =
    change.id === ''
      ? l10n.t('GOPROXY is {0} already, in {1}. Nothing was changed.', shown(after), where)
      : l10n.t('GOPROXY is now {0}, in {1}. Take it back: goproxy-doctor undo', shown(after), where);
  if (masked === null) return did;
  const hidden = l10n.t(
    'It has no effect here: the environment variable GOPROXY hides it with {0}. Unset that variable where it is set.',
    shown(masked),
  );
  return `${did}\n${hidden}`;
}

/** One line about a change that can be taken back, for a menu. */
export function changeText(change: Change, now: number): string {
  const what = inert(redact(change.label.subject), 120);
  const age = ageOf(now - change.at);
  return what === ''
    ? l10n.t('Undo the change of {0} ({1})', subjectOf(change), age)
    : l10n.t('Undo the change of {0}: {1} ({2})', subjectOf(change), what, age);
}

export function undoneText({ change, files, merged, interrupted }: Undone): string {
  const [value] = change.values;
  const restored =
    change.values.length === 1 && value !== undefined
      ? value.before === null
        ? l10n.t('{0} is no longer set in {1}.', subjectOf(change), placeOf(change))
        : l10n.t('{0} is {1} again, in {2}.', subjectOf(change), shownValue(value.before), placeOf(change))
      : l10n.t('{0} is as it was before.', files.map((file) => inert(file)).join(', '));
  if (interrupted)
    return together(restored, l10n.t('The change had been cut off; what was recorded before it has been restored.'));
  return merged ? together(restored, l10n.t('What others have changed in the file since was kept.')) : restored;
}

/** What went wrong and what helps, in one line. */
export function changeFaultText(fault: ChangeFault): string {
  switch (fault.code) {
    case 'syntax':
      return fault.line === null
        ? l10n.t('{0} is not a text that can be read: nothing was changed. Mend it first.', inert(fault.file))
        : l10n.t('{0} has a mistake in line {1}: nothing was changed. Mend it first.', inert(fault.file), fault.line);
    case 'read-only':
      return l10n.t('{0} is read-only: nothing was changed. Make it writable first.', inert(fault.file));
    case 'unsaved':
      return l10n.t(
        '{0} is open with changes that are not saved: nothing was changed. Save it first.',
        inert(fault.file),
      );
    case 'unwritable':
      return l10n.t('{0} cannot be changed ({1}).', inert(fault.file), inert(fault.detail, 40));
    case 'busy':
      return l10n.t('Another change is being made at this moment: try again when it is done.');
    case 'changed-meanwhile':
      return changedMeanwhile(fault);
    case 'no-go':
      return l10n.t('No go command was found, and it is needed for this: install Go, or add it to the PATH.');
    case 'no-env-file':
      return l10n.t(
        'There is no env file that go would read (GOENV=off, or no home folder): unset GOENV, or change the workspace’s settings.',
      );
    case 'go-failed':
      return l10n.t('The go command refused: {0}', inert(redact(fault.detail.replace(/\s+/g, ' ')), 400));
    case 'nothing-to-undo':
      return l10n.t('There is nothing to undo.');
    case 'not-allowed':
      return l10n.t('{0} is not a file that we change: nothing was done.', inert(fault.file));
    case 'aborted':
      return l10n.t('Interrupted.');
  }
}

function changedMeanwhile({ file, path, after, current }: Extract<ChangeFault, { code: 'changed-meanwhile' }>): string {
  if (path.length === 0)
    return l10n.t('{0} was changed by someone else since: it was not overwritten. Undo it by hand.', inert(file));
  const nothing = l10n.t('not set');
  const name = inert(path.join('.'), 80);
  const [set, now] = [after, current].map((value) => (value === null ? nothing : shown(value)));
  return l10n.t(
    '{0} in {1} was changed by someone else since, and was not overwritten: we had made it {2}, it is now {3}.',
    name,
    inert(file),
    set ?? '',
    now ?? '',
  );
}

/** The name of the value, or of the files. */
function subjectOf({ kind, values, files }: Change): string {
  if (kind === 'go') return files.map((file) => inert(file.replace(/^.*[/\\]/, ''), 80)).join(', ');
  return [...new Set(values.map(({ path }) => inert(path.join('.'), 80)))].join(', ');
}

function placeOf({ kind, files }: Change): string {
  const file = inert(files[0] ?? '');
  return kind === 'go-env' ? l10n.t('go’s env file {0}', file) : file;
}

function shownValue(value: unknown): string {
  return shown(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Cut after redaction: half a URL would not show where its secret ends. */
function shown(text: string): string {
  return inert(redact(text), LIST_LIMIT);
}

function ageOf(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return l10n.t('just now');
  if (minutes < 120) return l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? l10n.t('{0} h ago', hours) : l10n.t('{0} days ago', Math.floor(hours / 24));
}
