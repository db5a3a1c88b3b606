/** The root of the command line: builds the object graph, runs one command, ends with its exit code. */
import path from 'node:path';
import { CommanderError } from 'commander';
import { systemClock } from '../base/clock.ts';
import { nodeFiles } from '../base/files.ts';
import { nodeProcesses } from '../base/processes.ts';
import { nodePrograms } from '../gocmd/locate/programs.ts';
import { LocalProber } from '../goproxy/probe/prober.ts';
import { inert } from '../text/inert.ts';
import { readBundle, speak } from '../text/language.ts';
import { commandText } from '../text/words/command/commandText.ts';
import { usageFault } from '../text/words/command/usageText.ts';
import { streamConsole } from './console.ts';
import { CommandError, EXIT, type ExitCode } from './exitCode.ts';
import { exitFast } from './exitFast.ts';
import { chosenLanguage } from './language.ts';
import { leave } from './leave.ts';
import { runProgram } from './program.ts';

/** Put in by the bundler from package.json. */
declare const VERSION: string;
/** Where the bundles lie. */
declare const __dirname: string;

const { platform, env, stdout, stderr } = process;
const output = streamConsole({ stdout, stderr, env, platform });
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, () => interruption.abort(new DOMException(name, 'AbortError')));
}
// Nothing is known to end here; if something does, it is one line and no stack trace.
process.once('uncaughtException', (error) => process.exit(explain(error)));

const ports = {
  clock: systemClock,
  files: nodeFiles,
  processes: nodeProcesses,
  programs: nodePrograms,
  platform,
  prober: new LocalProber(systemClock, nodeFiles),
};

const argv = process.argv.slice(2);
// That one serves for days, and is worth every optimisation.
if (argv[0] !== 'relay') exitFast();

const host = {
  console: output,
  ports,
  env,
  workerFile: path.join(__dirname, 'worker.js'),
  signal: interruption.signal,
};
run()
  .catch((error: unknown) => explain(error))
  .then(async (code) => {
    await output.flush();
    await leave(code);
  });

async function run(): Promise<ExitCode> {
  const language = chosenLanguage(argv, env, () => Intl.DateTimeFormat().resolvedOptions().locale);
  const bundle = await readBundle(language, path.join(__dirname, 'l10n'), nodeFiles);
  if (bundle !== null) speak(bundle);
  return runProgram(argv, host, VERSION);
}

function explain(error: unknown): ExitCode {
  if (interruption.signal.aborted) {
    output.complain(commandText.interrupted());
    return EXIT.interrupted;
  }
  if (error instanceof CommandError) {
    output.complain(error.message);
    return error.exitCode;
  }
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // What it says of a call without any command is the whole help.
    const said =
      error.code === 'commander.help'
        ? commandText.noCommand()
        : usageFault(error.code, error.message.replace(/^error: /, ''));
    const line = inert(said.replaceAll('\n', ' '), 300);
    output.complain(commandText.seeHelp(/[.!?)。？）]$/.test(line) ? line : `${line}.`));
    return EXIT.usage;
  }
  output.complain(commandText.defect(error instanceof Error ? inert(error.message) : inert(String(error))));
  return EXIT.unknown;
}
