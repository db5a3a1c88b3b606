/** The console: redaction on every way out, progress on a terminal only, JSON that steers none, and the style of a terminal. */
import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { streamConsole } from '../../../src/cli/console.ts';

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly env?: Record<string, string>;
  readonly platform?: NodeJS.Platform;
}

function terminal({ isTTY = false, columns, env = {}, platform = 'linux' }: Terminal = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          written[name] += String(chunk);
          done();
        },
      }),
      { isTTY, columns },
    ) as unknown as NodeJS.WriteStream;
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') };
  return { written, streams, console: streamConsole({ ...streams, env, platform }) };
}

const SECRET = 'see https://me:s3cret@a.example?token=s3cret';

describe('console', () => {
  it('lets no secret out, by any way', () => {
    const { console, written } = terminal({ isTTY: true });
    console.print(SECRET);
    console.printJson({ list: [SECRET], deep: { value: SECRET } });
    console.printJsonLine({ list: [SECRET], deep: { value: SECRET } });
    console.complain(SECRET);
    console.progress(SECRET);
    assert.doesNotMatch(written.stdout + written.stderr, /s3cret/);
    assert.match(written.stdout, /https:\/\/\*\*\*@a\.example/);
  });

  it('writes JSON that is the same document to every reader, and steers no terminal', () => {
    const odd = 'a\u001b[2J\u009b31m\u202e\u2028\ufeff\u{e0041}\u007f — 例え';
    const { console, written } = terminal();
    console.printJson({ odd });
    assert.deepEqual(JSON.parse(written.stdout), { odd });
    assert.doesNotMatch(written.stdout.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.ok(written.stdout.includes('— 例え'));
    const line = terminal();
    line.console.printJsonLine({ odd: 'two\nlines' });
    assert.equal(line.written.stdout, '{"odd":"two\\nlines"}\n');
  });

  it('shows progress on a terminal, takes it back, and is silent elsewhere', async () => {
    const shown = terminal({ isTTY: true });
    shown.console.progress('one…');
    shown.console.progress('two…');
    shown.console.print('done\n');
    shown.console.progress('');
    await shown.console.flush();
    assert.equal(shown.written.stderr, 'one…\r\u001b[Ktwo…\r\u001b[K');
    assert.equal(shown.written.stdout, 'done\n');
    const piped = terminal();
    piped.console.progress('one…');
    piped.console.complain('oops');
    await piped.console.flush();
    assert.deepEqual(piped.written, { stdout: '', stderr: 'oops\n' });
  });

  it('bears streams that break', () => {
    const { streams, console } = terminal();
    assert.equal(console.unread.aborted, false);
    const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    for (const stream of Object.values(streams)) assert.equal(stream.emit('error', broken), true);
    assert.equal(console.unread.aborted, true);
  });

  it('knows what the terminal can do', () => {
    const style = (options: Terminal) => {
      const { color, unicode, width } = terminal(options).console.style;
      return `${color ? 'color' : 'plain'} ${unicode ? 'unicode' : 'ascii'} ${width}`;
    };
    const ROWS: readonly (readonly [options: Terminal, style: string])[] = [
      [{}, 'plain unicode 100'],
      [{ isTTY: true, columns: 72 }, 'color unicode 72'],
      [{ isTTY: true, env: { NO_COLOR: '1' } }, 'plain unicode 100'],
      [{ isTTY: true, env: { NO_COLOR: '' } }, 'color unicode 100'],
      [{ isTTY: true, env: { TERM: 'dumb' } }, 'plain unicode 100'],
      [{ env: { FORCE_COLOR: '1' } }, 'color unicode 100'],
      [{ env: { FORCE_COLOR: '0' } }, 'plain unicode 100'],
      [{ env: { LANG: 'C' } }, 'plain ascii 100'],
      [{ env: { LANG: 'de_DE.UTF-8' } }, 'plain unicode 100'],
      [{ env: { LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' } }, 'plain ascii 100'],
      [{ platform: 'win32' }, 'plain ascii 100'],
      [{ platform: 'win32', env: { WT_SESSION: 'x' } }, 'plain unicode 100'],
    ];
    for (const [options, expected] of ROWS) assert.equal(style(options), expected, JSON.stringify(options));
  });
});
