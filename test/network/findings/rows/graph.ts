/** What the module and the settings make fail. */
import type { FindingRow } from '../row.ts';

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
};
