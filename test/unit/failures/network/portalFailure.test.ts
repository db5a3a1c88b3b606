/** Login pages in the place of servers, and what only looks like one. */
import assert from 'node:assert/strict';
import { type PortalExchange, portalFailure } from '../../../../src/failures/network/portalFailure.ts';
import { portalClause } from '../../../../src/text/words/network/portalText.ts';

const LOGIN = 'http://10.0.0.1/login.html?next=x&token=secret';

type Given = Partial<PortalExchange['exchange']>;

function asked(expects: PortalExchange['expects'], given: Given = {}): PortalExchange {
  const url = `http://mirror.test/${expects === 'file' ? 'm/@v/v1.0.0.info' : 'no-such-path'}`;
  return {
    expects,
    exchange: { url, status: 200, contentType: 'text/html; charset=utf-8', redirects: [], fault: null, ...given },
  };
}

const JSON_ANSWER: Given = { contentType: 'application/json' };
const NOT_FOUND: Given = { status: 404 };
const redirected = (to = LOGIN): Given => ({ redirects: [to] });

const ROWS: readonly (readonly [what: string, exchanges: readonly PortalExchange[], detail: string | null])[] = [
  ['nothing', [], null],
  ['a page for everything', [asked('file'), asked('nothing')], 'html'],
  ['a page for the file alone: no test was made', [asked('file')], null],
  ['a page for the file, 404 for what is not there', [asked('file'), asked('nothing', NOT_FOUND)], null],
  ['a healthy server', [asked('file', JSON_ANSWER), asked('nothing', NOT_FOUND)], null],
  ['a start page for what is not there', [asked('file', JSON_ANSWER), asked('nothing')], null],
  ['a login page for all', [asked('file', redirected()), asked('nothing', redirected())], 'redirected'],
  ['a login page for one', [asked('file', redirected())], 'redirected'],
  ['a login page, and an answer', [asked('file', redirected()), asked('nothing', NOT_FOUND)], null],
  ['a login page of its own', [asked('file', redirected('http://mirror.test/login'))], null],
  ['a download host', [asked('file', { ...JSON_ANSWER, redirects: ['http://cdn.test/auth/x'] })], null],
  ['no answer', [asked('file', { status: null }), asked('nothing', { status: null })], null],
  ['junk', [asked('file', { url: 'x', redirects: ['y'] })], null],
];

describe('portalFailure', () => {
  for (const [what, exchanges, detail] of ROWS) {
    it(`${what}: ${detail}`, () => assert.equal(portalFailure(exchanges)?.detail ?? null, detail));
  }

  it('names the login page, without the query', () => {
    const failure = portalFailure([asked('file', redirected())]);
    assert.deepEqual(failure?.facts, { host: '10.0.0.1', url: 'http://10.0.0.1/login.html' });
    assert.match(portalClause(failure as never), /10\.0\.0\.1/);
  });
});
