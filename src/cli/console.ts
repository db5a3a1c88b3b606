/** Where the command line's output goes: everything passes through redaction here, as the last step. */
import { printableJson } from '../base/json.ts';
import { redact, redactJson } from '../base/redact.ts';
import type { TerminalStyle } from '../text/report/examination/terminalReport.ts';

export interface Console {
  /** Text on stdout. */
  print(text: string): void;
  /** One JSON document on stdout. */
  printJson(document: object): void;
  /** A JSON document in one line of stdout, of which more will follow. */
  printJsonLine(document: object): void;
  /** A line on stdout that must carry a secret, as a relay's address does: what cannot be used without it. Nothing else goes here. */
  printSecret(line: string): void;
  /** A line on stderr. */
  complain(line: string): void;
  /** Replaces the progress line on stderr; on a terminal only. An empty text clears it. */
  progress(text: string): void;
  /** Fires when what was written found nobody to read it (`| head -1`). */
  readonly unread: AbortSignal;
  readonly style: TerminalStyle;
  /** Resolves when everything written has been handed to the system. */
  flush(): Promise<void>;
}

interface Streams {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

export function streamConsole({ stdout, stderr, env, platform }: Streams): Console {
  const unread = new AbortController();
  // A reader that went away (`| head`, `2>&1 | head`) is not an error of ours.
  stdout.on('error', () => unread.abort());
  stderr.on('error', () => undefined);
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001b[K');
    shown = false;
  };
  return {
    print(text) {
      clear();
      stdout.write(redact(text));
    },
    printJson(document) {
      clear();
      stdout.write(`${printableJson(redactJson(document), 2)}\n`);
    },
    printJsonLine(document) {
      clear();
      stdout.write(`${printableJson(redactJson(document), 0)}\n`);
    },
    printSecret(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    complain(line) {
      clear();
      stderr.write(`${redact(line)}\n`);
    },
    progress(text) {
      if (stderr.isTTY !== true) return;
      clear();
      if (text === '') return;
      stderr.write(redact(text));
      shown = true;
    },
    unread: unread.signal,
    style: {
      // https://no-color.org, and FORCE_COLOR as Node has it.
      color: !env.NO_COLOR && env.TERM !== 'dumb' && (stdout.isTTY === true || (env.FORCE_COLOR ?? '0') !== '0'),
      unicode: platform === 'win32' ? env.WT_SESSION !== undefined || env.TERM_PROGRAM === 'vscode' : isUtf8(env),
      width: stdout.columns ?? 100,
    },
    flush: async () => {
      clear();
      await Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))));
    },
  };
}

/** The first that is set counts (locale(7)); none at all is what containers have, and their terminals read UTF-8. */
function isUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || locale === 'C.UTF-8' || /utf-?8/i.test(locale);
}
