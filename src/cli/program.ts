/** The command line: which commands there are, and what they take. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { Argument, Command, Option } from 'commander';
import type { ModuleQuery } from '../goproxy/module/version.ts';
import { inert } from '../text/inert.ts';
import { proxyForText } from '../text/report/environment/proxyForText.ts';
import { classifyHelp } from '../text/report/requests/failuresText.ts';
import { bundleHelp } from '../text/words/command/bundleWords.ts';
import { checksumHelp } from '../text/words/command/checksumWords.ts';
import { commandText } from '../text/words/command/commandText.ts';
import { compareHelp } from '../text/words/command/compareText.ts';
import { importHelp } from '../text/words/command/importWords.ts';
import { relayHelp } from '../text/words/command/relayText.ts';
import { helpTitle, optionHelp, usageWords } from '../text/words/command/usageText.ts';
import { verifyHelp } from '../text/words/command/verifyWords.ts';
import { watchHelp } from '../text/words/command/watchText.ts';
import { mcpHelp } from '../text/words/editor/toolText.ts';
import { changeHelp } from '../text/words/remedy/changeText.ts';
import { traceHelp } from '../text/words/verdict/traceText.ts';
import type { BundleOptions } from './commands/change/bundle.ts';
import type { ImportOptions } from './commands/change/importModule.ts';
import type { UseOptions } from './commands/change/use.ts';
import type { ChecksumOptions } from './commands/examine/checksum.ts';
import type { ClassifyOptions } from './commands/examine/classify.ts';
import type { CompareOptions } from './commands/examine/compare.ts';
import type { TraceOptions } from './commands/examine/trace.ts';
import type { VerifyOptions } from './commands/examine/verify.ts';
import type { WatchOptions } from './commands/examine/watch.ts';
import type { RelayOptions } from './commands/serve/relay.ts';
import { CommandError, EXIT, type ExitCode } from './exitCode.ts';
import { type CommonOptions, ENTRY_TIMEOUT, type ExamineOptions, type Host, moduleArgument } from './host.ts';
import {
  cacheSize,
  collectMirror,
  collectModule,
  entryNumber,
  milliseconds,
  nameServer,
  portNumber,
  seconds,
} from './optionValues.ts';

const EXAMPLES = [
  '  goproxy-doctor diagnose',
  "  goproxy-doctor diagnose --goproxy 'https://goproxy.cn|direct' --module golang.org/x/text@v0.14.0",
  '  goproxy-doctor probe https://goproxy.cn https://mirrors.aliyun.com/goproxy/',
];

/** ms for a whole trace: go alone waits that long for one connection. */
const TRACE_TIMEOUT = 30_000;
/** ms for each source of a version: an archive takes longer than a sample. */
const CHECKSUM_TIMEOUT = 30_000;
/** ms for the small files of a mirror, and again for its archives: a megabyte at 100 kB/s. */
const COMPARE_TIMEOUT = 10_000;
/** Seconds between two looks of `watch`. */
const INTERVAL = 30;

/** Runs the command that `argv` (without node and script) names, and resolves to its exit code. */
export async function runProgram(argv: readonly string[], host: Host, version: string): Promise<ExitCode> {
  const { program, exitCode } = commandLine(host, version);
  await program.parseAsync([...argv], { from: 'user' });
  return exitCode();
}

/** Returns all commands with their options, in the language that is spoken now, and what tells the exit code of the one that has run. */
export function commandLine(host: Host, version: string): { program: Command; exitCode: () => ExitCode } {
  let code: ExitCode = EXIT.ok;
  const program = new Command('goproxy-doctor')
    .description(commandText.program())
    .version(version, '-V, --version', usageWords.showVersion())
    .helpOption('-h, --help', usageWords.showHelp())
    .helpCommand('help [command]', usageWords.helpCommand())
    .configureHelp({ styleTitle: helpTitle, optionDescription: optionHelp })
    .addHelpText('after', `\n${EXAMPLES.join('\n')}\n\n${commandText.exitCodes()}`)
    .exitOverride()
    .configureOutput({ writeOut: host.console.print, writeErr: () => undefined });

  naming(examining(program.command('diagnose').description(commandText.diagnose())))
    .option('--goproxy <list>', commandText.goproxy())
    .option('--quick', commandText.quick())
    .addOption(new Option('--resolver <server>', commandText.resolver()).argParser(nameServer))
    .option('--fetch-issuer', commandText.fetchIssuer())
    .option('--markdown', commandText.markdown())
    .action(async (options: ExamineOptions) => {
      const { diagnose } = await import('./commands/examine/diagnose.ts');
      code = await diagnose(checked(options), host);
    });

  naming(examining(program.command('probe').description(commandText.probe()).argument('<url...>'))).action(
    async (values: string[], options: ExamineOptions) => {
      const { probe } = await import('./commands/examine/probe.ts');
      code = await probe(values, checked(options), host);
    },
  );

  examining(program.command('simulate').description(commandText.simulate()).argument('<module>'))
    .option('--goproxy <list>', commandText.goproxy())
    .action(async (module: string, options: ExamineOptions) => {
      const { simulate } = await import('./commands/examine/simulate.ts');
      code = await simulate(moduleArgument(module), checked(options), host);
    });

  common(program.command('trace').description(traceHelp.command()).argument('<module>'))
    .option('--goproxy <list>', traceHelp.goproxy())
    .option('--markdown', commandText.markdown())
    .addOption(new Option('--timeout <ms>', traceHelp.timeout()).default(TRACE_TIMEOUT).argParser(milliseconds))
    .action(async (module: string, options: TraceOptions) => {
      const { trace } = await import('./commands/examine/trace.ts');
      code = await trace(moduleArgument(module), checked(options), host);
    });

  common(program.command('checksum').description(checksumHelp.command()).argument('<module>'))
    .option('--from <list>', checksumHelp.from())
    .option('--mend', checksumHelp.mend())
    .option('--markdown', commandText.markdown())
    .addOption(new Option('--timeout <ms>', checksumHelp.timeout()).default(CHECKSUM_TIMEOUT).argParser(milliseconds))
    .action(async (module: string, options: ChecksumOptions) => {
      const { checksum } = await import('./commands/examine/checksum.ts');
      code = await checksum(moduleArgument(module), checked(options), host);
    });

  common(program.command('compare').description(compareHelp.command()).argument('[mirror...]', compareHelp.mirrors()))
    .addOption(new Option('--module <module>', compareHelp.module()).argParser(collectModule))
    .option('--markdown', commandText.markdown())
    .addOption(new Option('--timeout <ms>', compareHelp.timeout()).default(COMPARE_TIMEOUT).argParser(milliseconds))
    .action(async (mirrors: string[], options: CompareOptions) => {
      const { compare } = await import('./commands/examine/compare.ts');
      code = await compare(mirrors, checked(options), host);
    });

  common(program.command('relay').description(relayHelp.command()))
    .addOption(new Option('--port <n>', relayHelp.port()).default(0).argParser(portNumber))
    .option('--goproxy <list>', relayHelp.goproxy())
    .addOption(new Option('--public <url>', relayHelp.public()).argParser(collectMirror))
    .addOption(new Option('--cache <mb>', relayHelp.cache()).default(0).argParser(cacheSize))
    .addOption(new Option('--shared').hideHelp())
    .action(async (options: RelayOptions) => {
      const { relay } = await import('./commands/serve/relay.ts');
      code = await relay(checked(options), host);
    });

  examining(program.command('watch').description(watchHelp.command()))
    .option('--goproxy <list>', commandText.goproxy())
    .addOption(new Option('--interval <s>', watchHelp.interval()).default(INTERVAL).argParser(seconds))
    .action(async (options: WatchOptions) => {
      const { watch } = await import('./commands/examine/watch.ts');
      code = await watch(checked(options), host);
    });

  common(program.command('mcp').description(mcpHelp())).action(async (options: CommonOptions) => {
    const { mcp } = await import('./commands/serve/mcp.ts');
    code = await mcp(checked(options), host, version);
  });

  common(program.command('classify').description(classifyHelp.command()).argument('[file]', classifyHelp.file()))
    .option('--goproxy <list>', classifyHelp.goproxy())
    .action(async (file: string | undefined, options: ClassifyOptions) => {
      const { classify } = await import('./commands/examine/classify.ts');
      code = await classify(file, checked(options), host);
    });

  common(program.command('proxy-for').description(proxyForText.help()).argument('<url...>')).action(
    async (urls: string[], options: CommonOptions) => {
      const { proxyFor } = await import('./commands/examine/proxyFor.ts');
      code = await proxyFor(urls, checked(options), host);
    },
  );

  common(program.command('env').description(commandText.env()))
    .option('--markdown', commandText.markdown())
    .action(async (options: CommonOptions) => {
      const { env } = await import('./commands/examine/env.ts');
      code = await env(checked(options), host);
    });

  common(program.command('use').description(changeHelp.use()).argument('[list]', changeHelp.list()))
    .addOption(new Option('--first <n>', changeHelp.first()).argParser(entryNumber))
    .addOption(new Option('--scope <scope>', changeHelp.scope()).choices(['user', 'workspace']).default('user'))
    .action(async (list: string | undefined, options: UseOptions) => {
      const { use } = await import('./commands/change/use.ts');
      code = await use(list, checked(options), host);
    });

  common(program.command('undo').description(changeHelp.undo())).action(async (options: CommonOptions) => {
    const { undo } = await import('./commands/change/undo.ts');
    code = await undo(checked(options), host);
  });

  common(program.command('import').description(importHelp.command()).argument('<source...>', importHelp.source()))
    .addOption(new Option('--module <module>', importHelp.module()).argParser(moduleArgument))
    .option('--unproved', importHelp.unproved())
    .action(async (sources: string[], options: ImportOptions) => {
      const { importModule } = await import('./commands/change/importModule.ts');
      code = await importModule(sources, checked(options), host);
    });

  common(program.command('bundle').description(bundleHelp.command()))
    .option('--out <file>', bundleHelp.out())
    .action(async (options: BundleOptions) => {
      const { bundle } = await import('./commands/change/bundle.ts');
      code = await bundle(checked(options), host);
    });

  common(program.command('verify').description(verifyHelp.command()).argument('[file]', verifyHelp.file()))
    .addArgument(new Argument('[module]', verifyHelp.module()).argParser(moduleArgument))
    .option('--prove', verifyHelp.prove())
    .action(async (file: string | undefined, module: ModuleQuery | undefined, options: VerifyOptions) => {
      const { verify } = await import('./commands/examine/verify.ts');
      code = await verify(file, module, checked(options), host);
    });

  return { program, exitCode: () => code };
}

function common(command: Command): Command {
  return command
    .option('--json', commandText.json())
    .addOption(new Option('--lang <language>', commandText.lang()).choices(['en', 'zh-cn']))
    .addOption(new Option('--cwd <dir>', commandText.cwd()).default(process.cwd(), commandText.here()));
}

function examining(command: Command): Command {
  return common(command).addOption(
    new Option('--timeout <ms>', commandText.timeout()).default(ENTRY_TIMEOUT).argParser(milliseconds),
  );
}

function naming(command: Command): Command {
  return command.addOption(new Option('--module <module>', commandText.module()).argParser(collectModule));
}

function checked<T extends CommonOptions>(options: T): T {
  const cwd = path.resolve(options.cwd);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true) return { ...options, cwd };
  throw new CommandError(EXIT.usage, commandText.noFolder(inert(options.cwd)));
}
