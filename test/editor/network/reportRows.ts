/** Faults of every layer, as the report in VS Code shows them. Neighbours differ in their lists: readReport.ts tells reports apart by it. */
import { ROWS as NETWORK } from '../../network/findings/rows.ts';
import type { ReportRow } from './reportRow.ts';

/** Rows of the command line's own table, but for those that need another environment. */
function same(...names: readonly string[]): Readonly<Record<string, ReportRow>> {
  return Object.fromEntries(
    names.map((name) => {
      const row = NETWORK[name];
      if (row === undefined || row.env !== undefined) throw new Error(`no such row, or with an environment: ${name}`);
      return [name, row];
    }),
  );
}

const FORWARD_PROXIES: Readonly<Record<string, ReportRow>> = {
  'a local proxy that was switched off': {
    list: 'https://mirror.corp.example',
    findings: ['forward-proxy/local-proxy-gone error@0'],
    says: ['127\\.0\\.0\\.1:7890 on this machine, which HTTPS_PROXY names'],
  },
  'a forward proxy that wants a login': {
    list: 'http://mirror.corp.example',
    findings: ['forward-proxy/proxy-auth error@0'],
    says: ['HTTP 407', 'wants a user name and a password'],
  },
};

const HTTP: Readonly<Record<string, ReportRow>> = {
  'a refusal in the server’s words': {
    list: '{url:status-403}',
    findings: ['http-denied/403 error@0'],
    says: ['denies access \\(HTTP 403\\)\\. It says: “the lab says 403”'],
  },
  'a redirect to another host': { list: '{url:redirect-ok}', findings: [], says: ['sends on to 127\\.0\\.0\\.1:\\d+'] },
};

const GRAPH: Readonly<Record<string, ReportRow>> = {
  'a vendor folder that is asked for and not there': {
    list: '{url:healthy-tls}',
    home: { '.config/go/env': 'GOFLAGS=-mod=vendor\n' },
    findings: ['goproxy-off/vendor-missing error@-'],
    says: ['GOFLAGS holds -mod=vendor, and \\S+ has no vendor folder'],
  },
};

export const ROWS: Readonly<Record<string, ReportRow>> = {
  ...FORWARD_PROXIES,
  ...same('no such name', 'one server of two is dead', 'a line of the hosts file'),
  ...same('a connection that is forbidden', 'a login page in the place of everything'),
  ...same('an interceptor', 'an expired certificate', 'a wrong name'),
  ...HTTP,
  ...same('netrc: no entry'),
  ...same('a private module at a public mirror', 'a go line above the toolchain'),
  ...GRAPH,
  ...same('well, and the second name server is dead', 'well, and IPv6 is broken', 'a missing intermediate'),
  ...same('well, by name', 'well, over TLS', 'well, over HTTP/2'),
};
