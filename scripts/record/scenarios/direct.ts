/** `direct`: repositories' own hosts, and git. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveGit } from '../../../test/differential/drivers/gitHost.ts';
import { goImport, hangUp, html, status } from '../behaviours.ts';
import type { Behaviour, Scenario } from '../scenario.ts';
import { passOn } from '../stage.ts';
import { app, failure } from './parts.ts';

const PRIVATE = 'github.com/acme/private';
const GET_PRIVATE = `go get ${PRIVATE}@v1.0.0`;
const TEAM = 'corp.example.com/team/lib';
const REALM = { 'www-authenticate': 'Basic realm="GitHub"' };
/** git asks ssh, and ssh is a script that says what a server would. */
const OVER_SSH = {
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'url.ssh://git@github.com/.insteadOf',
  GIT_CONFIG_VALUE_0: 'https://github.com/',
};

function ssh(words: string): Record<string, string> {
  return { 'bin/ssh': `#!/bin/sh\ncat >&2 <<'END'\n${words}\nEND\nexit 255\n` };
}

/** Repositories below /home/dev/repos. */
const repositories: Behaviour = ({ request, response }) => {
  serveGit('/home/dev/repos', request as IncomingMessage, response as ServerResponse);
  return null;
};

/** Made as root, who serves it: git refuses a repository of another user. */
const REPOSITORY = [
  '# root\nexport GIT_CONFIG_COUNT=0',
  'mkdir -p ~/repos/acme && cd ~/repos/acme && git init -q --bare private.git && git init -q work && cd work',
  `printf 'module ${PRIVATE}\\n\\ngo 1.19\\n' > go.mod && git add . && git -c user.name=a -c user.email=a@example.com commit -qm x`,
  'git tag v1.0.0 && git push -q ../private.git HEAD:master v1.0.0 && git -C ../private.git update-server-info; mv ../private.git ../private',
].join(' && ');

export const DIRECT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'vcs-missing',
    go: '1.20.14',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    env: { PATH: '/usr/local/go/bin' },
    scenario: 'git is not installed',
    expect: [failure('vcs-missing', PRIVATE, 'v1.0.0', null)],
  },
  {
    name: 'vcs-missing-after-404',
    go: '1.26.8',
    command: 'go mod tidy',
    goproxy: 'https://goproxy.cn,direct',
    hosts: { 'goproxy.cn': status(404) },
    files: app({ requires: [`${PRIVATE}@v1.0.0`] }),
    env: { PATH: '/usr/local/go/bin' },
    scenario: '404 from the proxy, git is not installed',
    expect: [failure('vcs-missing', PRIVATE, 'v1.0.0', null)],
  },
  {
    name: 'vcs-auth-username',
    go: '1.24.9',
    command: GET_PRIVATE,
    goproxy: 'direct',
    hosts: { 'github.com': status(401, '', REALM) },
    files: app({ requires: [] }),
    scenario: 'a private repository over https, nobody to ask',
    expect: [failure('vcs-auth', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'vcs-auth-username-goprivate',
    go: '1.20.14',
    command: 'go mod download',
    goproxy: 'https://goproxy.cn,direct',
    hosts: { 'github.com': status(401, '', REALM) },
    files: app({ requires: [`${PRIVATE}@v1.0.0`] }),
    env: { GOPRIVATE: 'github.com/acme' },
    scenario: 'a private repository over https, by GOPRIVATE',
    expect: [failure('vcs-auth', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'vcs-auth-wrong-password',
    go: '1.22.12',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'github.com': status(401, '', REALM) },
    env: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'url.https://dev:wrong@github.com/.insteadOf',
      GIT_CONFIG_VALUE_0: 'https://github.com/',
    },
    scenario: 'a private repository over https, a wrong token',
    expect: [failure('vcs-auth', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'vcs-auth-publickey',
    go: '1.26.8',
    command: GET_PRIVATE,
    goproxy: 'direct',
    files: {
      ...app({ requires: [] }),
      ...ssh(`git@github.com: Permission denied (publickey).`),
    },
    env: { ...OVER_SSH, GIT_SSH_COMMAND: '/home/dev/bin/ssh' },
    scenario: 'a private repository over ssh, no key (a stand-in for ssh says so)',
    expect: [{ code: 'vcs-auth', module: PRIVATE, version: 'v1.0.0' }],
  },
  {
    name: 'vcs-auth-host-key',
    go: '1.27.0',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    files: ssh('Host key verification failed.'),
    env: { ...OVER_SSH, GIT_SSH_COMMAND: '/home/dev/bin/ssh' },
    scenario: 'a private repository over ssh, unknown host key (a stand-in for ssh says so)',
    expect: [{ code: 'vcs-auth', module: PRIVATE, version: 'v1.0.0' }],
  },
  {
    name: 'ssh-refused',
    go: '1.24.9',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'github.com': 'refused' },
    env: OVER_SSH,
    scenario: 'nobody listens at the ssh port',
    expect: [{ code: 'refused', module: PRIVATE, version: 'v1.0.0' }],
  },
  {
    name: 'git-unknown-host',
    go: '1.27.0',
    command: 'go list -m -versions github.com/acme/private',
    goproxy: 'direct',
    files: app({ requires: [] }),
    scenario: 'git cannot resolve the host',
    expect: [{ code: 'dns', module: PRIVATE, host: 'github.com' }],
  },
  {
    name: 'git-refused',
    go: '1.22.12',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'https://goproxy.cn,direct',
    hosts: { 'goproxy.cn': status(404, 'not found: temporarily unavailable'), 'github.com': 'refused' },
    scenario: '404 from the proxy, the repository host refuses',
    expect: [failure('refused', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'git-not-found',
    go: '1.20.14',
    command: 'go get github.com/acme/gone@latest',
    goproxy: 'direct',
    hosts: { 'github.com': status(404) },
    files: app({ requires: [] }),
    scenario: 'git: no such repository',
    expect: [failure('not-found', 'github.com/acme/gone', 'latest', 'github.com')],
  },
  {
    name: 'git-403',
    go: '1.26.8',
    command: `go mod download -json ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'github.com': status(403) },
    scenario: 'git: 403 from the repository host',
    expect: [failure('http-denied', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'git-500',
    go: '1.24.9',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'github.com': status(500) },
    scenario: 'git: 500 from the repository host',
    expect: [failure('server-error', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'git-tls',
    go: '1.27.0',
    command: GET_PRIVATE,
    goproxy: 'direct',
    hosts: { 'github.com': 'tls-self-signed' },
    files: app({ requires: [] }),
    scenario: 'git: a certificate that nobody trusts',
    expect: [failure('tls', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'git-cut',
    go: '1.22.12',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'github.com': hangUp },
    scenario: 'git: the connection ends instead of an answer',
    expect: [failure('reset', PRIVATE, 'v1.0.0', 'github.com')],
  },
  {
    name: 'git-forward-proxy-407',
    go: '1.26.8',
    command: `go mod download ${PRIVATE}@v1.0.0`,
    goproxy: 'direct',
    hosts: { 'proxy.corp.example': 'forward-proxy', 'github.com': status(401) },
    socket: (socket, lab) => passOn(socket, Number(new URL(lab.forwardProxies.auth).port)),
    env: { HTTPS_PROXY: 'http://proxy.corp.example:3128' },
    scenario: 'git: the forward proxy wants credentials',
    expect: [{ code: 'forward-proxy', module: PRIVATE, version: 'v1.0.0' }],
  },
  {
    name: 'git-unknown-revision',
    go: '1.27.0',
    command: `go get ${PRIVATE}@v1.4.0`,
    goproxy: 'direct',
    hosts: { 'github.com': repositories },
    files: app({ requires: [] }),
    before: REPOSITORY,
    scenario: 'the repository has no such tag',
    expect: [{ code: 'not-found', module: PRIVATE, version: 'v1.4.0' }],
  },
  {
    name: 'vanity-unknown-host',
    go: '1.20.14',
    command: `go mod download ${TEAM}@v0.1.0`,
    goproxy: 'https://goproxy.cn,direct',
    hosts: { 'goproxy.cn': status(404, 'not found') },
    scenario: '404 from the proxy, the module host does not exist',
    expect: [failure('dns', TEAM, 'v0.1.0', 'corp.example.com')],
  },
  {
    name: 'vanity-404',
    go: '1.24.9',
    command: 'go mod tidy',
    goproxy: 'direct',
    hosts: { 'corp.example.com': html(404) },
    files: app({ requires: [], imports: [TEAM] }),
    scenario: '404 for the page that should name the repository',
    expect: [{ code: 'not-found', module: TEAM, host: 'corp.example.com' }],
  },
  {
    name: 'vanity-no-meta',
    go: '1.26.8',
    command: `go get ${TEAM}@latest`,
    goproxy: 'direct',
    hosts: { 'corp.example.com': html() },
    files: app({ requires: [] }),
    scenario: 'a page that names no repository',
    expect: [{ code: 'not-found', module: TEAM }],
  },
  {
    name: 'vanity-403',
    go: '1.22.12',
    command: `go mod download ${TEAM}@v0.1.0`,
    goproxy: 'https://goproxy.cn,direct',
    hosts: { 'corp.example.com': status(403) },
    env: { GOPRIVATE: 'corp.example.com' },
    scenario: '403 for the page that should name the repository',
    expect: [failure('http-denied', TEAM, 'v0.1.0', 'corp.example.com')],
  },
  {
    name: 'govcs-disallows',
    go: '1.20.14',
    command: `go mod download ${TEAM}@v0.1.0`,
    goproxy: 'direct',
    hosts: { 'corp.example.com': goImport(`${TEAM} hg https://hg.example.com/lib`) },
    env: { GOVCS: 'public:git' },
    scenario: 'GOVCS forbids hg for public modules',
    expect: [{ code: 'goproxy-off', module: TEAM, version: 'v0.1.0' }],
  },
  {
    name: 'hg-missing',
    go: '1.24.9',
    command: `go mod download ${TEAM}@v0.1.0`,
    goproxy: 'direct',
    hosts: { 'corp.example.com': goImport(`${TEAM} hg https://hg.example.com/lib`) },
    env: { GOVCS: '*:all' },
    scenario: 'Mercurial is not installed',
    expect: [{ code: 'vcs-missing', module: TEAM, version: 'v0.1.0' }],
  },
];
