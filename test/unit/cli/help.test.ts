/** Help in the reader's language: no word of the argument parser's own is left in it. */
import assert from 'node:assert/strict';
import type { Host } from '../../../src/cli/host.ts';
import { commandLine } from '../../../src/cli/program.ts';
import { speak } from '../../../src/text/language.ts';
import { bundleOf } from '../../support/messages.ts';

const host = { console: { print: () => undefined } } as unknown as Host;
const helpOf = (name: string) =>
  commandLine(host, '0.0.0')
    .program.commands.find((command) => command.name() === name)
    ?.helpInformation() ?? '';

describe('help', () => {
  afterEach(() => speak(null));

  it('tells the values that an option can have, and the one that it has untold', () => {
    const help = helpOf('use').replace(/\s+/g, ' ');
    assert.match(help, /--scope <scope> .*\(choices: user, workspace; default: user\)/);
    assert.match(help, /--lang <language> .*\(choices: en, zh-cn\)/);
    assert.match(help, /--cwd <dir> .*\(default: the current one\)/);
    assert.match(helpOf('relay').replace(/\s+/g, ' '), /--port <n> .*\(default: 0\)/);
  });

  it('is Chinese in all its parts', () => {
    speak(bundleOf('zh-cn'));
    for (const name of commandLine(host, '0.0.0').program.commands.map((command) => command.name())) {
      const help = helpOf(name);
      for (const line of help.split('\n').slice(2)) {
        if (/^ {2}\S/.test(line)) assert.match(line, /\p{Script=Han}/u, name);
      }
      assert.doesNotMatch(help, /choices|default\b/, name);
    }
  });
});
