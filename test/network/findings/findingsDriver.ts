/** Driver: runs the built command line on each row, as JSON and as text, where the row's fault is switched on. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from '../../lab/labHost.ts';
import { filled, type Places, writeFilled } from '../../support/filledFiles.ts';
import type { FindingRow, RowSeen } from './row.ts';
import { makeWorld } from './world.ts';

export interface FindingsInput {
  readonly cli: string;
  readonly rows: Readonly<Record<string, FindingRow>>;
}

interface Printed {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Rows that run side by side. */
const LANES = 3;
const DEADLINE = 15_000;
const RESOLV_CONF = '/etc/resolv.conf';
const GO_MOD = 'module consumer.test/app\n\nrequire example.test/a v1.0.0\n';

const driver: Driver = async (host, input): Promise<RowSeen[]> => {
  const { cli, rows } = input as FindingsInput;
  const folder = await mkdtemp(join(tmpdir(), 'goproxy-findings-'));
  const world = await makeWorld(host, folder);
  try {
    const usual = Object.entries(rows).filter(([, { resolvConf }]) => resolvConf === undefined);
    const seen: RowSeen[] = [];
    const waiting = [...usual];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        seen.push(await runRow(next, { cli, folder, places: world.places }));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    for (const row of Object.entries(rows)) {
      if (row[1].resolvConf === undefined) continue;
      await writeFile(RESOLV_CONF, row[1].resolvConf);
      seen.push(await runRow(row, { cli, folder, places: world.places }));
    }
    return seen;
  } finally {
    await world.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function runRow(
  [name, row]: readonly [string, FindingRow],
  { cli, folder, places }: { readonly cli: string; readonly folder: string; readonly places: Places },
): Promise<RowSeen> {
  const own = await mkdtemp(join(folder, 'row-'));
  const all = { ...places, folder: own };
  const fill = (text: string) => filled(text, all);
  const [home, workspace] = [join(own, 'home'), join(own, 'work')];
  const files = { '.config/go/telemetry/mode': 'off', ...row.home };
  await writeFilled(home, files, all, row.homeMode);
  await writeFilled(workspace, { 'go.mod': GO_MOD, ...row.workspace }, all);
  const more = Object.entries(row.env ?? {}).map(([key, value]) => [key, fill(value)] as const);
  const env = {
    ...{ PATH: process.env.PATH, HOME: home, GOPROXY: fill(row.list), GOSUMDB: 'off', GOTOOLCHAIN: 'local' },
    ...{ SSL_CERT_FILE: places.roots, SSL_CERT_DIR: '/nonexistent', ...Object.fromEntries(more) },
  };
  const args = [cli, 'diagnose', ...(row.options ?? [])];
  const run = (extra: readonly string[]) => printed([...args, ...extra], workspace, env);
  const [json, text] = await Promise.all([run(['--json']), run([])]);
  const found = findingsIn(json.stdout);
  return {
    name,
    findings: found.map(
      ({ code, detail, severity, entry, module }) =>
        `${code}/${detail} ${severity}@${entry ?? '-'}${module === null ? '' : ` ${module}`}`,
    ),
    messages: found.map(({ message }) => message),
    text: text.stdout,
    codes: [json.code, text.code],
    stderr: json.stderr + text.stderr,
  };
}

interface JsonFinding {
  readonly code: string;
  readonly detail: string | null;
  readonly severity: string;
  readonly entry: number | null;
  readonly module: string | null;
  readonly message: string;
}

function findingsIn(json: string): readonly JsonFinding[] {
  try {
    return (JSON.parse(json) as { readonly findings: readonly JsonFinding[] }).findings;
  } catch {
    return [];
  }
}

function printed(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Printed> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: DEADLINE });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export default driver;
