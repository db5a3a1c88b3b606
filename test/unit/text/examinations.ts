/** Typical examinations, made by the doctor itself over doubles of its ports: what the golden texts are drawn from. */
import assert from 'node:assert/strict';
import type { Examination } from '../../../src/doctor/examination.ts';
import type { ExaminationRequest } from '../../../src/doctor/examinationRequest.ts';
import { examine } from '../../../src/doctor/examine.ts';
import type { AskedRequest } from '../../../src/goproxy/probe/evidence.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { type Answer, drive, fakeProber, type Script } from '../doctor/fakeProber.ts';
import { always, database, forModule } from '../doctor/runList.ts';
import { type EvidenceOptions, faulty, status } from '../failures/evidence.ts';
import { fakeFiles, fakeProcesses, fakePrograms, goAnswer } from '../gocmd/fakes.ts';

interface Case {
  readonly goproxy: string;
  readonly script?: Script;
  readonly request?: Partial<ExaminationRequest>;
  /** Of go.mod, in the place of the usual one. */
  readonly goMod?: string;
  readonly env?: Record<string, string>;
  /** Where the list is stored, unless in go's env file. */
  readonly given?: 'os-env' | 'argument' | 'workspace';
  readonly withoutGit?: boolean;
}

const MIRROR = 'mirror-a.example';
const GO_MOD = 'module example.com/shop\n\nrequire golang.org/x/text v0.14.0\n';
const ENV_FILE = '/home/me/.config/go/env';

/** Times as over a real network: an entry's first answer makes the connection, which the later ones reuse. */
function timed(answer: (request: AskedRequest) => Answer): (request: AskedRequest) => Answer {
  let first = true;
  return (request) => {
    const given = answer(request);
    const options: EvidenceOptions & { readonly ms?: number } =
      typeof given === 'number' ? status(given) : typeof given === 'object' ? given : {};
    if (typeof given === 'string') return given;
    const phases = first
      ? { lookup: 3.14, connect: 21.2, tls: 44.3, firstByte: 25.25, body: 0.4 }
      : { lookup: null, connect: null, tls: null, firstByte: 24.9, body: 0.3 };
    first = false;
    return { ms: 95, ...options, exchange: { phases, ...options.exchange } };
  };
}

const NOTHING = { lookup: null, connect: null, tls: null, firstByte: null, body: null };
/** What the phases say of silence after the handshake, and of an address that does not answer. */
const SILENT: EvidenceOptions & { readonly ms: number } = {
  exchange: {
    ...faulty('no-headers', 'first-byte').exchange,
    phases: { ...NOTHING, lookup: 3.14, connect: 21.2, tls: 44.3 },
  },
  ms: 5000,
};
const BLACK_HOLE: EvidenceOptions & { readonly ms: number } = {
  exchange: { ...faulty('connect-timeout', 'connect').exchange, phases: { ...NOTHING, lookup: 3.14 } },
  ms: 5000,
};
const html = { problem: 'html', exchange: { contentType: 'text/html' } } as const;

/** Whatever can hurt a terminal, Markdown, HTML or a reader: escapes, bidi, markup, links, pipes, backticks, a mention. */
export const HOSTILE =
  '\u001b]0;x\u0007\u202Egpj\u2066<img src=x onerror=alert(1)>&amp;|`a``b`**[c](command:x)*_#1 @me';

const TWO = `https://${MIRROR},https://goproxy.cn,direct`;

/** Made anew for each examination: a connection is new once. */
const cases = (): Readonly<Record<string, Case>> => ({
  healthy: { goproxy: TWO, script: { [MIRROR]: timed(database(200)), 'goproxy.cn': timed(database(200)) } },
  stall: { goproxy: TWO, script: { [MIRROR]: always(SILENT), 'goproxy.cn': timed(database(200)) } },
  'not-found': {
    goproxy: 'https://goproxy.corp.example,https://goproxy.cn|direct',
    script: { 'goproxy.corp.example': timed(always(404)), 'goproxy.cn': timed(database(200)) },
  },
  invalid: { goproxy: 'https://goproxy.cn,htps://mirror-a.example,direct' },
  'password-as-typed': { goproxy: `https://me:s3/cr@t@${MIRROR}/go,https://goproxy.cn` },
  password: {
    goproxy: `https://me:s3%2Fcr%40t@${MIRROR}/go?token=t0ken,https://goproxy.cn`,
    script: { [MIRROR]: timed(always(403)), 'goproxy.cn': timed(database(404)) },
  },
  direct: { goproxy: 'direct', script: { direct: timed(always(200)) }, given: 'os-env' },
  'no-git': { goproxy: 'direct', script: { direct: timed(always(200)) }, given: 'os-env', withoutGit: true },
  off: { goproxy: 'off', given: 'os-env' },
  portal: { goproxy: TWO, script: { [MIRROR]: timed(always(html)), 'goproxy.cn': timed(always(html)) } },
  degraded: {
    goproxy: `https://${MIRROR}|https://goproxy.cn|direct`,
    script: { [MIRROR]: always(BLACK_HOLE), 'goproxy.cn': timed(database(200)) },
    given: 'workspace',
  },
  trap: {
    goproxy: TWO,
    script: { [MIRROR]: timed(database(404)), 'goproxy.cn': timed(database(200, 410)) },
    env: { GOPROXY: TWO },
    given: 'os-env',
  },
  'later-dead': { goproxy: TWO, script: { [MIRROR]: timed(database(200)), 'goproxy.cn': always('refused') } },
  slow: {
    goproxy: TWO,
    script: {
      [MIRROR]: timed(({ kind }) => (kind === 'info' ? { ms: 3300 } : 200)),
      'goproxy.cn': timed(database(200)),
    },
  },
  'named-missing': {
    goproxy: TWO,
    script: {
      [MIRROR]: timed(forModule('example.com/gone', 404)),
      'goproxy.cn': timed(always(404)),
      direct: timed(always(404)),
    },
    request: { named: [{ module: 'example.com/gone', version: 'v1.0.0' }] },
    given: 'argument',
  },
  hostile: {
    goproxy: `https://${MIRROR}/a|direct|${HOSTILE}`,
    script: {
      [MIRROR]: always({ exchange: { status: 403, contentType: 'text/plain' }, words: HOSTILE }),
    },
    goMod: `module "${HOSTILE.replaceAll('`', '')}"\n`,
  },
});

export const CASES: readonly string[] = Object.keys(cases());

export async function examinationOf(name: string): Promise<Examination> {
  const one = cases()[name];
  assert.ok(one !== undefined, name);
  const { goproxy, given, script = {} } = one;
  const clock = new ManualClock();
  const home = { PATH: '/go/bin', HOME: '/home/me' };
  const request: ExaminationRequest = {
    goproxy: given === 'argument' || given === 'workspace' ? { value: goproxy, origin: given } : null,
    named: [],
    depth: 'sample',
    cwd: '/work/shop',
    env: given === 'os-env' ? { ...home, GOPROXY: goproxy } : home,
    goPath: '',
    trusted: true,
    timeout: 5000,
    latency: 2000,
    ...one.request,
  };
  // In the case of the trap a stored list is hidden by the variable.
  const stored = one.env === undefined ? goproxy : 'https://goproxy.cn,direct';
  const files = {
    '/work/shop/go.mod': one.goMod ?? GO_MOD,
    ...(given === undefined || one.env !== undefined ? { [ENV_FILE]: `GOPROXY=${stored}\n` } : {}),
  };
  const programs = fakePrograms({
    '/go/bin/go': 'executable',
    ...(one.withoutGit === true ? {} : { '/go/bin/git': 'executable' }),
  });
  const processes = fakeProcesses(goAnswer({ GOPROXY: goproxy, GOSUMDB: 'sum.golang.org', GOENV: ENV_FILE }));
  const ports = {
    clock,
    prober: fakeProber(clock, script),
    processes,
    files: fakeFiles(files),
    programs,
    platform: 'linux' as const,
  };
  const { value } = await drive(examine(request, ports, new AbortController().signal), clock);
  assert.ok(!('noList' in value));
  return value;
}
