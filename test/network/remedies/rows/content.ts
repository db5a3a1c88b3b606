/** What arrives: content, checksums, the checksum database. */
import {
  below,
  goImport,
  healthy,
  html,
  status,
  where,
  whereKind,
  withDatabase,
  zip,
} from '../../../../scripts/record/behaviours.ts';
import { buildStock } from '../../../../scripts/record/moduleStock.ts';
import { app } from '../../../../scripts/record/scenarios/parts.ts';
import { goSumLines } from '../../../lab/content/modules.ts';
import type { Row } from '../row.ts';
import { makeOwnDatabase } from './ownDatabase.ts';
import {
  ALIYUN,
  ALIYUN_URL,
  CN,
  CN_URL,
  CORP,
  CORP_URL,
  DOWNLOAD,
  IO,
  IO_URL,
  SPARE,
  SPARE_URL,
  WIDGETS,
} from './places.ts';

import { realDatabase, trueText } from './realDatabase.ts';

const YAML = 'gopkg.in/yaml.v3@v3.0.1';
const DATABASE = 'sum.corp.example';
const forked = makeOwnDatabase('sum.forked.test', DATABASE);
const SUMS = (await buildStock()).all.map(goSumLines);
/** At most one of the two trees can be true. */
const firstTree = forked.tree([...SUMS, 'example.test/first v1.0.0 h1:AAAA\n']);
const secondTree = forked.tree([...SUMS, 'example.test/second v1.0.0 h1:BBBB\n']);
const TEAM = 'corp.example.com/team/lib';
const altered = zip((module) => module.alteredZip);

export const CONTENT_ROWS: readonly Row[] = [
  {
    code: 'bad-content',
    words: 'a page for everything; the next entry is put first',
    goproxy: `${CN_URL},${IO_URL}`,
    hosts: { [CN]: html(), [IO]: healthy },
    args: DOWNLOAD,
    entry: 0,
    remedy: 'use-goproxy',
  },
  {
    code: 'bad-content',
    words: 'a page for go.mod lies in the module cache since; the version is cleaned',
    goproxy: CN_URL,
    before: { hosts: { [CN]: whereKind('mod', html()) }, args: ['list', '-m', 'all'] },
    hosts: { [CN]: healthy },
    files: app({ sums: null }),
    env: { GOFLAGS: '-mod=mod' },
    args: ['list', '-m', 'all'],
    entry: null,
    remedy: 'clean-cached-version',
  },
  {
    code: 'checksum-mismatch',
    words: 'one mirror serves other bytes than go.sum says; the next entry is put first',
    goproxy: `${CN_URL},${IO_URL}`,
    hosts: { [CN]: altered, [IO]: healthy },
    files: app({ requires: [YAML] }),
    args: ['mod', 'download'],
    entry: null,
    remedy: 'use-goproxy',
  },
  {
    code: 'checksum-mismatch',
    words: 'other bytes lie in the module cache; the version is cleaned',
    goproxy: CN_URL,
    before: { hosts: { [CN]: altered }, args: ['-C', '..', 'mod', 'download', YAML] },
    hosts: { [CN]: healthy },
    files: app({ requires: [YAML] }),
    args: ['mod', 'download'],
    entry: null,
    remedy: 'clean-cached-version',
  },
  {
    code: 'checksum-mismatch',
    words: 'somebody has edited a file in the module cache; the version is cleaned',
    goproxy: CN_URL,
    hosts: { [CN]: healthy },
    files: app({ requires: [YAML] }),
    before: {
      hosts: { [CN]: healthy },
      args: ['mod', 'download'],
      shell: 'echo >> ~/go/pkg/mod/gopkg.in/yaml.v3@v3.0.1/lib.go',
    },
    args: ['mod', 'verify'],
    entry: null,
    detail: 'cache',
    remedy: 'clean-cached-version',
  },
  {
    code: 'sumdb-unreachable',
    words: 'the first entry fails for the database; the second passes it on and is put first',
    goproxy: `${CORP_URL},${SPARE_URL}`,
    settings: { GOSUMDB: '$KEY' },
    hosts: { [CORP]: where(/^\/sumdb\//, status(500)), [SPARE]: withDatabase() },
    args: DOWNLOAD,
    entry: 0,
    remedy: 'use-goproxy',
  },
  {
    code: 'sumdb-unreachable',
    words: 'the database does not know a private module; it is named private',
    goproxy: CORP_URL,
    settings: { GOSUMDB: '$KEY' },
    hosts: {
      [CORP]: withDatabase(/\/lookup\/corp/, status(404, 'not found: unknown revision')),
      'corp.example.com': goImport(`${TEAM} mod https://${SPARE}`),
      [SPARE]: healthy,
    },
    args: ['mod', 'download', `${TEAM}@v0.1.0`],
    entry: 0,
    remedy: 'set-goprivate',
  },
  {
    code: 'sumdb-unreachable',
    words: 'the database is out of order for a while',
    goproxy: CORP_URL,
    settings: { GOSUMDB: '$KEY' },
    hosts: { [CORP]: withDatabase(/\/lookup\//, status(503)) },
    args: DOWNLOAD,
    entry: 0,
    remedy: 'retry',
    afterwards: { hosts: { [CORP]: withDatabase() } },
  },
  {
    code: 'sumdb-unreachable',
    words: 'sum.golang.org cannot be reached; the same database is asked under its other name',
    goproxy: ALIYUN_URL,
    settings: { GOSUMDB: '' },
    hosts: {
      [ALIYUN]: below('/goproxy', trueText),
      'sum.golang.org': 'refused',
      'sum.golang.google.cn': realDatabase,
    },
    files: app({ requires: ['golang.org/x/text@v0.14.0'], sums: null }),
    env: { GOFLAGS: '-mod=mod' },
    args: ['mod', 'graph'],
    entry: null,
    detail: 'refused',
    remedy: 'set-gosumdb',
  },
  {
    code: 'missing-gosum',
    words: 'go.sum lacks the lines; go adds them',
    goproxy: CN_URL,
    hosts: { [CN]: healthy },
    files: {
      ...app({ requires: [YAML], sums: '' }),
      'app/main.go': 'package app\n\nimport _ "gopkg.in/yaml.v3"\n',
    },
    args: ['build', './...'],
    entry: null,
    remedy: 'add-gosum',
  },
  {
    code: 'missing-gosum',
    words: 'there is no go.sum, and a requirement has requirements; go tidies up',
    goproxy: CN_URL,
    hosts: { [CN]: healthy },
    files: { ...app({ sums: null }), 'app/main.go': `package app\n\nimport _ "${WIDGETS}"\n` },
    args: ['build', './...'],
    entry: null,
    remedy: 'add-gosum',
  },
  {
    code: 'sumdb-forked',
    words: 'the database signs a second tree; whoever runs it is told, and it is honest again',
    goproxy: CN_URL,
    settings: { GOSUMDB: forked.gosumdb },
    before: { hosts: { [CN]: healthy, [DATABASE]: firstTree }, args: ['mod', 'download', YAML] },
    hosts: { [CN]: healthy, [DATABASE]: secondTree },
    args: DOWNLOAD,
    entry: null,
    remedy: 'report-mirror',
    afterwards: { hosts: { [CN]: healthy, [DATABASE]: firstTree } },
  },
];
