/** `classify`: reads what the go command printed, as it comes, and tells the failures in it. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { OutputReading } from '../../../doctor/reading/outputReading.ts';
import { entriesOf } from '../../../goproxy/list/list.ts';
import { inert } from '../../../text/inert.ts';
import { classifyHelp, failuresText } from '../../../text/report/requests/failuresText.ts';
import { jsonFailures } from '../../../text/report/requests/jsonFailures.ts';
import { CommandError, EXIT, type ExitCode } from '../../exitCode.ts';
import type { CommonOptions, Host } from '../../host.ts';

export interface ClassifyOptions extends CommonOptions {
  readonly goproxy?: string;
}

export async function classify(file: string | undefined, options: ClassifyOptions, host: Host): Promise<ExitCode> {
  const { console, signal } = host;
  const reading = new OutputReading();
  const isInput = file === undefined || file === '-';
  const stream: Readable = isInput ? process.stdin : createReadStream(path.resolve(options.cwd, file));
  try {
    for await (const chunk of addAbortSignal(signal, stream)) reading.write(chunk as Uint8Array);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new CommandError(EXIT.usage, classifyHelp.unreadable(isInput ? 'stdin' : inert(file)));
  }
  reading.end();
  const { failures } = reading;
  const entries = entriesOf(options.goproxy ?? null);
  if (options.json === true) console.printJson(jsonFailures(failures, entries));
  else console.print(failuresText(failures, entries));
  return failures.length > 0 ? EXIT.findings : EXIT.ok;
}
