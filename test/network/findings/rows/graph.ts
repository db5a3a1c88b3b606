/** What the module and the settings make fail. */
import { hashGoMod } from '../../../../src/integrity/hash/goModHash.ts';
import type { FindingRow } from '../row.ts';

const A = 'module example.test/a\n';
const TAKEN_BACK = `// Deprecated: use example.test/b.\n${A}\nretract v1.0.0 // it loses data\n`;
/** Files of example.test/a in a module cache, or in a folder that is a GOPROXY. */
const versions = (folder: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/example.test/a/@v/${name}`, text]));
const CACHE = 'go/pkg/mod/cache/download';
const info = (version: string) => `{"Version":"${version}"}`;

export const GRAPH: Readonly<Record<string, FindingRow>> = {
  'a private module at a public mirror': {
    list: 'http://goproxy.cn',
    workspace: {
      'go.mod': 'module consumer.test/app\n\nrequire (\n\tgolang.org/x/text v0.14.0\n\tgit.acme.io/team/x v1.0.0\n)\n',
    },
    findings: ['private-exposed/looks-private warning@- git.acme.io/team/x'],
    says: ['git\\.acme\\.io/team/x looks private, and go asks goproxy\\.cn for it'],
  },
  'a go line above the toolchain': {
    list: '{url:healthy}',
    workspace: { 'go.mod': 'module consumer.test/app\n\ngo 1.99.0\n\nrequire example.test/a v1.0.0\n' },
    findings: ['toolchain/too-old error@-'],
    says: ['The module needs go1\\.99\\.0, and go is go1\\.\\S+: GOTOOLCHAIN=local forbids another'],
  },
  'a vendor folder that is asked for and not there': {
    list: '{url:healthy}',
    env: { GOFLAGS: '-mod=vendor' },
    findings: ['goproxy-off/vendor-missing error@-'],
    says: ['GOFLAGS holds -mod=vendor, and \\S+ has no vendor folder'],
  },
  'a file:// entry that leads nowhere': {
    list: 'file://{folder}/nothing,{url:healthy}',
    findings: ['not-found/no-folder info@-'],
    says: ['/nothing'],
  },
  'a version that was taken back, and a module that was given up': {
    list: '{url:healthy}',
    workspace: { 'go.sum': `example.test/a v1.0.0/go.mod ${hashGoMod(Buffer.from(A))}\n` },
    home: versions(CACHE, {
      ...{ list: 'v1.0.0\nv1.9.0\n', 'v1.0.0.info': info('v1.0.0'), 'v1.0.0.mod': A },
      ...{ 'v1.9.0.info': info('v1.9.0'), 'v1.9.0.mod': TAKEN_BACK },
    }),
    findings: ['withdrawn/retracted warning@- example.test/a', 'withdrawn/deprecated info@- example.test/a'],
    says: [
      'The author of example\\.test/a has taken v1\\.0\\.0 back \\(retracted\\): “it loses data”',
      'advises against it \\(deprecated\\): “use example\\.test/b\\.”',
    ],
    prints: 'Take a version of example\\.test/a that stands go get example\\.test/a@latest',
  },
  'a login page in the module cache': {
    list: '{url:healthy}',
    home: versions(CACHE, { 'v1.0.0.mod': '<html><title>Log in</title></html>\n' }),
    findings: ['cache-damaged/mod error@- example.test/a'],
    says: ['the go\\.mod of example\\.test/a@v1\\.0\\.0 is none \\(\\S+/v1\\.0\\.0\\.mod\\)'],
    prints: 'Delete the cached files of example\\.test/a@v1\\.0\\.0',
  },
  'a file:// entry that lacks an archive': {
    list: 'file://{folder}/home/mirror,{url:healthy}',
    home: versions('mirror', { list: 'v1.0.0\n', 'v1.0.0.info': info('v1.0.0'), 'v1.0.0.mod': A }),
    findings: ['not-found/incomplete info@- example.test/a'],
    says: ['lacks v1\\.0\\.0\\.zip of a required version'],
  },
  'a workspace above': {
    list: '{url:healthy}',
    workspace: { '../go.work': 'go 1.21\n\nuse ./work\n' },
    findings: ['goproxy-off/workspace info@-'],
    says: ['/go\\.work is in force: its modules are built together'],
  },
  'a vendor folder': {
    list: '{url:healthy}',
    workspace: {
      'go.mod': 'module consumer.test/app\n\ngo 1.21\n\nrequire example.test/a v1.0.0\n',
      'vendor/modules.txt': '# example.test/a v1.0.0\n## explicit\nexample.test/a\n',
    },
    findings: ['goproxy-off/vendor info@-'],
    says: ['The vendor folder is in force: builds take modules from it and ask no entry of GOPROXY'],
  },
  'a folder outside that stands in for a module, and one that is not there': {
    list: '{url:healthy}',
    workspace: {
      '../beside/go.mod': 'module example.test/a\n',
      'go.mod': [
        'module consumer.test/app\n\nrequire (\n\texample.test/a v1.0.0\n\texample.test/b v1.0.0\n)\n',
        'replace example.test/a => ../beside\nreplace example.test/b => ../nowhere\n',
      ].join('\n'),
    },
    findings: ['not-found/replace-missing error@- example.test/b', 'not-found/replace-outside info@- example.test/a'],
    says: ['replaced by the folder \\.\\./nowhere', 'replaced by the folder \\.\\./beside, outside of this repository'],
  },
  'a pattern of GOPRIVATE that matches nothing': {
    list: '{url:healthy}',
    env: { GOPRIVATE: 'git.corp.test, *.corp.test' },
    findings: ['goproxy-invalid/goprivate warning@-'],
    says: ['GOPRIVATE holds “ \\*\\.corp\\.test”, which matches no module'],
  },
};

/** What stands where go should, and is none: one clear line, and the rest of the report. */
const noGo = (script: string): FindingRow => ({
  list: '{url:healthy}',
  env: { PATH: '{folder}/home/bin:{path}' },
  home: { 'bin/go': `#!/bin/sh\n${script}\n` },
  homeMode: 0o755,
  findings: [],
  says: [],
  prints: 'go does not answer',
});
export const NO_GO: Readonly<Record<string, FindingRow>> = {
  'a go that hangs': noGo('sleep 600 & wait'),
  'a go that prints without end': noGo('exec yes'),
  'a go that is none': noGo('echo hello'),
};
