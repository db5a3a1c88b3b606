/** Look-ups: shared, bounded, and their failures told apart. */
import assert from 'node:assert/strict';
import { allow } from '../../src/net/allowance.ts';
import { type NameService, Names } from '../../src/net/link/names.ts';
import { until } from '../support/until.ts';
import { NEVER } from './fixtures/client.ts';

interface Asked {
  readonly host: string;
  readonly answer: (addresses: readonly string[]) => void;
  readonly fail: (code: string) => void;
}

/** A service whose look-ups end when the test says so. */
class ManualNames implements NameService {
  readonly lookups: Asked[] = [];
  readonly questions: Asked[] = [];

  lookup(host: string): Promise<readonly string[]> {
    return this.#enter(host, this.lookups);
  }

  ask(host: string): Promise<readonly string[]> {
    return this.#enter(host, this.questions);
  }

  #enter(host: string, list: Asked[]): Promise<readonly string[]> {
    return new Promise((answer, reject) => {
      list.push({ host, answer, fail: (code) => reject(Object.assign(new Error(`${code} ${host}`), { code })) });
    });
  }
}

const soon = () => allow(2000, NEVER);

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  assert.ok(item !== undefined, `no item ${index} among ${list.length}`);
  return item;
}

describe('names', () => {
  for (const literal of ['127.0.0.1', '::1', 'fe80::1%eth0']) {
    it(`takes ${literal} as it is`, async () => {
      const service = new ManualNames();
      assert.deepEqual(await new Names(service).resolve(literal, soon()), { ok: true, value: [literal] });
      assert.equal(service.lookups.length, 0);
    });
  }

  it('asks once for all who want the same name at the same time', async () => {
    const service = new ManualNames();
    const names = new Names(service);
    const both = [names.resolve('a.test', soon()), names.resolve('a.test', soon())];
    assert.equal(service.lookups.length, 1);
    at(service.lookups, 0).answer(['192.0.2.1', '2001:db8::1']);
    for (const one of await Promise.all(both)) assert.deepEqual(one, { ok: true, value: ['192.0.2.1', '2001:db8::1'] });
  });

  it('holds two threads at most, given up look-ups included', async () => {
    const service = new ManualNames();
    const names = new Names(service);
    const [a, b] = await Promise.all(['a.test', 'b.test'].map((host) => names.resolve(host, allow(20, NEVER))));
    assert.equal(a?.ok === false && a.error.kind, 'lookup-timeout');
    assert.equal(b?.ok === false && b.error.kind, 'lookup-timeout');
    const c = names.resolve('c.test', soon());
    const d = names.resolve('d.test', soon());
    assert.deepEqual(
      service.lookups.map(({ host }) => host),
      ['a.test', 'b.test'],
    );
    at(service.lookups, 0).fail('EAI_AGAIN');
    await until(() => service.lookups.length === 3, 'lookup 3');
    at(service.lookups, 2).answer(['192.0.2.3']);
    assert.deepEqual(await c, { ok: true, value: ['192.0.2.3'] });
    await until(() => service.lookups.length === 4, 'lookup 4');
    at(service.lookups, 3).answer(['192.0.2.4']);
    assert.deepEqual(await d, { ok: true, value: ['192.0.2.4'] });
  });

  it('asks the name servers itself where no thread is to be had', async () => {
    const service = new ManualNames();
    const names = new Names(service);
    await Promise.all(['a.test', 'b.test'].map((host) => names.resolve(host, allow(20, NEVER))));
    const c = names.resolve('c.test', soon());
    await until(() => service.questions.length === 1, 'question 1');
    at(service.questions, 0).answer(['192.0.2.3']);
    assert.deepEqual(await c, { ok: true, value: ['192.0.2.3'] });
  });

  it('does not take “no such name” for an answer there, and says that it waited for others', async () => {
    const service = new ManualNames();
    const names = new Names(service);
    await Promise.all(['a.test', 'b.test'].map((host) => names.resolve(host, allow(20, NEVER))));
    const c = names.resolve('c.test', allow(500, NEVER));
    await until(() => service.questions.length === 1, 'question 1');
    at(service.questions, 0).fail('ENOTFOUND');
    const result = await c;
    assert.deepEqual(result.ok === false && [result.error.kind, result.error.detail], ['out-of-time', 'dns-queued']);
  });

  const causes = [
    ['ENOTFOUND', null, 'no-such-host', 'dns-no-such-host'],
    ['EAI_AGAIN', 'ESERVFAIL', 'name-server-failure', 'dns-server-failure'],
    ['EAI_AGAIN', 'EREFUSED', 'name-server-failure', 'dns-server-refused'],
    ['EAI_AGAIN', 'EBADRESP', 'name-server-failure', 'dns-server-failure'],
    ['EAI_AGAIN', 'ETIMEOUT', 'lookup-timeout', 'dns-timeout'],
    ['EAI_AGAIN', 'ECONNREFUSED', 'resolver-unreachable', 'dns-resolver-unreachable'],
    ['EAI_FAIL', 'ENOTFOUND', 'no-such-host', 'dns-no-such-host'],
  ] as const;
  for (const [lookup, servers, kind, detail] of causes) {
    it(`tells ${lookup}, servers ${servers ?? 'not asked'}, as ${detail}`, async () => {
      const service = new ManualNames();
      const pending = new Names(service).resolve('a.test', soon());
      at(service.lookups, 0).fail(lookup);
      if (servers !== null) {
        await until(() => service.questions.length === 1, 'question 1');
        at(service.questions, 0).fail(servers);
      }
      const result = await pending;
      assert.deepEqual(result.ok === false && [result.error.kind, result.error.detail, result.error.phase], [
        kind,
        detail,
        'lookup',
      ]);
    });
  }

  it('believes the name servers where only the system failed, as Go’s own resolver would', async () => {
    const service = new ManualNames();
    const pending = new Names(service).resolve('a.test', soon());
    at(service.lookups, 0).fail('EAI_AGAIN');
    await until(() => service.questions.length === 1, 'question 1');
    at(service.questions, 0).answer(['192.0.2.1']);
    assert.deepEqual(await pending, { ok: true, value: ['192.0.2.1'] });
  });

  it('lets go at once when aborted, in the look-up and in the queue', async () => {
    const service = new ManualNames();
    const names = new Names(service);
    const stop = new AbortController();
    const pending = ['a.test', 'b.test', 'c.test'].map((host) => names.resolve(host, allow(60_000, stop.signal)));
    stop.abort(new Error('enough'));
    for (const one of pending) await assert.rejects(one, /enough/);
  });
});
