/** What is proposed where a forward proxy is missing, or is gone. */
import assert from 'node:assert/strict';
import { proposeRemedies } from '../../../src/remedies/proposeRemedies.ts';
import type { RemedyContext, RemedyFailure } from '../../../src/remedies/remedyContext.ts';

const CONTEXT: RemedyContext = {
  list: null,
  better: null,
  current: { value: 'https://a.example', store: null },
  publicMirrors: [],
  shell: 'posix',
};

function best(failure: Partial<RemedyFailure>, context: Partial<RemedyContext> = {}) {
  const whole = { code: 'system-proxy-ignored', detail: 'gnome', entry: null, ...failure } as const;
  const [first] = proposeRemedies(whole, { ...CONTEXT, ...context });
  assert.ok(first !== undefined);
  return first;
}

describe('remedies of forward proxies', () => {
  const facts = { proxy: 'http://proxy.corp.example:8080' };

  it('gives go the one that the desktop uses, in the workspace or in the shell', () => {
    const values = { HTTPS_PROXY: facts.proxy, HTTP_PROXY: facts.proxy };
    const workspace = best({ facts }, { scope: 'workspace' });
    assert.deepEqual([workspace.id, workspace.store], ['set-forward-proxy', 'terminal.integrated.env']);
    assert.deepEqual(workspace.action, { kind: 'set', values });
    const shell = best({ facts });
    assert.equal(shell.store, 'os-env');
    assert.equal(shell.command, `export HTTPS_PROXY=${facts.proxy} HTTP_PROXY=${facts.proxy}`);
    assert.equal(shell.undo, 'unset HTTPS_PROXY HTTP_PROXY');
  });

  it('has nothing to give where only a script knows, and types no secret', () => {
    for (const proxy of ['', 'http://me:secret@proxy.corp.example:8080']) {
      assert.equal(best({ facts: { proxy } }, { scope: 'workspace' }).id, 'check-forward-proxy');
    }
  });

  it('takes the variable of a program that was switched off away', () => {
    const gone = { code: 'forward-proxy', detail: 'proxy-refused' } as const;
    assert.equal(best({ ...gone, facts: { variable: 'https_proxy' } }).command, 'unset https_proxy');
    assert.equal(best({ ...gone, facts: { variable: 'PATH' } }).command, null);
    assert.equal(best(gone).command, null);
  });
});
