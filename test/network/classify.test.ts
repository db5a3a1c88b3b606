/** `classify`: the bundle as a process, from standard input and from a file. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuiltBundles, buildBundles } from './builtBundles.ts';
import { SYSTEM_NODE } from './cliRunner.ts';
import { assertShape, type Shape } from './contractShapes.ts';

const FAILURES: Shape = {
  schema: 'number',
  failures: [
    {
      code: 'string',
      detail: 'string?',
      line: 'number',
      module: 'string?',
      version: 'string?',
      url: 'string?',
      host: 'string?',
      entry: 'number?',
      transient: 'boolean',
    },
  ],
};

const TEXT = [
  'go: downloading golang.org/x/text v0.14.0',
  'go: golang.org/x/text@v0.14.0: Get "https://user:secret@goproxy.cn/golang.org/x/text/@v/v0.14.0.info": dial tcp: lookup goproxy.cn on 127.0.0.53:53: no such host',
  'main.go:7:2: undefined: foo',
  '',
].join('\n');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('command line: classify', function () {
  this.timeout(30_000);
  let bundles: BuiltBundles;
  let folder: string;
  before(async () => {
    [bundles, folder] = await Promise.all([buildBundles(), mkdtemp(path.join(tmpdir(), 'goproxy-doctor-classify-'))]);
    await writeFile(path.join(folder, 'build.log'), TEXT);
  });
  after(() => Promise.all([bundles.remove(), rm(folder, { recursive: true, force: true })]));

  function run(args: readonly string[], input: string | Uint8Array = '', node = process.execPath): Promise<Ended> {
    return new Promise((resolve, reject) => {
      const child = spawn(node, [bundles.cli, 'classify', ...args], { cwd: folder, timeout: 20_000 });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  for (const node of new Set([process.execPath, SYSTEM_NODE ?? process.execPath])) {
    it(`standard input to JSON, on ${node === process.execPath ? 'this Node' : 'the system’s Node'}`, async () => {
      const list = 'https://goproxy.io,https://user:secret@goproxy.cn|direct';
      const { code, stdout, stderr } = await run(['--json', '--goproxy', list], TEXT, node);
      assert.deepEqual([code, stderr], [1, '']);
      const document: unknown = JSON.parse(stdout);
      assertShape(document, FAILURES);
      assert.deepEqual(document, {
        schema: 1,
        failures: [
          {
            code: 'dns',
            detail: 'dns-no-such-host',
            line: 2,
            module: 'golang.org/x/text',
            version: 'v0.14.0',
            url: 'https://***@goproxy.cn/golang.org/x/text/@v/v0.14.0.info',
            host: 'goproxy.cn',
            entry: 1,
            transient: true,
            package: null,
            source: null,
          },
        ],
      });
    });
  }

  it('a file, in words', async () => {
    const { code, stdout, stderr } = await run(['build.log']);
    assert.deepEqual([code, stderr], [1, '']);
    assert.equal(
      stdout,
      [
        'dns: goproxy.cn has a name that no name server knows',
        '  module   golang.org/x/text@v0.14.0',
        '  URL      https://***@goproxy.cn/golang.org/x/text/@v/v0.14.0.info',
        '  line     2',
        '',
      ].join('\n'),
    );
  });

  it('0 where nothing of go’s failed', async () => {
    const quiet = await run(['--json'], 'main.go:7:2: undefined: foo\n');
    assert.deepEqual([quiet.code, JSON.parse(quiet.stdout)], [0, { schema: 1, failures: [] }]);
    const words = await run([], '');
    assert.deepEqual([words.code, words.stdout], [0, 'No failure of a module download is in it.\n']);
  });

  it('2 with one line where the file cannot be read', async () => {
    for (const file of ['missing.log', '.']) {
      const { code, stdout, stderr } = await run([file]);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^[^\n]+ cannot be read: [^\n]+\n$/);
    }
  });

  it('any bytes, and no control character in what is shown', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0, 0xff, 0xfe, 0x1b, 0x5d, 0x9b]),
      Buffer.from('\ngo: example.com/\u001b[31mm@v1.0.0: Get "https://goproxy.cn/\u0007x/@v/v1.0.0.mod": EOF\n'),
    ]);
    const { code, stdout } = await run([], bytes);
    assert.equal(code, 1);
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /\p{Cc}/u);
  });
});
