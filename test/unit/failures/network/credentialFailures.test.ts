/** Credentials that go did not send: told only where the entry denied, and never with a secret. */
import assert from 'node:assert/strict';
import { DETAILS } from '../../../../src/failures/details.ts';
import { type CredentialEvidence, credentialFailures } from '../../../../src/failures/network/credentialFailures.ts';
import type { NetrcMiss } from '../../../../src/gocmd/auth/netrc/netrcMiss.ts';
import { credentialText } from '../../../../src/text/words/network/credentialText.ts';

type Known = CredentialEvidence['known'];

const NOTHING: Known = {
  credentials: { headers: null, source: null },
  goauthFault: null,
  troubles: [],
  netrcMiss: { reason: 'no-entry', machine: null },
  netrcPath: '/h/.netrc',
  netrcIsOpen: false,
  isUnknown: false,
};

function failures(status: number | null, known: Partial<Known> = {}) {
  return credentialFailures({ status, host: 'a.example:8443', known: { ...NOTHING, ...known } });
}

const words = (...of: Parameters<typeof failures>) => failures(...of).map(({ code, detail }) => `${code}/${detail}`);

const MISSES: readonly NetrcMiss['reason'][] = [
  ...(['too-large', 'unreadable', 'no-password', 'no-login', 'port-mismatch', 'name-case', 'path-mismatch'] as const),
  ...(['byte-order-mark', 'endless-macro', 'unread', 'default-ignored', 'no-entry', 'no-file'] as const),
];

describe('credentialFailures', () => {
  it('are silent where nobody was denied', () => {
    for (const status of [null, 200, 302, 404, 407, 410, 429, 451, 500]) {
      for (const reason of MISSES) assert.deepEqual(words(status, { netrcMiss: { reason, machine: null } }), []);
    }
  });

  it('are silent where go sent something, and where it is not known', () => {
    for (const source of ['url', 'netrc', 'goauth-git', 'goauth-command'] as const) {
      assert.deepEqual(words(401, { credentials: { headers: null, source }, netrcMiss: null }), []);
    }
    assert.deepEqual(words(401, { isUnknown: true }), []);
    assert.deepEqual(words(401, { netrcMiss: null }), []);
  });

  it('tell a netrc that everybody may read, where it gave what was sent', () => {
    for (const status of [200, 401]) {
      const credentials = { headers: null, source: 'netrc' } as const;
      const [failure, ...others] = failures(status, { credentials, netrcMiss: null, netrcIsOpen: true });
      assert.deepEqual(failure, {
        ...{ code: 'netrc-broken', detail: 'open-to-all' },
        facts: { host: 'a.example:8443', file: '/h/.netrc' },
      });
      assert.deepEqual(others, []);
    }
  });

  it('take a 403 for a rule where there is no netrc at all', () => {
    const netrcMiss = { reason: 'no-file', machine: null } as const;
    assert.deepEqual([words(403, { netrcMiss }), words(401, { netrcMiss })], [[], ['netrc-broken/no-file']]);
  });

  it('tell a GOAUTH that go refuses, whatever we were answered', () => {
    for (const status of [null, 200, 401]) {
      assert.deepEqual(words(status, { goauthFault: 'empty-command' }), ['goproxy-invalid/goauth']);
    }
  });

  it('tell a command that granted nothing, beside netrc', () => {
    const troubles = [{ command: 'helper', trouble: 'failed' }] as const;
    assert.deepEqual(words(401, { troubles }), ['netrc-broken/goauth-command', 'netrc-broken/no-entry']);
    assert.deepEqual(words(200, { troubles }), []);
  });

  it('have a documented detail and a sentence of its own for every reason', () => {
    const sentences = new Set<string>();
    for (const reason of MISSES) {
      const [failure] = failures(401, { netrcMiss: { reason, machine: '\u001b[2Ja.example' } });
      assert.ok(failure !== undefined && DETAILS['netrc-broken'].includes(failure.detail), reason);
      const sentence = credentialText(failure);
      assert.match(sentence, /\.$/);
      assert.doesNotMatch(sentence, /\{\d\}|undefined|\u001b/, sentence);
      sentences.add(sentence);
    }
    assert.equal(sentences.size, MISSES.length);
    for (const goauthFault of [
      'empty-command',
      'off-combined',
      'git-no-folder',
      'git-relative',
      'git-no-directory',
    ] as const) {
      for (const failure of failures(null, { goauthFault })) sentences.add(credentialText(failure));
    }
    for (const trouble of ['not-found', 'failed', 'hangs', 'unusable-output'] as const) {
      const [failure] = failures(401, { troubles: [{ command: 'helper', trouble }], netrcMiss: null });
      assert.ok(failure !== undefined);
      sentences.add(credentialText(failure));
    }
    assert.equal(sentences.size, MISSES.length + 9);
  });
});
