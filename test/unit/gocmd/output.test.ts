/** From bytes to messages: what is taken off a line, what is opened, what is joined. What the messages mean is not asked here. */
import assert from 'node:assert/strict';
import { LineHunt, type RawLine } from '../../../src/gocmd/output/lineHunt.ts';
import { LineReader } from '../../../src/gocmd/output/lineReader.ts';
import { MessageReader } from '../../../src/gocmd/output/messageReader.ts';
import { messageStart } from '../../../src/gocmd/output/messageStart.ts';
import type { OutputMessage } from '../../../src/gocmd/output/outputMessage.ts';
import { peelLine } from '../../../src/gocmd/output/peelLine.ts';
import { plainLines } from '../../../src/gocmd/output/plainText.ts';
import { unescapedLines } from '../../../src/gocmd/output/unescaped.ts';

function messagesOf(text: string): OutputMessage[] {
  const messages: OutputMessage[] = [];
  const reader = new MessageReader((message) => {
    messages.push(message);
    return 0;
  });
  const lines = new LineReader((line) => reader.read(line));
  const hunt = new LineHunt((line) => lines.read(line));
  hunt.write(Buffer.from(text));
  hunt.end();
  reader.end();
  return messages;
}

const plain = (text: string) => messagesOf(text).map(({ line, readings }) => `${line}: ${readings[0]}`);

describe('gocmd/output plainLines', () => {
  const rows: readonly (readonly [shown: string, lines: readonly string[]])[] = [
    ['plain', ['plain']],
    ['', ['']],
    ['\u001b[1;31mred\u001b[0m\u001b[K', ['red']],
    ['\u001b]633;E;go get x\u0007text', ['text']],
    ['\u001b]8;;https://a.example\u001b\\link\u001b]8;;\u001b\\', ['link']],
    ['\u001b_bk;t=17\u0007text', ['text']],
    ['unclosed \u001b]633;E text', ['unclosed 633;E text']],
    ['10%\r20%\rdone\r', ['10%', '20%', 'done']],
    ['a\u001b[3Cb', ['a   b']],
    ['a\u0000b\u0007c\u200bd\ufeffe', ['abcde']],
    ['\ttab stays', ['\ttab stays']],
    ['half \ud83d', ['half ']],
  ];
  for (const [given, lines] of rows) it(JSON.stringify(given), () => assert.deepEqual(plainLines(given), lines));
});

describe('gocmd/output peelLine', () => {
  const decorated = [
    '2026-01-02T15:04:05.1234567Z X',
    '[2026-01-02 15:04:05,123] X',
    '2026/01/02 15:04:05 X',
    '15:04:05.000 X',
    'Jan  2 15:04:05 host builder[12]: X',
    '#12 3.456 X',
    '=> => # X',
    '12.34 X',
    'api-1  | X',
    '2026-01-02T15:04:05.123456789Z stderr F X',
    '2026-01-02T15:04:05.123456Z 01E X',
    '[pod/api-7d9f/build] X',
    '##[error]X',
    '::error file=a.go,line=3::X',
    'ERROR: X',
    '[ERROR] X',
    '> > X',
    '  • X',
    '│ X',
    'PS C:\\work> X',
    'C:\\work>X',
    'user@host:~/app$ X',
    '+ X',
    '```X',
  ];
  const message = 'go: example.com/m@v1.0.0: EOF';
  for (const given of decorated) {
    it(given, () => assert.equal(peelLine(given.replace('X', message)).text, message));
  }
  it('leaves the TAB of a continuation line', () => {
    assert.equal(peelLine('#12 3.456 \tserver response: x').text, '\tserver response: x');
    assert.equal(peelLine('api-1  | \tserver response: x').text, '\tserver response: x');
  });
  it('takes nothing off go’s own words', () => {
    for (const own of [
      message,
      'main.go:3:8: x',
      'verifying example.com/m@v1.0.0: x',
      '\tdownloaded: h1:a=',
      'example.com/m@v1: x',
    ]) {
      assert.equal(peelLine(own).text, own);
    }
  });
});

describe('gocmd/output unescapedLines', () => {
  const rows: readonly (readonly [given: string, lines: readonly string[]])[] = [
    ['a\\n\\tb \\"c\\"', ['a', '\tb "c"']],
    ['Get &quot;https://a&quot; &amp; &#34;b&#x22;', ['Get "https://a" & "b"']],
    ['C:\\new\\table says "x"', ['C:\\new\\table says "x"']],
    ['plain', ['plain']],
    ['\\"\\u001b[31m\\u0041\\"', ['"[31mA"']],
  ];
  for (const [given, lines] of rows) it(given, () => assert.deepEqual(unescapedLines(given), lines));
});

describe('gocmd/output messageStart', () => {
  const rows: readonly (readonly [line: string, start: number])[] = [
    ['go: x', 0],
    ['err: exit status 1: stderr: go: x', 28],
    ['pkg/main.go:3:8: x', 0],
    ['tool says example.com/m@v1.0.0: x', 10],
    ['example.com/app imports', 0],
    ['cargo: x', -1],
    ['ok  \texample.com/app\t0.1s', -1],
    ['{"module lookup disabled by GOPROXY=off", Off}', -1],
  ];
  for (const [line, start] of rows) it(line, () => assert.equal(messageStart(line), start));
});

describe('gocmd/output messages', () => {
  it('joins what is indented, and what stands below a colon', () => {
    const text = 'go: a.b/c@v1 requires\n\ta.b/d@v2: x\ngo: a.b/e@v1: exit status 128:\nfatal: no\n';
    assert.deepEqual(plain(text), [
      '1: go: a.b/c@v1 requires\na.b/d@v2: x',
      '3: go: a.b/e@v1: exit status 128:\nfatal: no',
    ]);
  });

  it('offers the readings of a line that was cut', () => {
    const [message] = messagesOf(
      'go: a.b/c@v1.0.0: Get "https://goproxy.cn/a.b/c/@v/v1.0.0.info": dial tcp: looku\np goproxy.cn: no such host\n',
    );
    assert.ok(message?.readings.some((reading) => reading.endsWith('dial tcp: lookup goproxy.cn: no such host')));
  });

  it('knows what was being downloaded, and which command it is of', () => {
    const text = '$ go build\ngo: downloading a.b/c v1.0.0\nmain.go:3:8: x\n$ go vet\ngo: y\n';
    assert.deepEqual(
      messagesOf(text).map(({ command, progress }) => [command, progress?.module ?? null]),
      [
        [1, 'a.b/c'],
        [2, null],
      ],
    );
  });

  it('opens go’s JSON, over many lines and on one', () => {
    const document = {
      Path: 'a.b/c',
      Version: 'v1.0.0',
      Error: 'a.b/c@v1.0.0: reading https://x: 404 Not Found\n\tserver response: no',
    };
    for (const indent of ['\t', undefined]) {
      const [message, ...others] = messagesOf(JSON.stringify(document, null, indent));
      assert.deepEqual(others, []);
      assert.deepEqual(message?.field?.module, { module: 'a.b/c', version: 'v1.0.0' });
      assert.equal(message?.readings[0], document.Error);
    }
  });

  it('takes a build’s output from its events, and no test’s own', () => {
    const event = (fields: object) => `${JSON.stringify(fields)}\n`;
    const text =
      event({ ImportPath: 'a.b/c', Action: 'build-output', Output: 'main.go:3:8: a.b/d@v1: x:\n' }) +
      event({ ImportPath: 'a.b/c', Action: 'build-output', Output: '\ty\n' }) +
      event({ Action: 'output', Package: 'a.b/c', Test: 'TestX', Output: 'go: z\n' });
    assert.deepEqual(plain(text), ['1: main.go:3:8: a.b/d@v1: x:\ny']);
  });

  it('reads UTF-8, and what a Chinese console wrote', () => {
    const gbk = Buffer.concat([Buffer.from('go: x: connectex: '), Buffer.from([0xbe, 0xdc, 0xbe, 0xf8])]);
    const lines: RawLine[] = [];
    const hunt = new LineHunt((line) => lines.push(line));
    hunt.write(Buffer.concat([Buffer.from('拒绝\n'), gbk]));
    hunt.end();
    assert.deepEqual(
      lines.map(({ text }) => text),
      ['拒绝', 'go: x: connectex: 拒绝'],
    );
  });
});
