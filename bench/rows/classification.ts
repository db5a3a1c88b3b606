// What it costs to read the go command's output: a log of 100 MB beside `grep -E` of four patterns, one endless line, and bait.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../command.ts';
import { type BenchRow, measured } from '../row.ts';
import type { Stage } from '../stage.ts';
import { median } from '../statistics.ts';

const MB = 1_000_000;
/** 50 MB/s of CPU. */
const LOG_BOUND = 2_000;
const BAIT_BOUND = 1_000;
const GROWTH_BOUND = 20 * MB;
/** The time may grow with the length, and no faster. */
const RATIO_BOUND = 11;
const PATTERNS = 'dial tcp|checksum mismatch|x509: |[45][0-9][0-9] [A-Z][a-z]+';

interface Reading {
  readonly cpu: number;
  readonly growth: number;
  readonly failures: number;
}

export async function classification(stage: Stage): Promise<readonly BenchRow[]> {
  const { emptyFolder: folder, quick } = stage;
  const [small, large, line, bait] = ['10mb.log', '100mb.log', 'line.log', 'bait.log'].map((name) =>
    join(folder, name),
  );
  if (small === undefined || large === undefined || line === undefined || bait === undefined) return [];
  try {
    await writeLog(small, 10 * MB);
    await writeLog(large, 100 * MB);
    await writeRepeated(line, 'go: a.b/c@v1: ', 20 * MB);
    await writeRepeated(bait, 'go: a.b/c@v1 requires\n\tlookup x: Get "http://', MB);
    const rounds = quick ? 1 : 5;
    const [logs, tens, lines, baits] = [[], [], [], []] as Reading[][];
    const greps: number[] = [];
    for (let round = 0; round < rounds; round++) {
      logs?.push(await read(stage, large));
      greps.push(await grep(stage, large));
      tens?.push(await read(stage, small));
      lines?.push(await read(stage, line));
      baits?.push(await read(stage, bait));
    }
    return rowsOf({ logs, tens, lines, baits, greps });
  } finally {
    await Promise.all([small, large, line, bait].map((file) => rm(file, { force: true })));
  }
}

function rowsOf(runs: {
  readonly logs: readonly Reading[] | undefined;
  readonly tens: readonly Reading[] | undefined;
  readonly lines: readonly Reading[] | undefined;
  readonly baits: readonly Reading[] | undefined;
  readonly greps: readonly number[];
}): readonly BenchRow[] {
  const cpu = (readings: readonly Reading[] = []) => median(readings.map((reading) => reading.cpu));
  const [whole, tenth] = [cpu(runs.logs), cpu(runs.tens)];
  const found = runs.logs?.[0]?.failures ?? 0;
  return [
    measured({
      name: 'classify a log of 100 MB: CPU',
      unit: 'ms',
      ours: whole,
      peer: { name: 'grep -cE of four patterns', value: median(runs.greps) },
      bound: LOG_BOUND,
      note: `${Math.round(100_000 / whole)} MB/s; ${found} failures; ${(whole / tenth).toFixed(1)} times that of 10 MB`,
      samples: runs,
    }),
    measured({
      name: '  a tenth of it',
      unit: 'ms',
      ours: tenth,
      met: whole / tenth <= RATIO_BOUND,
      note: `the whole takes ${(whole / tenth).toFixed(1)} times as long (at most ${RATIO_BOUND})`,
    }),
    measured({
      name: '  memory that it grows by',
      unit: 'bytes',
      ours: median((runs.logs ?? []).map(({ growth }) => growth)),
      bound: GROWTH_BOUND,
    }),
    measured({ name: 'classify one line of 20 MB: CPU', unit: 'ms', ours: cpu(runs.lines), bound: BAIT_BOUND }),
    measured({ name: 'classify 1 MB of bait: CPU', unit: 'ms', ours: cpu(runs.baits), bound: BAIT_BOUND }),
  ];
}

async function read({ root, env, signal }: Stage, file: string): Promise<Reading> {
  const { code, stdout, stderr } = await runCommand(process.execPath, [join(root, 'bench/host/timeReading.ts'), file], {
    env,
    signal,
  });
  if (code !== 0) throw new Error(`the reading ended with ${code}\n${stderr}`);
  return JSON.parse(stdout) as Reading;
}

/** CPU of grep in ms, as the shell's `times` tells of its children. */
async function grep({ env, signal }: Stage, file: string): Promise<number> {
  // Told to write to /dev/null, grep would stop at the first match.
  const script = 'grep -cE "$1" "$2" | cat >/dev/null; times';
  const { stdout } = await runCommand('/bin/sh', ['-c', script, 'sh', PATTERNS, file], { env, signal });
  const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
  return Array.from(ofChildren.matchAll(/(\d+)m([\d.]+)s/g), ([, m, s]) => (Number(m) * 60 + Number(s)) * 1000).reduce(
    (sum, ms) => sum + ms,
    0,
  );
}

const LINES: readonly ((at: number) => string)[] = [
  (at) => `=== RUN   TestHandler/case_${at}`,
  (at) => `--- PASS: TestHandler/case_${at} (0.0${at % 10}s)`,
  (at) => `ok  \texample.com/app/pkg/server${at % 100}\t0.${at % 1000}s`,
  (at) => `    handler_test.go:${at % 300}: got https://api.example.com/v1/users/${at}?x=1`,
  (at) =>
    `2026-01-02T15:04:05.${at % 1_000_000}Z #12 ${(at % 1000) / 10} compiling github.com/foo/bar${at % 1000}/internal`,
  (at) => `{"level":"info","ts":${at},"msg":"request served","path":"/api/items/${at}","status":200}`,
  (at) => `\t/root/go/pkg/mod/github.com/foo/bar@v1.2.${at % 100}/server.go:${at % 1000} +0x1d`,
  (at) => `./internal/x.go:${at % 1000}:${at % 80}: declared and not used: err`,
  (at) => `2026/01/02 15:04:05 server.go:12: dial tcp 10.0.0.${at % 250}:5432: connect: connection refused`,
];

function failureOf(at: number): string {
  const path = `example.com/m${at}`;
  return `#12 3.456 go: ${path}@v1.0.${at}: Get "https://goproxy.cn/${path}/@v/v1.0.${at}.mod": dial tcp: lookup goproxy.cn on 10.0.0.2:53: no such host`;
}

/** A build's log: a failure every megabyte. */
async function writeLog(file: string, bytes: number): Promise<void> {
  const out = createWriteStream(file);
  let written = 0;
  for (let at = 0; written < bytes; ) {
    const lines: string[] = [failureOf(at)];
    for (let size = 0; size < MB; at++) {
      const line = LINES[(at * 7 + (at >> 3)) % LINES.length]?.(at) ?? '';
      lines.push(line);
      size += line.length + 1;
    }
    const text = `${lines.join('\n')}\n`;
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

async function writeRepeated(file: string, unit: string, bytes: number): Promise<void> {
  const out = createWriteStream(file);
  out.end(unit.repeat(Math.ceil(bytes / unit.length)));
  await once(out, 'close');
  const { size } = await stat(file);
  if (size < bytes) throw new Error(`${file} has only ${size} bytes`);
}
