/** A trace with a go that is not go, one that hangs or floods half-way, and what is left behind: nothing. */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../../src/base/clock.ts';
import { nodeFiles } from '../../../../src/base/files.ts';
import { nodeProcesses } from '../../../../src/base/processes.ts';
import type { TraceProber } from '../../../../src/doctor/trace/compare.ts';
import { traceModule } from '../../../../src/doctor/trace/traceModule.ts';
import type { TraceStep } from '../../../../src/doctor/trace/traceReport.ts';
import { nodePrograms } from '../../../../src/gocmd/locate/programs.ts';
import { inScratchFolder } from '../../../../src/gocmd/trace/scratchFolder.ts';
import { NOTHING_THERE } from '../../../support/hostEvidence.ts';
import { until } from '../../../support/until.ts';

const PROBER: TraceProber = {
  sweep: () => ({
    askEntry: async () => [],
    askDirect: async () => [],
    examineHost: async () => NOTHING_THERE,
    dispose: () => undefined,
  }),
};

/** What `go env -json` prints, and then the rest of the script for `go mod download`. */
const withEnv = (rest: string) => `
if [ "$1" = env ]; then
  printf '{"GOPROXY":"http://127.0.0.1:1","GOROOT":"/go","GOVERSION":"go1.26.8","GOSUMDB":"off"}'
  exit 0
fi
${rest}`;

const HANG = "echo '# get http://127.0.0.1:1/m.test/@v/v1.0.0.info' >&2\nsleep 600 & wait";

describe('a trace', function () {
  if (process.platform === 'win32') return;
  this.timeout(20_000);
  let folder: string;
  let temporary: string;
  const before = process.env.TMPDIR;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hostile-trace-'));
    temporary = path.join(folder, 'tmp');
    mkdirSync(temporary);
    process.env.TMPDIR = temporary;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  });

  function trace(script: string, options: { timeout?: number; signal?: AbortSignal; steps?: TraceStep[] } = {}) {
    const go = path.join(folder, 'go');
    writeFileSync(go, `#!/bin/sh\n${script}\n`);
    chmodSync(go, 0o755);
    const { timeout = 3_000, signal = new AbortController().signal, steps = [] } = options;
    return traceModule(
      {
        ...{ query: { module: 'm.test', version: 'v1.0.0' }, goproxy: null, cwd: folder, goPath: go, timeout },
        env: { PATH: process.env.PATH, HOME: folder, GOFLAGS: '-mod=vendor', GOPRIVATE: 'p.test', gopath: '/x' },
      },
      {
        ...{ clock: systemClock, files: nodeFiles, processes: nodeProcesses, programs: nodePrograms },
        ...{ platform: process.platform, prober: PROBER },
      },
      signal,
      (step) => steps.push(step),
    );
  }

  for (const [name, script, code] of [
    ['is not go', 'echo GNU Go 3.8', 'not-go'],
    ['fails at once', 'echo no >&2; exit 1', 'failed'],
    ['floods half-way', withEnv('yes "# get http://a.test/x" >&2'), 'floods'],
    ['floods stdout half-way', withEnv('yes'), 'floods'],
    ['ends well and says nothing', withEnv('exit 0'), 'not-go'],
    ['says junk', withEnv("printf '\\377\\376\\000{\\033[2J\\200'"), 'not-go'],
  ] as const) {
    it(`with a go that ${name}: ${code}, and nothing is left`, async () => {
      const traced = await trace(script);
      assert.equal(traced.ok ? 'ok' : traced.error.code, code);
      assert.deepEqual(readdirSync(temporary), []);
    });
  }

  it('names the request at which go hung, within its time', async () => {
    const steps: TraceStep[] = [];
    const traced = await trace(withEnv(HANG), { timeout: 900, steps });
    assert.ok(traced.ok);
    const { requests, outcome } = traced.value;
    assert.deepEqual(steps, ['go', 'trace', 'compare']);
    assert.deepEqual(
      requests.map(({ url, entry, hung, failure }) => [url, entry, hung, failure?.code]),
      [['http://127.0.0.1:1/m.test/@v/v1.0.0.info', 0, 'head', 'stall']],
    );
    assert.deepEqual(outcome, { ok: false, code: 'stall', detail: 'no-headers', entry: 0, hung: true });
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('a go that hangs without a request', async () => {
    const traced = await trace(withEnv('sleep 600 & wait'), { timeout: 600 });
    assert.ok(traced.ok && traced.value.outcome.hung);
    assert.deepEqual(traced.value.requests, []);
  });

  it('aborted, it rejects when the whole tree has ended and the folder is gone', async () => {
    const controller = new AbortController();
    const script = withEnv(`(sleep 600 & echo $! > ${folder}/child; wait) & ${HANG}`);
    const tracing = trace(script, { signal: controller.signal, timeout: 60_000 });
    const child = () => {
      try {
        return Number(readFileSync(path.join(folder, 'child'), 'utf8'));
      } catch {
        return 0;
      }
    };
    await until(() => child() > 0 && readdirSync(temporary).length === 1, 'go runs');
    controller.abort();
    await assert.rejects(tracing);
    assert.deepEqual(readdirSync(temporary), []);
    await until(() => !isAlive(child()), 'its child has ended');
  });

  it('go gets an empty cache and an empty folder, and the user’s own settings', async () => {
    const script = withEnv(`
      { echo "$@"; ls -A .; pwd; env | grep '^\\(GO\\|gopath\\)' | sort; } > ${folder}/told
      mkdir -p "$GOMODCACHE/m.test@v1.0.0/d" && touch "$GOMODCACHE/m.test@v1.0.0/d/f"
      chmod -R a-w "$GOMODCACHE/m.test@v1.0.0"
      echo '{"Path":"m.test","Version":"v1.0.0"}'`);
    const traced = await trace(script);
    assert.ok(traced.ok && traced.value.outcome.ok);
    const told = readFileSync(path.join(folder, 'told'), 'utf8').replace(/goproxy-doctor-\w+/g, 'X');
    const own = path.join(temporary, 'X');
    assert.deepEqual(told.trimEnd().split('\n'), [
      ...['mod download -x -json m.test@v1.0.0', `${own}/work`],
      ...['GO111MODULE=on', `GOCACHE=${own}/cache`, `GOENV=${folder}/.config/go/env`, 'GOFLAGS=-modcacherw'],
      ...[`GOMODCACHE=${own}/mod`, `GOPATH=${own}/path`, 'GOPRIVATE=p.test', `GOTMPDIR=${own}`],
      ...['GOTOOLCHAIN=local', 'GOWORK=off', 'gopath=/x'],
    ]);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('says why there is no folder', async () => {
    process.env.TMPDIR = path.join(folder, 'missing');
    const made = await inScratchFolder(async () => 'used');
    assert.deepEqual(made, { ok: false, error: 'ENOENT' });
    const traced = await trace(withEnv('exit 0'));
    assert.deepEqual(traced, { ok: false, error: { code: 'no-folder', detail: 'ENOENT' } });
  });
});

/** A dead child that nobody has waited for yet still has a number. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
