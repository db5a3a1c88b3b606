/** Files named `go` that are not go, found and run for real: each gives one clear code in bounded time. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../src/base/files.ts';
import { nodeProcesses } from '../../../src/base/processes.ts';
import { readGoEnvironment } from '../../../src/gocmd/env/goEnvironment.ts';
import { locateGo } from '../../../src/gocmd/locate/locateGo.ts';
import { nodePrograms } from '../../../src/gocmd/locate/programs.ts';

describe('a go that is not go', function () {
  if (process.platform === 'win32') return;
  this.timeout(20_000);
  const signal = new AbortController().signal;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'hostile-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const locate = (configured: string, places: string) =>
    locateGo({
      configured,
      env: { PATH: places },
      platform: process.platform,
      programs: nodePrograms,
      homedir: folder,
      signal,
    });

  for (const [name, body, code] of [
    ['hangs', 'sleep 600 & wait', 'hangs'],
    ['hangs, deaf to polite signals', 'trap "" TERM INT HUP; while :; do sleep 600; done', 'hangs'],
    ['floods 50 MB', 'head -c 50000000 /dev/zero', 'floods'],
    ['floods stderr', 'head -c 50000000 /dev/zero >&2', 'floods'],
    ['prints binary junk', "printf '\\377\\376\\000{\\033[2J\\200'", 'not-go'],
    ['exits 1', 'echo "go: no" >&2; exit 1', 'failed'],
    ['kills itself', 'kill -9 $$', 'failed'],
    ['is a board game', 'echo "GNU Go 3.8"', 'not-go'],
    ['is empty', '', 'not-go'],
  ] as const) {
    it(name, async () => {
      const file = path.join(folder, 'go');
      writeFileSync(file, `#!/bin/sh\n${body}\n`);
      chmodSync(file, 0o755);
      const found = await locate(file, '');
      assert.equal(found.path, file);
      const started = performance.now();
      const environment = await readGoEnvironment({
        go: file,
        goroot: null,
        env: { PATH: process.env.PATH, HOME: folder, GOPROXY: 'https://a.example' },
        cwd: folder,
        platform: process.platform,
        files: nodeFiles,
        processes: nodeProcesses,
        signal,
        deadline: 1500,
      });
      assert.equal(environment.fault?.code, code);
      assert.ok(performance.now() - started < 6000);
      assert.equal(environment.settings.find((setting) => setting.name === 'GOPROXY')?.value, 'https://a.example');
    });
  }

  it('is a directory, is not executable, is a dangling link', async () => {
    for (const name of ['a', 'b', 'link', 'c']) mkdirSync(path.join(folder, name));
    mkdirSync(path.join(folder, 'a', 'go'));
    writeFileSync(path.join(folder, 'b', 'go'), '#!/bin/sh\n', { mode: 0o644 });
    writeFileSync(path.join(folder, 'c', 'go'), '#!/bin/sh\n', { mode: 0o755 });
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'link', 'go'));
    const found = await locate('', ['a', 'b', 'link', 'c'].map((name) => path.join(folder, name)).join(':'));
    assert.equal(found.path, path.join(folder, 'c', 'go'));
    assert.deepEqual(
      found.steps.map((step) => step.result),
      ['directory', 'not-executable', 'missing', 'found'],
    );
  });
});
