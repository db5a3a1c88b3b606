/** What the user set or has: the list, git, toolchains, the disk. */
import { healthy, status } from '../../../../scripts/record/behaviours.ts';
import { app } from '../../../../scripts/record/scenarios/parts.ts';
import type { Row } from '../row.ts';
import { makeOwnDatabase } from './ownDatabase.ts';
import { CN, CN_URL, CORP, CORP_URL, DOWNLOAD, DOWNLOAD_PRIVATE, guarded, SPARE, SPARE_URL } from './places.ts';
import { REPOSITORY, repositories } from './repository.ts';
import { toolchainSums, withToolchain } from './toolchain.ts';

/** A file system of its own for the module cache, which is full. */
const FULL =
  'mkdir -p ~/go && mount -t tmpfs -o size=16k tmpfs ~/go && mkdir -p ~/go/pkg/mod/cache/download && head -c 14000 /dev/zero > ~/go/ballast; true';
const FREED = 'rm ~/go/ballast && mount -o remount,size=4m ~/go';

const DATABASE = 'sum.corp.example';
const own = makeOwnDatabase('sum.own.test', DATABASE);
const toolchainTree = own.tree([toolchainSums]);
const NEWER = { 'app/go.mod': 'module corp.example/app\n\ngo 1.99.0\n', 'app/app.go': 'package app\n' };

export const SETTINGS_ROWS: readonly Row[] = [
  {
    code: 'goproxy-invalid',
    words: 'DIRECT in capitals; the list is mended',
    goproxy: `${CN_URL},DIRECT`,
    hosts: { [CN]: healthy },
    args: DOWNLOAD,
    entry: null,
    remedy: 'fix-goproxy-list',
  },
  {
    code: 'goproxy-invalid',
    words: 'quotes in the value, in the workspace; the list is mended',
    goproxy: `"${CN_URL}"`,
    workspace: true,
    hosts: { [CN]: healthy },
    args: DOWNLOAD,
    entry: null,
    remedy: 'fix-goproxy-list',
  },
  {
    code: 'goproxy-off',
    words: 'GOPROXY=off was stored once; it is taken away, and the default counts',
    goproxy: 'off',
    hosts: { 'GO-MIRROR': healthy },
    args: DOWNLOAD,
    entry: 0,
    remedy: 'unset-override',
  },
  {
    code: 'goproxy-off',
    words: 'GOPROXY=off is set for the workspace; it is taken away, and the default counts',
    goproxy: 'off',
    workspace: true,
    hosts: { 'GO-MIRROR': healthy },
    args: DOWNLOAD,
    entry: 0,
    remedy: 'unset-override',
  },
  {
    code: 'vcs-missing',
    words: 'direct alone and no git; a public mirror is put in',
    goproxy: 'direct',
    hosts: { [CN]: healthy },
    env: { PATH: '/usr/local/go/bin' },
    args: DOWNLOAD,
    entry: null,
    detail: 'git',
    remedy: 'use-goproxy',
  },
  {
    code: 'vcs-missing',
    words: 'direct behind a private entry and no git; the user installs it',
    goproxy: `${CORP_URL},direct`,
    hosts: { [CORP]: healthy, 'github.com': repositories },
    shell: REPOSITORY,
    env: { PATH: '/usr/local/go/bin' },
    args: DOWNLOAD_PRIVATE,
    entry: null,
    remedy: 'install-vcs',
    afterwards: { env: { PATH: '/usr/local/go/bin:/usr/bin:/bin' } },
  },
  {
    code: 'vcs-auth',
    words: 'the repository wants credentials; the user writes netrc',
    goproxy: 'direct',
    hosts: { 'github.com': guarded(repositories) },
    shell: REPOSITORY,
    args: DOWNLOAD_PRIVATE,
    entry: null,
    remedy: 'login',
    afterwards: { files: { '.netrc': 'machine github.com\nlogin dev\npassword secret\n' } },
  },
  {
    code: 'toolchain',
    words: 'go.mod names a newer toolchain that nobody has; the installed one is pinned',
    goproxy: CN_URL,
    settings: { GOTOOLCHAIN: '' },
    hosts: { [CN]: healthy },
    files: {
      'app/go.mod': 'module corp.example/app\n\ngo 1.24\n\ntoolchain go1.99.0\n',
      'app/app.go': 'package app\n',
    },
    args: ['build', './...'],
    entry: null,
    remedy: 'pin-toolchain',
  },
  {
    code: 'toolchain',
    words: 'GOTOOLCHAIN=local was stored, and go.mod wants a newer go; it is taken away, and go fetches the newer one',
    goproxy: CN_URL,
    settings: { GOTOOLCHAIN: 'local', GOSUMDB: own.gosumdb },
    hosts: { [CN]: withToolchain, [DATABASE]: toolchainTree },
    files: NEWER,
    args: ['build', './...'],
    entry: null,
    detail: 'too-old',
    remedy: 'unset-override',
  },
  {
    code: 'toolchain',
    words: 'the first entry fails for the toolchain; the second is put first',
    goproxy: `${CORP_URL},${SPARE_URL}`,
    settings: { GOTOOLCHAIN: '', GOSUMDB: own.gosumdb },
    hosts: { [CORP]: status(502), [SPARE]: withToolchain, [DATABASE]: toolchainTree },
    files: NEWER,
    args: ['build', './...'],
    entry: 0,
    detail: 'server-error',
    remedy: 'use-goproxy',
  },
  {
    code: 'disk',
    words: 'the file system of the module cache is full; the user frees it',
    goproxy: CN_URL,
    hosts: { [CN]: healthy },
    shell: FULL,
    args: DOWNLOAD,
    entry: null,
    remedy: 'free-disk',
    afterwards: { shell: FREED },
  },
  {
    code: 'disk',
    words: 'what lies in the way in the module cache is no file of go; the user removes it',
    goproxy: CN_URL,
    hosts: { [CN]: healthy },
    files: app({ requires: [] }),
    shell: 'mkdir -p ~/go/pkg && echo > ~/go/pkg/mod',
    args: DOWNLOAD,
    entry: null,
    remedy: 'free-disk',
    afterwards: { shell: 'rm ~/go/pkg/mod' },
  },
  {
    code: 'unclassified',
    reason: 'nobody knows the cause: what was seen is shown as it is, with `retry` and our page, and none is guessed',
    shownBy: ['src/failures/classifyEvidence.ts', "code: 'unclassified'"],
  },
];
