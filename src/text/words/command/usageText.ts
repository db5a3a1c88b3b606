/** The argument parser's own words in ours: its titles, and what it finds wrong with a call. */
import * as l10n from '@vscode/l10n';
import { together } from '../../together.ts';

/** A heading of a help page, `Options:`. */
export function helpTitle(title: string): string {
  switch (title) {
    case 'Usage:':
      return l10n.t('Usage:');
    case 'Arguments:':
      return l10n.t('Arguments:');
    case 'Options:':
      return l10n.t('Options:');
    case 'Commands:':
      return l10n.t('Commands:');
    default:
      return title;
  }
}

/** What an option is for, with the values that it can have and the one that it has untold. Commander's `Option` is one. */
export interface OptionWords {
  readonly description: string;
  readonly argChoices?: readonly string[] | undefined;
  readonly defaultValue?: unknown;
  readonly defaultValueDescription?: string | undefined;
}

/** Returns an option's line of a help page. */
export function optionHelp(option: OptionWords): string {
  const choices = option.argChoices?.join(', ') ?? '';
  const untold = option.defaultValueDescription ?? String(option.defaultValue ?? '');
  return together(option.description, limits(choices, untold));
}

function limits(choices: string, untold: string): string | null {
  if (choices === '') return untold === '' ? null : l10n.t('(default: {0})', untold);
  return untold === '' ? l10n.t('(choices: {0})', choices) : l10n.t('(choices: {0}; default: {1})', choices, untold);
}

export const usageWords = {
  showVersion: () => l10n.t('print the version'),
  showHelp: () => l10n.t('print this help'),
  helpCommand: () => l10n.t('print the help of a command'),
};

/** One line for an error of commander, by its code; a message that is ours already stays as it is. `message` is without `error: `. */
export function usageFault(code: string, message: string): string {
  const [first = '', second = ''] = [...message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name);
  const [, similar] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(message) ?? [];
  switch (code) {
    case 'commander.unknownOption':
      return withHint(l10n.t('There is no option {0}.', first), similar);
    case 'commander.unknownCommand':
      return withHint(l10n.t('There is no command {0}.', first), similar);
    case 'commander.missingArgument':
      return l10n.t('The argument {0} is missing.', first);
    case 'commander.optionMissingArgument':
      return l10n.t('The option {0} needs a value.', first);
    case 'commander.excessArguments':
      return first === ''
        ? l10n.t('There are too many arguments.')
        : l10n.t('There are too many arguments for {0}.', first);
    case 'commander.invalidArgument':
      return l10n.t('{0}: {1}', first, reasonOf(message, second));
    default:
      return message;
  }
}

/** Behind `option 'FLAGS' argument 'VALUE' is invalid. `: what our own reader of the value says, or the choices. */
function reasonOf(message: string, value: string): string {
  const [, reason = message] = message.split(' is invalid. ');
  const [, choices] = /^Allowed choices are (.*)\.$/.exec(reason) ?? [];
  return choices === undefined ? reason : l10n.t('“{0}” is none of {1}.', value, choices);
}

function withHint(sentence: string, similar: string | undefined): string {
  return similar === undefined ? sentence : l10n.t('{0} Did you mean {1}?', sentence, similar);
}
