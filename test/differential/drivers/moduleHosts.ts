/** The hosts that `direct` asks about a module: pages with a go-import tag, without one, broken ones, a mirror and a git host. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';
import { makeCertificates } from '../../lab/servers/certificates.ts';
import type { DnsServer } from '../../lab/servers/dnsServer.ts';
import { DIRECT_QUERY } from '../entryNamer.ts';
import { type TreeModule, treeAnswers } from '../fileTrees.ts';
import { serveGit } from './gitHost.ts';

export interface ModuleHosts {
  /** PEM of the authority behind them. */
  readonly rootPem: string;
  /** `M@V` of a module for each way that `direct` can end; no server of the lab has them. */
  readonly modules: readonly string[];
  /** Those that end well. */
  readonly served: readonly string[];
  stop(): void;
}

interface Page {
  readonly status: number;
  /** VCS and URL of the tag. */
  readonly tag: string | null;
}

const MIRROR = `mod https://own.lab.test?${DIRECT_QUERY}`;
const PAGES = {
  mod: { status: 200, tag: MIRROR },
  git: { status: 200, tag: 'git https://git.lab.test/git' },
  // go reads the tags of an error page too.
  'mod-404': { status: 404, tag: MIRROR },
  'mod-500': { status: 500, tag: MIRROR },
  'mod-refused': { status: 200, tag: 'mod https://closed.test' },
  'mod-404-mirror': { status: 200, tag: 'mod https://own.lab.test/none' },
  'git-404': { status: 404, tag: 'git https://git.lab.test/git-404' },
  'no-repository': { status: 200, tag: 'git https://git.lab.test/nowhere' },
  'web-page': { status: 200, tag: 'git https://pages.lab.test/no-tag' },
  'no-tag': { status: 200, tag: null },
  'no-page': { status: 404, tag: null },
  broken: { status: 500, tag: null },
} satisfies Record<string, Page>;

type PageName = keyof typeof PAGES;

const SERVED: readonly PageName[] = ['mod', 'git', 'git-404'];
const VERSION = 'v1.0.0';

/** The modules behind the pages; the `git` ones need a repository of their name, with treeFiles in it. */
export const PAGE_MODULES = Object.fromEntries(
  Object.keys(PAGES).map((name) => {
    const path = `pages.lab.test/${name}`;
    return [name, { path, version: VERSION, goMod: `module ${path}\n` }];
  }),
) as Record<PageName, TreeModule>;

/** Starts them on port 443 of loopback addresses, which only a namespace has free. `repositories` is the folder of the `git` ones. */
export async function startModuleHosts(dns: DnsServer, repositories: string): Promise<ModuleHosts> {
  const { rootPem, servers } = makeCertificates('http://127.0.0.1:1/none');
  const files = await mirrorFiles();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url?.split('?')[0] ?? '';
    const { host } = request.headers;
    if (host === 'git.lab.test') return serveGit(repositories, request, response);
    if (host === 'own.lab.test') return sendFile(response, files.get(path));
    sendPage(response, path.split('/')[1] ?? '');
  };
  const good = https.createServer(servers.good, answer);
  const stranger = https.createServer(servers['unknown-authority'], answer);
  await listen(good, '127.0.0.1');
  await listen(stranger, '127.0.0.2');
  dns.set('stranger.lab.test', { a: ['127.0.0.2'] });
  dns.set('closed.test', { a: ['127.0.0.3'] });
  dns.set('forged.test', { a: ['192.0.2.1'] });
  dns.set('broken.test', 'servfail');
  dns.set('silent.test', 'silent');
  const hosts = ['stranger.lab.test', 'closed.test', 'forged.test', 'broken.test', 'silent.test', 'nowhere.test'];
  const paths = [
    ...Object.values(PAGE_MODULES).map(({ path }) => path),
    ...hosts.map((host) => `${host}/m`),
    'github.com/lab/m',
  ];
  return {
    rootPem,
    modules: paths.map((path) => `${path}@${VERSION}`),
    served: SERVED.map((name) => `${PAGE_MODULES[name].path}@${VERSION}`),
    stop: () => {
      for (const server of [good, stranger]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function mirrorFiles(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const module of Object.values(PAGE_MODULES)) {
    const answers = await treeAnswers(module);
    for (const [kind, content] of Object.entries(answers)) {
      files.set(`/${module.path}/@v/${VERSION}.${kind}`, content);
    }
  }
  return files;
}

function sendFile(response: ServerResponse, content: Buffer | undefined): void {
  response.writeHead(content === undefined ? 404 : 200).end(content);
}

function sendPage(response: ServerResponse, name: string): void {
  const { status, tag }: Page = PAGES[name as PageName] ?? { status: 404, tag: null };
  const meta = tag === null ? '' : `<meta name="go-import" content="pages.lab.test/${name} ${tag}">`;
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<!DOCTYPE html><html><head>${meta}</head><body>A page.</body></html>`);
}

function listen(server: https.Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, address, resolve);
  });
}
