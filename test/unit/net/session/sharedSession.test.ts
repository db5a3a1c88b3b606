/** Several sessions as one: each request goes to the one with the least to do. */
import assert from 'node:assert/strict';
import type { Exchange, GetOptions } from '../../../../src/net/exchange.ts';
import { sharedSession } from '../../../../src/net/session/sharedSession.ts';

const OPTIONS: GetOptions = { deadline: 1, maxBody: 1, signal: new AbortController().signal };

/** Sessions that answer when they are told to, and say who was asked for what. */
function fakeSessions() {
  const asked: string[] = [];
  const answers = new Map<string, (exchange: Exchange) => void>();
  let count = 0;
  let closed = 0;
  const open = () => {
    const name = count++;
    return {
      get(url: string) {
        asked.push(`${name} ${url}`);
        return new Promise<Exchange>((resolve, reject) => {
          answers.set(url, resolve);
          if (url === 'bad') reject(new Error('closed'));
        });
      },
      close: () => void closed++,
    };
  };
  return { open, asked, answer: (url: string) => answers.get(url)?.({ url } as Exchange), closed: () => closed };
}

describe('net: a shared session', () => {
  it('spreads requests over its sessions, and fills the one that is done', async () => {
    const fake = fakeSessions();
    const shared = sharedSession(fake.open, 2);
    const first = shared.get('a', OPTIONS);
    const others = ['b', 'c'].map((url) => shared.get(url, OPTIONS));
    assert.deepEqual(fake.asked, ['0 a', '1 b', '0 c']);
    fake.answer('b');
    assert.equal((await others[0])?.url, 'b');
    others.push(shared.get('d', OPTIONS));
    assert.equal(fake.asked.at(-1), '1 d');
    for (const url of ['a', 'c', 'd']) fake.answer(url);
    await Promise.all([first, ...others]);
  });

  it('a request that fails is one less; closing closes all', async () => {
    const fake = fakeSessions();
    const shared = sharedSession(fake.open, 3);
    await assert.rejects(shared.get('bad', OPTIONS), /closed/);
    void shared.get('a', OPTIONS);
    assert.equal(fake.asked.at(-1), '0 a');
    shared.close();
    assert.equal(fake.closed(), 3);
  });
});
