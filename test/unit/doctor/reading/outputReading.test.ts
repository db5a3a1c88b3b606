/** Any bytes in any pieces: the same failures, no throw, no control character, in a time that grows with the length alone. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutputReading } from '../../../../src/doctor/reading/outputReading.ts';
import { readOutput } from '../../../../src/doctor/reading/readOutput.ts';
import { SAYINGS, UNRELATED } from './sayings.ts';
import { WRAPPERS } from './wrappers.ts';

/** Cuts `bytes` into pieces of the lengths given, again and again. */
function readInPieces(bytes: Uint8Array, lengths: readonly number[]) {
  const reading = new OutputReading();
  for (let at = 0, round = 0; at < bytes.length; round++) {
    const length = Math.max(1, lengths[round % lengths.length] ?? 1);
    reading.write(bytes.subarray(at, at + length));
    at += length;
  }
  reading.end();
  return reading.failures;
}

const TEXTS = [...SAYINGS.map(([text]) => text), ...UNRELATED];
const piece = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(
    '\u001b[31m',
    '\u001b]633;D\u0007',
    '\u001b]',
    '\r',
    '\r\n',
    '\t',
    '"',
    '\\n',
    '\\"',
    '{',
    '}',
    'go: ',
    'Get "',
    '服务器',
    '😀',
    '$ go build\n',
    '#12 3.4 ',
    '> ',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const output = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('\n'));

/** Lines that neither begin nor go on a message. */
function padding(bytes: number): string {
  return 'ok  \texample.com/app/pkg\t0.012s\n'.repeat(Math.ceil(bytes / 31));
}

describe('doctor/reading OutputReading', () => {
  it('reads the same however the bytes are cut', () => {
    fc.assert(
      fc.property(output, fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), (text, lengths) => {
        const bytes = Buffer.from(text);
        assert.deepEqual(readInPieces(bytes, lengths), readOutput(bytes));
      }),
    );
  });

  it('reads strings as their bytes, also where one is cut in the midst of a character', () => {
    fc.assert(
      fc.property(output, fc.nat(30), (text, length) => {
        const reading = new OutputReading();
        for (let at = 0; at < text.length; at += length + 1) reading.write(text.slice(at, at + length + 1));
        reading.end();
        assert.deepEqual(reading.failures, readOutput(Buffer.from(text)));
      }),
    );
  });

  it('takes any bytes, and tells no control character', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      output.map((text) => Buffer.from(text)),
      output.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        for (const failure of readOutput(given)) {
          const words = [
            failure.module,
            failure.version,
            failure.url,
            failure.host,
            failure.package,
            failure.source?.file,
          ];
          for (const word of words) assert.doesNotMatch(word ?? '', /[\p{Cc}\p{Cs}]/u);
        }
      }),
    );
  });

  it('finds a message wherever it lies in a long log, with its line', () => {
    const message = `go: example.com/a@v1.0.0 requires\n\texample.com/b@v1.2.3: Get "https://goproxy.cn/example.com/b/@v/v1.2.3.mod": EOF\n`;
    const [alone] = readOutput(message);
    // Around the ends of blocks, above all.
    for (const before of [0, 65_500, 253_000, 257_900, 258_050, 261_900, 262_100, 262_144, 524_200, 1_000_000]) {
      const pad = padding(before);
      const line = pad.split('\n').length;
      assert.deepEqual(readOutput(pad + message + padding(300_000)), [{ ...alone, line }], String(before));
    }
  });

  it('remembers what was being downloaded, far above the failure', () => {
    const text = `go: downloading example.com/a v1.0.0\n${padding(600_000)}main.go:3:8: zip: not a valid zip file\n`;
    const [failure] = readOutput(text);
    assert.deepEqual([failure?.code, failure?.module, failure?.version], ['bad-content', 'example.com/a', 'v1.0.0']);
  });

  it('keeps what decides among thousands, each once', () => {
    const of = (number: number) =>
      `go: example.com/m${number}@v1.0.0: Get "https://goproxy.cn/example.com/m${number}/@v/v1.0.0.mod": EOF\n`;
    const many = Array.from({ length: 3000 }, (_, number) => of(number)).join('');
    const failures = readOutput(`${many}${many}`);
    assert.equal(failures.length, 200);
    assert.equal(failures[0]?.module, 'example.com/m0');
    const last = readOutput(
      `${many}verifying example.com/x@v1.0.0: checksum mismatch\n\tdownloaded: h1:a=\n\tgo.sum:     h1:b=\n${many}`,
    );
    assert.equal(last[0]?.code, 'checksum-mismatch');
  });

  it('the last command that failed decides', () => {
    const [failure] = readOutput(
      '$ go build\nverifying example.com/x@v1.0.0: checksum mismatch\n\tdownloaded: h1:a=\n\tgo.sum:     h1:b=\n$ go get example.com/y\ngo: example.com/y@v1.0.0: invalid version: unknown revision v1.0.0\n$ ls\n',
    );
    assert.equal(failure?.code, 'not-found');
  });

  it('a language server’s GOPROXY=off is not the user’s', () => {
    const off = 'go: example.com/y@v1.0.0: module lookup disabled by GOPROXY=off';
    assert.deepEqual(readOutput(`[Error - 12:00:00] packages.Load error: err: exit status 1: stderr: ${off}`), []);
    assert.equal(readOutput(off)[0]?.code, 'goproxy-off');
  });

  // A quadratic one would take minutes: the deadline is mocha's.
  describe('takes a megabyte of bait', function () {
    this.timeout(5_000);
    const bait = [
      'go: ',
      'go: x\n',
      'a@b: ',
      'x.y/z@v1: ',
      'Get "http://',
      'reading https://a/@v/',
      '\u001b]',
      '\u001b[',
      '\\"',
      '{"Error": "',
      '{"a":[',
      '(replaced by ',
      'lookup a: ',
      'git exit status ',
      '&quot;',
      'go: m.x/y@v1 requires\n\t',
      'go: m.x/y@v1.0.0: Get "https://p.x/m.x/y/@v/list": dial tcp: look\n',
      `go: ${'x'.repeat(80)}\n${'y'.repeat(80)}\n`,
      `go: a.b/c@v1: ${'module a.b'.repeat(1600)}\n`,
      `go: a.b/c@v1: ${'x@'.repeat(8000)}\n`,
      `go: a.b/c@v1: ${'git '.repeat(4000)}\n`,
      `go: a.b/c@v1: ${'valid for '.repeat(1600)}\n`,
      `go: a.b/c@v1: ${'lookup a'.repeat(2000)}\n`,
      `go: a.b/c@v1: ${'unzip '.repeat(2600)}\n`,
    ];
    // Numbered, as what was read before is remembered.
    const repeated = (unit: string) => {
      const count = Math.ceil(1_000_000 / unit.length);
      return Array.from({ length: count }, (_, at) => unit.replace('a.b/c@v1', `a.b/c@v${at}`)).join('');
    };
    for (const unit of bait) it(JSON.stringify(unit.slice(0, 60)), () => void readOutput(repeated(unit)));
    it('in one line of twenty', () => void readOutput(Buffer.alloc(20_000_000, 'go: a.b/c@v1: ')));
  });

  it('wrappers and failures cross without a throw, cut after every byte', () => {
    for (const { wrap } of WRAPPERS.slice(0, 8)) {
      const bytes = Buffer.from(wrap(SAYINGS[0]?.[0] ?? ''));
      assert.deepEqual(readInPieces(bytes, [1]), readOutput(bytes));
    }
  });
});
