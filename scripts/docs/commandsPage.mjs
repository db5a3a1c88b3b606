/** The page of the commands: VS Code's from the manifest, the command line's from the program itself. */
import { commandLine } from '../../src/cli/program.ts';
import { commandText } from '../../src/text/words/command/commandText.ts';

export function commandsPage(words, { contributes, version }) {
  const { program } = commandLine({ console: { print: () => undefined } }, version);
  const commands = program.commands.map((command) => ({ command, help: command.createHelp() }));
  const options = commands.map(({ command, help }) => help.visibleOptions(command));
  // What each of them takes is told once.
  const common = options[0].filter(({ flags }) => options.every((some) => some.some((one) => one.flags === flags)));
  const isCommon = new Set(common.map(({ flags }) => flags));
  const rowOf = (option) => [`\`${option.flags}\``, commands[0].help.optionDescription(option)];
  return [
    words.head,
    words.inEditor,
    table(
      words.columns,
      contributes.commands.map(({ command, title, category }) => [
        `**${category}: ${title}**`,
        `\`${command}\``,
        words.notes[command] ?? '',
      ]),
    ),
    words.inTerminal,
    commandText.exitCodes(),
    words.common,
    table(words.optionColumns, common.map(rowOf)),
    ...commands.map(({ command, help }, at) => {
      const own = options[at].filter(({ flags }) => !isCommon.has(flags)).map(rowOf);
      const given = help.visibleArguments(command).map((one) => [`\`${help.argumentTerm(one)}\``, one.description]);
      return section(command, [...given, ...own], words);
    }),
  ].join('\n\n');
}

function section(command, rows, words) {
  const usage = `goproxy-doctor ${command.name()} ${command.usage()}`;
  return [
    `### ${command.name()}`,
    sentence(command.description(), words),
    `\`\`\`text\n${usage}\n\`\`\``,
    ...(rows.length === 0 ? [] : [table(words.optionColumns, rows)]),
  ].join('\n\n');
}

/** The program's help has clauses; on a page they stand alone. */
function sentence(clause, { stop }) {
  return `${clause[0].toUpperCase()}${clause.slice(1)}${stop}`;
}

function table(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n');
}
