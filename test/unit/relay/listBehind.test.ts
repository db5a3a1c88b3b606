/** Where a list leads that goes through the user's own relay. */
import assert from 'node:assert/strict';
import { newToken } from '../../../src/relay/admission.ts';
import type { Assignment } from '../../../src/relay/shared/assignment.ts';
import { listBehind } from '../../../src/relay/shared/listBehind.ts';
import { relayUrl } from '../../../src/relay/steps.ts';

function assignment(folder: string, list: string): Assignment {
  return { token: newToken(), list, choice: null, publics: [], cache: 0, folder, holders: [] };
}
const urlOf = ({ token }: Assignment, port = 1234) => relayUrl(port, token);

describe('relay: the list behind a list', () => {
  const one = assignment('/one', 'https://goproxy.cn,direct');

  it('any other list is itself', () => {
    for (const list of [
      'https://goproxy.cn,direct',
      'direct',
      'off',
      '',
      'no list',
      `http://127.0.0.1:1/${newToken()}`,
    ])
      assert.equal(listBehind(list, [one]), list);
  });

  it('the relay’s is what it serves, whatever its port was, and however it ends', () => {
    for (const list of [`${urlOf(one)}|direct`, `${urlOf(one, 99)},off`, urlOf(one), `${urlOf(one)}/`])
      assert.equal(listBehind(list, [one]), one.list);
    const two = assignment('/two', `${urlOf(one)}|direct`);
    assert.equal(listBehind(urlOf(two), [one, two]), one.list);
  });

  it('a circle, and the relay among others, is none', () => {
    const self = { ...one, list: urlOf(one) };
    assert.equal(listBehind(urlOf(one), [self]), null);
    const two = assignment('/two', `${urlOf(one)}|direct`);
    assert.equal(listBehind(urlOf(two), [{ ...one, list: urlOf(two) }, two]), null);
    assert.equal(listBehind(`https://goproxy.cn,${urlOf(one)}`, [one]), null);
  });
});
