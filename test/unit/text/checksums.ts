/** Triages whose reports are golden files: the sources as they answer, judged and proposed for as the doctor does. */
import assert from 'node:assert/strict';
import { type ChecksumExamination, checksumExamination } from '../../../src/doctor/checksum/checksumExamination.ts';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { Difference } from '../../../src/integrity/triage/difference.ts';
import { judge } from '../../../src/integrity/triage/judge.ts';
import { type Source, type SourceKind, sourceRow } from '../../../src/integrity/triage/source.ts';

export const hash = (letter: string) => `h1:${letter.repeat(43)}=`;

const row = (
  source: SourceKind,
  name: string,
  zip: string | null,
  mod: string | null,
  more: Partial<Source> = {},
): Source => ({
  ...sourceRow(source, name),
  zip: zip === null ? null : hash(zip),
  mod: mod === null ? null : hash(mod),
  ...more,
});
const mirror = (name: string, zip: string | null, mod: string | null = 'M', more: Partial<Source> = {}) =>
  row('mirror', name, zip, mod, more);
const proved = row('sumdb', 'sum.golang.org', 'Z', 'M', {
  proof: { record: 4711, size: 30_000_000, hash: 'dHJlZQ==' },
});
const privately = row('sumdb', 'sum.golang.org', null, null, { detail: 'private' });
const silent = row('sumdb', 'sum.golang.org', null, null, { code: 'sumdb-unreachable', detail: 'connect-timeout' });
const goSum = (zip: string, mod = 'M') => row('go.sum', 'go.sum', zip, mod);
const noCache = row('cache', 'cache', null, null, { detail: 'absent' });
const CN = 'https://goproxy.cn';
const IO = 'https://goproxy.io';

const difference = (from: string, to: string, files: Difference['files'], more = 0): Difference => ({
  from,
  to,
  files,
  more,
});
const changed = (name: string, before: string, after: string): Difference['files'][number] => ({
  ...{ name, kind: 'changed', before: before.length, after: after.length },
  line: { number: 3, before, after },
  texts: { before, after },
});

interface Case {
  readonly list: string;
  readonly sources: readonly Source[];
  readonly difference?: Difference;
}

const HOSTILE = 'https://user:s3cr3t@mirror.example/x?token=t0k3n';

export const CHECKSUM_CASES: Readonly<Record<string, Case>> = {
  agree: { list: `${CN},${IO}`, sources: [mirror(CN, 'Z'), mirror(IO, 'Z'), proved, goSum('Z'), noCache] },
  mirror: {
    list: `${CN},${IO},direct`,
    sources: [mirror(CN, 'B'), mirror(IO, 'Z'), row('direct', 'direct', 'Z', 'M'), proved, noCache],
    difference: difference(
      IO,
      CN,
      [
        changed('client.go', 'func dial() {}', 'func dial() { leak() }'),
        { name: 'logo.png', kind: 'changed', before: 10, after: 12, line: null, texts: null },
        {
          name: 'leak.go',
          kind: 'added',
          before: null,
          after: 42,
          line: null,
          texts: { before: '', after: 'package m' },
        },
      ],
      7,
    ),
  },
  'two-mirrors': { list: `${CN},${IO}`, sources: [mirror(CN, 'B'), mirror(IO, 'C'), proved, noCache] },
  'mirror-without-database': {
    list: `${CN},${IO},https://mirrors.aliyun.com/goproxy/`,
    sources: [mirror(CN, 'B'), mirror(IO, 'Z'), mirror('https://mirrors.aliyun.com/goproxy/', 'Z'), silent, noCache],
  },
  'tag-moved': {
    list: `direct`,
    sources: [mirror(CN, 'Z'), mirror(IO, 'Z'), row('direct', 'direct', 'T', 'M'), proved, noCache],
  },
  'go-sum': { list: CN, sources: [mirror(CN, 'Z'), proved, goSum('W'), noCache] },
  'go-sum-merged': {
    list: CN,
    sources: [
      mirror(CN, 'Z'),
      proved,
      { ...goSum('W'), detail: 'conflict' },
      { ...goSum('Z'), detail: 'conflict' },
      noCache,
    ],
  },
  cache: {
    list: CN,
    sources: [
      ...[mirror(CN, 'Z'), proved, goSum('Z'), row('cache', 'cache', 'Z', 'M')],
      row('cache', 'cache folder', 'F', null, { code: 'cache-damaged', detail: 'folder' }),
    ],
  },
  private: { list: CN, sources: [mirror(CN, 'A'), row('direct', 'direct', 'B', 'M'), privately, noCache] },
  nobody: { list: CN, sources: [mirror(CN, null, null, { code: 'refused' }), silent, noCache] },
  forked: {
    list: CN,
    sources: [
      mirror(CN, 'Z'),
      row('sumdb', 'sum.golang.org', null, null, {
        code: 'sumdb-forked',
        fork: { older: 'go.sum database tree\n1\nolder\n', newer: 'go.sum database tree\n2\nnewer\n', found: 'x' },
      }),
      noCache,
    ],
  },
  hostile: {
    list: `${HOSTILE},${IO}`,
    sources: [mirror(HOSTILE, 'B'), mirror(IO, 'Z'), proved, noCache],
    difference: difference(IO, HOSTILE, [
      changed('<img src=x onerror=alert(1)>\u202e.go', '| `a` | <b>', '[x](javascript:alert(1)) \u001b[2J'),
    ]),
  },
};

export function checksumCase(name: string): ChecksumExamination {
  const found = CHECKSUM_CASES[name];
  const list = parseList(found?.list ?? '');
  assert.ok(found !== undefined && list.ok);
  const { sources } = found;
  const subject = { module: 'example.com/m', version: 'v1.2.0' };
  const triage = { subject, sources, verdict: judge(sources), difference: found.difference ?? null };
  const way = { entries: list.value.entries, credentials: new Map() };
  const settings = { GOSUMDB: '', GOPRIVATE: '', GONOSUMDB: '' };
  const question = {
    ...{ subject, mirrors: [], credentials: new Map(), network: {}, direct: null, vendor: null, modCache: '' },
    database: { ...way, settings, stateFolder: null },
    sums: [{ name: 'go.sum', path: '/home/dev/app/go.sum' }],
    deadline: 1000,
  };
  const current = { value: found.list, store: 'go-env-file' } as const;
  const context = { current, publicMirrors: [], shell: 'posix' } as const;
  return checksumExamination(triage, { question, own: list.value, context });
}
