/** Which spelling of a variable counts, by the version of Go. */
import assert from 'node:assert/strict';
import { forwardProxyFor } from '../../../../src/net/forwardProxy/forwardProxy.ts';
import { letterCaseDecides, lowerCaseWins } from '../../../../src/net/forwardProxy/letterCase.ts';

const url = new URL('https://a.test');

describe('lowerCaseWins', () => {
  it('begins with the release that is taken to vendor the change', () => {
    const upper = [null, '', 'go', 'go1', 'go1.20.14', 'go1.26.8', 'go1.27.0', 'devel go1.27-41f485b9a7', 'devel +abc'];
    const lower = ['go1.28', 'go1.28rc1', 'go1.28.3-X:none', 'go1.28-devel_41f485b9a7', 'go1.100.0', 'go2.0'];
    assert.deepEqual(upper.filter(lowerCaseWins), []);
    assert.deepEqual(lower.filter(lowerCaseWins), lower);
  });
});

describe('letterCaseDecides', () => {
  it('only where both are set, to different values', () => {
    assert.equal(letterCaseDecides({ HTTP_PROXY: 'a', https_proxy: 'b' }), false);
    assert.equal(letterCaseDecides({ HTTP_PROXY: 'a', http_proxy: 'a' }), false);
    assert.equal(letterCaseDecides({ HTTP_PROXY: '', http_proxy: 'a' }), false);
    assert.equal(letterCaseDecides({ no_proxy: 'a', NO_PROXY: 'b' }), true);
  });
});

describe('forwardProxyFor with lowerFirst', () => {
  const both = { HTTPS_PROXY: 'http://upper.test', https_proxy: 'http://lower.test' };
  const rules = { lowerFirst: true };

  it('takes the lower-case name, and the upper-case one where that is empty', () => {
    assert.equal(forwardProxyFor(url, both, rules).variable, 'https_proxy');
    assert.equal(forwardProxyFor(url, both).variable, 'HTTPS_PROXY');
    assert.equal(forwardProxyFor(url, { ...both, https_proxy: '' }, rules).variable, 'HTTPS_PROXY');
  });

  it('holds for NO_PROXY too, which is read by itself', () => {
    const env = { HTTPS_PROXY: 'http://upper.test', NO_PROXY: 'b.test', no_proxy: 'a.test' };
    assert.deepEqual(forwardProxyFor(url, env, rules), { proxy: null, reason: 'NO_PROXY', variable: 'no_proxy' });
    assert.equal(forwardProxyFor(url, env).reason, 'HTTPS_PROXY');
  });
});
