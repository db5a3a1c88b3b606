/** Whatever the list, the server or the workspace holds: an outcome or one clear line; no stack, no hang, no unbounded read. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { nodeFiles } from '../../src/base/files.ts';
import { nodeProcesses } from '../../src/base/processes.ts';
import { redact } from '../../src/base/redact.ts';
import type { Examination } from '../../src/doctor/examination.ts';
import type { ExaminationRequest } from '../../src/doctor/examinationRequest.ts';
import { examine } from '../../src/doctor/examine.ts';
import { nodePrograms } from '../../src/gocmd/locate/programs.ts';
import type { ModuleQuery } from '../../src/goproxy/module/version.ts';
import { LocalProber } from '../../src/goproxy/probe/prober.ts';
import { reportDocument } from '../../src/text/report/examination/document.ts';
import { jsonReport } from '../../src/text/report/examination/jsonReport.ts';
import { markdownReport } from '../../src/text/report/examination/markdownReport.ts';
import { terminalReport } from '../../src/text/report/examination/terminalReport.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { labInNamespace } from '../lab/labInNamespace.ts';
import { canMakeNamespaces } from '../lab/namespace.ts';
import { type CliRunner, startCliRunner } from './cliRunner.ts';
import { Servers } from './fixtures/servers.ts';
import type { IdnSeen } from './idnDriver.ts';
import { entryWords } from './labList.ts';

const MB = 1 << 20;
/** What an answer costs beyond what we keep of it: heads, framing, what was under way when it was cut. */
const SLACK = 160 << 10;
const STEERING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe('bad input', function () {
  this.timeout(30_000);
  const servers = new Servers();
  let lab: Lab;
  let cli: CliRunner;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'bad-input-'));
    [lab, cli] = await Promise.all([startLab(), startCliRunner()]);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([lab.stop(), cli.stop()]);
  });
  afterEach(() => servers.stop());

  /** Examines a list that is given, without go, in an empty folder; renders all reports of it. */
  async function examined(value: string, more: Partial<ExaminationRequest> = {}): Promise<Examination> {
    const request: ExaminationRequest = {
      goproxy: { value, origin: 'argument' },
      named: [],
      depth: 'sample',
      cwd: folder,
      // GOSUMDB is off, so that nobody outside is ever meant.
      env: { HOME: folder, GOSUMDB: 'off' },
      goPath: '',
      trusted: false,
      timeout: 2000,
      latency: 2000,
      ...more,
    };
    const ports = {
      clock: systemClock,
      files: nodeFiles,
      processes: nodeProcesses,
      programs: nodePrograms,
      platform: process.platform,
      prober: new LocalProber(systemClock, nodeFiles),
    };
    const begin = performance.now();
    const examination = await examine(request, ports, new AbortController().signal);
    assert.ok(!('noList' in examination));
    const document = reportDocument(examination);
    for (const report of [
      terminalReport(document, { color: false, unicode: true, width: 80 }),
      markdownReport(document),
    ]) {
      assert.ok(report.length < 60_000, `a report of ${report.length} characters`);
      for (const line of redact(report).split('\n')) assert.doesNotMatch(line, STEERING);
    }
    JSON.stringify(jsonReport(examination));
    assert.ok(performance.now() - begin < 15_000, `${performance.now() - begin} ms`);
    return examination;
  }

  const words = async (value: string, more = {}) => {
    const { entries, listFault } = await examined(value, more);
    return listFault === null ? entries.map(entryWords).join(', ') : listFault.detail;
  };

  describe('lists', () => {
    it('ports that do not exist', async () => {
      const dead = 'goproxy-invalid/invalid-port lookup stops';
      for (const port of ['99999', '65536', '123456789012345678901234567890']) {
        assert.equal(await words(`http://127.0.0.1:${port}`), dead, port);
        assert.equal(await words(`127.0.0.1:${port}`), dead, port);
      }
      // Port 0 is a number like any other, and nobody is there.
      assert.match(await words('http://127.0.0.1:0'), /^(?:refused|connect-timeout\/no-route) connect stops$/);
      for (const port of ['-1', '1x', '0x50', ' 80'])
        assert.equal(await words(`http://127.0.0.1:${port}`), 'bad-url', port);
    });

    it('10 MB of entries, and one entry of 10 MB', async () => {
      assert.equal(await words('http://127.0.0.1:1,'.repeat((10 * MB) / 19)), 'too-many');
      assert.equal(await words(','.repeat(10 * MB)), 'no-entries');
      const long = await words(`http://127.0.0.1:1/${'x'.repeat(10 * MB)}`);
      assert.match(long, /^(?:refused connect|goproxy-invalid\/\S+ \S+) stops$/);
      assert.match(await words(`https://${'a@'.repeat(MB)}`), /^goproxy-invalid\/\S+ \S+ stops$/);
    });

    it('more than a server takes in one line', async () => {
      assert.match(
        await words(`${lab.urls.healthy}/${'x'.repeat(MB)}`),
        /^(?:http-denied\/4\d\d|reset\/\w+) \S+ stops$/,
      );
    });

    it('NUL and other control characters, half characters, and rubbish', async () => {
      for (const bad of [
        '\0',
        'http://127.0.0.1:1/\0',
        'http://\u001b[31m',
        'http://127.0.0.1:1/\nx',
        'http://[::1',
        '%zz://x',

        '://',
      ]) {
        assert.match(await words(bad), /^(?:bad-url|missing-scheme)$/, JSON.stringify(bad));
      }
      assert.match(await words('http://127.0.0.1:1/\ud800\u202e'), /stops$/);
    });

    it('IPv6 literals, with a zone, mapped, and broken', async () => {
      const { port } = await servers.answering('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', '::1');
      for (const host of ['[::1]', '[0:0:0:0:0:0:0:1]', '[::1%25lo]']) {
        assert.equal(await words(`http://${host}:${port}`), 'not-found/404 first-byte stops', host);
      }
      const mapped = lab.urls['status-404'].replace('127.0.0.1', '[::ffff:127.0.0.1]');
      assert.equal(await words(mapped), 'not-found/404 first-byte stops');
      for (const host of ['[::1', '::1]', '[::g]', '[::1]x', '[]', '[127.0.0.1]', '[::1%lo]']) {
        assert.equal(await words(`http://${host}:${port}`), 'bad-url', host);
      }
    });

    it('hosts that are no ASCII go to the resolver as go would spell them', async function () {
      if (!canMakeNamespaces()) this.skip();
      const urls = [
        'http://例え.lab.test:PORT',
        'http://BÜCHER.lab.test:PORT',
        'http://没有.test:PORT',
        'http://xn--r8jz45g.lab.test:PORT',
      ];
      const seen = (await labInNamespace(new URL('./idnDriver.ts', import.meta.url), urls)) as IdnSeen[];
      const unknown = seen[2]?.names ?? [];
      assert.deepEqual(
        seen.map(({ words: what, names }) => [what, names]),
        [
          ['serves', ['xn--r8jz45g.lab.test']],
          ['serves', ['xn--bcher-kva.lab.test']],
          ['dns/dns-no-such-host lookup stops', unknown],
          ['serves', ['xn--r8jz45g.lab.test']],
        ],
      );
      assert.ok(unknown.length > 0 && unknown.every((name) => /^xn--[a-z0-9-]+\.test$/.test(name)), String(unknown));
    });
  });

  describe('servers', () => {
    const named: { named: readonly ModuleQuery[] } = { named: [{ module: 'example.test/a', version: 'v1.0.0' }] };
    const bytesOf = ({ entries }: Examination) =>
      entries.flatMap(({ evidence }) => evidence).reduce((sum, { exchange }) => sum + exchange.bytes, 0);

    it('cost 1 MB at the most, whatever they send', async () => {
      for (const fault of [
        'gzip-bomb',
        'endless-body',
        'many-headers',
        'redirect-loop',
        'slow-drip',
        'terminal-escapes',
      ] as const) {
        const bytes = bytesOf(await examined(lab.urls[fault]));
        assert.ok(bytes > 0 && bytes <= MB + SLACK, `${fault}: ${bytes}`);
      }
    });

    it('cost no more where only a later file has no end', async () => {
      for (const kind of ['mod', 'list', 'supported', 'lookup'] as const) {
        const { port } = await servers.raw((socket) => {
          socket.on('error', () => undefined);
          socket.on('data', (request) => {
            const target = request.toString('latin1').split(' ', 2)[1] ?? '';
            if (target.includes(kind)) {
              socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
              const pour = () => {
                while (!socket.destroyed && socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`));
              };
              socket.on('drain', pour);
              pour();
              return;
            }
            const body = target.endsWith('.info')
              ? '{"Version":"v0.14.0"}'
              : target.endsWith('.mod')
                ? 'module golang.org/x/text\n'
                : '';
            socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
          });
        });
        // The database that everybody knows, asked through the entry alone.
        const examination = await examined(`http://127.0.0.1:${port}`, { env: { HOME: folder } });
        const bytes = bytesOf(examination);
        assert.ok(bytes > 10_000 && bytes <= MB + SLACK, `${kind}: ${bytes}`);
      }
    });

    it('may promise an archive of any size: 32 MB is the most', async () => {
      const begin = process.memoryUsage().rss;
      const { port } = await servers.raw((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', (request) => {
          if (!request.toString('latin1').includes('.zip')) {
            socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
            return;
          }
          socket.write(
            'HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 99999999999\r\n\r\nPK\u0003\u0004',
          );
          const pour = () => {
            while (!socket.destroyed && socket.write(Buffer.alloc(1 << 16)));
          };
          socket.on('drain', pour);
          pour();
        });
      });
      const bytes = bytesOf(await examined(`http://127.0.0.1:${port}`, { ...named, timeout: 5000 }));
      assert.ok(bytes > 30 * MB && bytes <= 33 * MB, `${bytes}`);
      assert.ok(process.memoryUsage().rss - begin < 300 * MB);
    });

    it('may redirect without end, each time elsewhere', async () => {
      let hops = 0;
      const { port } = await servers.answering(() => {
        hops += 1;
        return `HTTP/1.1 302 Found\r\nLocation: /${'x'.repeat(hops)}\r\nContent-Length: 0\r\n\r\n`;
      });
      assert.equal(await words(`http://127.0.0.1:${port}`), 'bad-content/redirect-too-many first-byte stops');
      assert.equal(hops, 10);
    });

    it('may redirect to what is no address, or not http at all', async () => {
      for (const location of [
        'file:///etc/passwd',
        'javascript:alert(1)',
        'http://[',
        'http://127.0.0.1:99999/',
        '//',
        '\u00ff',
      ]) {
        const answer = `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;
        const { port } = await servers.answering(Buffer.from(answer, 'latin1'));
        assert.match(
          await words(`http://127.0.0.1:${port}`),
          /^bad-content\/redirect-[a-z-]+ first-byte stops$/,
          location,
        );
      }
    });

    it('may say anything: it is shown inert', async () => {
      const examination = await examined(lab.urls['terminal-escapes'], named);
      const said = examination.entries[0]?.evidence.map((one) => one.words ?? '') ?? [];
      assert.ok(said.some((line) => line.includes('<img src=x onerror=alert(1)>')));
      for (const line of said) assert.doesNotMatch(line, STEERING);
      for (const args of [[], ['--json'], ['--markdown']]) {
        const { stdout, stderr } = await cli.run(['diagnose', '--goproxy', lab.urls['terminal-escapes'], ...args]);
        assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      }
    });

    it('may send bytes of any kind', async () => {
      const answers = [
        '',
        '\0'.repeat(100),
        'HTTP/1.1',
        'HTTP/9.9 200 OK\r\n\r\n',
        'HTTP/1.1 abc\r\n\r\n',
        'HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n',
      ];
      answers.push(
        'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Encoding: gzip\r\n\r\nabc',
        `HTTP/1.1 200 ${'x'.repeat(MB)}`,
      );
      for (const answer of answers) {
        const { port } = await servers.raw((socket) => {
          socket.on('error', () => undefined);
          socket.once('data', () => socket.end(answer));
        });
        assert.match(
          await words(`http://127.0.0.1:${port}`),
          /^(?:bad-content|reset)\/\S+ \S+ (?:stops|serves)$/,
          answer.slice(0, 40),
        );
      }
    });
  });

  describe('workspaces', () => {
    const diagnose = async (more: readonly string[] = [], env = {}) => {
      const result = await cli.run(['diagnose', '--goproxy', lab.urls.healthy, '--cwd', folder, ...more], { env });
      assert.ok(result.code === 0 || result.code === 1, result.stderr);
      assert.equal(result.stderr, '');
      assert.ok(result.ms < 15_000);
      return result.stdout;
    };
    afterEach(() => rmSync(path.join(folder, 'go.mod'), { force: true }));

    it('a go.mod that is none', async () => {
      const mods = [
        '\0\u0001\u0002',
        `module ${'x'.repeat(3 * MB)}`,
        `require (\n${'a.b/c v1.0.0\n'.repeat(200_000)}`,
        'module "\u001b]0;x\u0007"',
      ];
      for (const text of mods) {
        writeFileSync(path.join(folder, 'go.mod'), text);
        assert.doesNotMatch(await diagnose(), /[\u0000-\u0009\u000b-\u001f]/);
      }
    });

    it('a go.mod that is a FIFO', async function () {
      if (process.platform === 'win32') this.skip();
      execFileSync('mkfifo', [path.join(folder, 'go.mod')]);
      assert.match(await diagnose(), /no go\.mod here/);
    });

    it('an env file of 10 MB', async () => {
      await cli.writeGoEnv(`GOPROXY=${'http://127.0.0.1:1,'.repeat((10 * MB) / 19)}\n`);
      const { code, stdout, stderr } = await cli.run(['diagnose', '--cwd', folder], { env: { GOPROXY: undefined } });
      assert.deepEqual([code, stderr], [1, '']);
      assert.ok(stdout.length < 60_000);
      await cli.writeGoEnv('');
    });

    it('an environment variable of 100 KB', async () => {
      const GOPROXY = `${lab.urls.healthy},${'http://127.0.0.1:1,'.repeat(5000)}`.slice(0, 100_000);
      const { code, stderr } = await cli.run(['diagnose', '--cwd', folder], { env: { GOPROXY } });
      assert.deepEqual([code, stderr], [1, '']);
    });
  });
});
