/** Every fault as the real go command meets it. Prints a table: fault, time, go's words. */
import assert from 'node:assert/strict';
import { FAULTS, type Fault, type FaultName } from './faults.ts';
import { runGo } from './goRunner.ts';
import { type Lab, startLab } from './lab.ts';

const GET = /Get "https?:\/\/127\.0\.0\.1:\d+\/example\.test\/c\/@v\/v1\.0\.0\.info": /.source;
const READING = /reading http:\/\/127\.0\.0\.1:\d+\/example\.test\/c\/@v\/v1\.0\.0\.info: /.source;

/** What go prints; `serves` where it succeeds, `hangs` where it has to be killed. */
const EXPECTED: Readonly<Record<FaultName, RegExp | 'serves' | 'hangs'>> = {
  healthy: 'serves',
  'healthy-tls': 'serves',
  'healthy-h2': 'serves',
  refused: new RegExp(`${GET}dial tcp .*: connect: connection refused`),
  'black-hole': 'hangs',
  silent: 'hangs',
  'headers-then-silent': 'hangs',
  'body-stall': 'hangs',
  'slow-drip': 'hangs',
  // The kernel decides whether the dial or the first read sees it.
  'reset-at-once': new RegExp(`${GET}.*connection reset by peer`),
  'reset-mid-body': /read "http:.*connection reset by peer/,
  junk: new RegExp(`${GET}.*malformed HTTP response "SSH-2.0-lab_1.0"`),
  'status-401': new RegExp(`${READING}401 Unauthorized\n\tserver response: the lab says 401`),
  'status-403': new RegExp(`${READING}403 Forbidden`),
  'status-404': new RegExp(`${READING}404 Not Found\n\tserver response: not found: `),
  'status-410': new RegExp(`${READING}410 Gone`),
  'status-429': new RegExp(`${READING}429 Too Many Requests`),
  'status-500': new RegExp(`${READING}500 Internal Server Error`),
  'status-502': new RegExp(`${READING}502 Bad Gateway`),
  'status-504': new RegExp(`${READING}504 Gateway Timeout`),
  'html-200': /invalid response from proxy "http:.*": invalid character '<' looking for beginning of value/,
  'html-404': new RegExp(`${READING}404 Not Found\n$`),
  'bad-json': /invalid response from proxy "http:.*": unexpected end of JSON input/,
  'wrong-version': /proxy returned info for version v9\.9\.9 instead of requested version/,
  // Outside a module nothing parses it, and without go.sum and database nothing compares: modules.test.ts shows these two.
  'bad-mod': 'serves',
  'altered-zip': 'serves',
  'truncated-zip': /zip: not a valid zip file/,
  'short-zip': /read "http:.*\.zip": unexpected EOF/,
  'corrupt-zip': /zip: checksum error/,
  'redirect-loop': new RegExp(`${GET}stopped after 10 redirects`),
  'redirect-ok': 'serves',
  'redirect-to-http': /redirected from secure URL https:.* to insecure URL http:/,
  'tls-unknown-authority': new RegExp(
    `${GET}tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  ),
  'tls-expired': new RegExp(`${GET}.*x509: certificate has expired or is not yet valid: current time .* is after`),
  'tls-wrong-name': new RegExp(`${GET}.*x509: certificate is valid for 127\\.0\\.0\\.9, not 127\\.0\\.0\\.1`),
  'tls-missing-intermediate': new RegExp(`${GET}.*x509: certificate signed by unknown authority`),
  'tls-silent': 'hangs',
  'tls-on-http-port': new RegExp(`${GET}.*malformed HTTP response "\\\\x15\\\\x03\\\\x01`),
  'http-on-tls-port': new RegExp(`${GET}http: server gave HTTP response to HTTPS client`),
  'h2-stream-error': /stream error: stream ID 1; INTERNAL_ERROR; received from peer/,
  'h2-goaway': new RegExp(`${GET}http2: server sent GOAWAY and closed the connection; .*ErrCode=ENHANCE_YOUR_CALM`),
  'h2-goaway-mid-body':
    /http2: server sent GOAWAY and closed the connection; LastStreamID=1, ErrCode=ENHANCE_YOUR_CALM/,
  // Not `hangs`: it ends, after a second or more.
  'gzip-bomb': /invalid response from proxy "http:.*": unexpected end of JSON input/,
  'endless-body': 'hangs',
  'many-headers': 'serves',
  'terminal-escapes': new RegExp(`${READING}403 Forbidden \u001b\\]0;owned\u0007.*\n\tserver response: <img src=x`),
  // Without GOSUMDB the database is not asked; sumdb.test.ts shows them.
  'sumdb-good': 'serves',
  'sumdb-supported-only': 'serves',
  'sumdb-410': 'serves',
  'sumdb-silent': 'serves',
  'sumdb-none': 'serves',
};

/** Long enough for a request to arrive on a busy machine, and for a go that would give up to do so. */
const HANG_MS = 3_000;
const ROWS = Object.entries(FAULTS) as [FaultName, Fault][];
const HANGING = ROWS.map(([name]) => name).filter((name) => EXPECTED[name] === 'hangs');

describe('faults, by the real go', function () {
  this.timeout(20_000);
  const table: string[] = [];
  let lab: Lab;
  before(async () => {
    lab = await startLab();
  });
  after(async () => {
    await lab.stop();
    console.log(table.sort().join('\n'));
  });

  const download = async (fault: FaultName, timeoutMs: number) => {
    const args = ['mod', 'download', 'example.test/c@v1.0.0'];
    const result = await runGo(args, { goproxy: lab.urls[fault], caFile: lab.caFile, timeoutMs });
    const outcome = result.timedOut ? '(killed)' : result.code === 0 ? '(succeeds)' : result.stderr.trim();
    const words = JSON.stringify(outcome).slice(1, -1).slice(0, 200);
    table.push(`${fault.padEnd(24)} ${String(Math.round(result.ms)).padStart(5)} ms  ${words}`);
    return result;
  };

  for (const [name] of ROWS) {
    const expected = EXPECTED[name];
    if (expected === 'hangs') continue;
    it(name, async () => {
      const { code, stderr, timedOut } = await download(name, 15_000);
      assert.equal(timedOut, false);
      if (expected === 'serves') assert.equal(code, 0, stderr);
      else assert.match(stderr, expected);
      if (expected !== 'serves') assert.equal(code, 1);
    });
  }

  it(`hang: ${HANGING.join(', ')}`, async () => {
    for (const [name, result] of await Promise.all(
      HANGING.map(async (name) => [name, await download(name, HANG_MS)] as const),
    )) {
      assert.equal(result.timedOut, true, `${name}: ${result.stderr}`);
      if (name === 'black-hole') continue;
      assert.ok(lab.connections(name) > 0, `${name} was not reached`);
      if (name !== 'tls-silent') assert.match(lab.requests(name)[0]?.path ?? '', /\/@v\/v1\.0\.0\.info$/);
    }
  });

  it('none that hangs is called quick', () => {
    for (const name of HANGING) assert.equal(FAULTS[name].quick, false, name);
  });
});
