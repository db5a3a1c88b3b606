// What the pictures are taken of: a small module, its list of module proxies, and the extension as it is installed. The lab's servers have
// names here: a forward proxy of the lab knows them, and nobody is looked up.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentWithin } from '../../test/editor/surfaces/workspace.ts';

const at = (fault) => `http://${fault}.lab.test`;
/** What is required, as the lab has it: a well-known module, and one that has a later version. */
const MODULES = ['golang.org/x/text@v0.14.0', 'example.test/d@v1.0.0'];
const GO_MOD = `module example.com/shop

go 1.21

require (
${MODULES.map((module) => `\t${module.replace('@', ' ')}\n`).join('')})
`;
/** Mirrors to choose from: so many that the public ones, of which nobody answers here, stand below the fold. */
const MIRRORS = [
  'silent',
  'healthy',
  'sumdb-good',
  'sumdb-none',
  'redirect-ok',
  'status-403',
  'status-502',
  'status-404',
  'altered-zip',
];
/** What a .vsix has of it. */
const EXTENSION = ['package.json', 'package.nls.json', 'package.nls.zh-cn.json', 'README.md', 'dist', 'media'];

/** Makes the folders; `close` removes them. */
export function openShop(root, lab) {
  const work = mkdtempSync(join(tmpdir(), 'go-proxy-doctor-pictures-'));
  const folder = join(work, 'shop');
  cpSync(join(root, 'examples', 'sample'), folder, { recursive: true });
  writeFileSync(join(folder, 'go.mod'), GO_MOD);
  writeFileSync(join(folder, 'go.sum'), lab.modules.goSum(MODULES)); // the lab's are not the real ones
  mkdirSync(join(folder, '.vscode'));
  const extension = join(work, 'extension');
  for (const name of EXTENSION) cpSync(join(root, name), join(extension, name), { recursive: true });
  const home = join(work, 'home');
  mkdirSync(home);
  writeFileSync(join(home, '.bashrc'), "PS1='$ '\n");
  const goproxyOf = (faults) => [...faults.map(at), 'direct'].join();
  const useList = (...faults) =>
    writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'go.goproxy': goproxyOf(faults) }));
  const first = ['silent', 'healthy'];
  useList(...first);
  return {
    ...{ folder, extension, useList },
    env: {
      ...environmentWithin(work),
      ...{ HOME: home, SHELL: '/bin/bash' },
      // Every public name ends at a proxy that knows none of them.
      ...{ HTTP_PROXY: lab.forwardProxies.good, HTTPS_PROXY: lab.forwardProxies.good, NO_PROXY: undefined },
      ...{ GOPROXY: goproxyOf(first), GOSUMDB: lab.sumdbKey, SSL_CERT_FILE: lab.caFile },
    },
    settings: {
      'goProxy.failover.mode': 'off',
      'goProxy.mirrors': MIRRORS.map((fault) => ({ url: at(fault), kind: 'public' })),
      'goProxy.probe.timeout': 2,
    },
    close() {
      endRelay(join(work, 'state'));
      rmSync(work, { recursive: true, force: true });
    },
  };
}

/** It outlives its windows while terminals have it. */
function endRelay(state) {
  try {
    const { owner } = JSON.parse(readFileSync(join(state, 'goproxy-doctor', 'relay', 'relay.json'), 'utf8'));
    process.kill(Number(owner.split(' ')[0]), 'SIGTERM');
  } catch {
    // There was none, or it has ended.
  }
}
