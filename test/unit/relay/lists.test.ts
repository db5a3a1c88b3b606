/** Several windows, one relay: each list is its token's alone. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { parseList } from '../../../src/goproxy/list/list.ts';
import type { UpstreamRequest } from '../../../src/net/upstream/upstream.ts';
import { newToken } from '../../../src/relay/admission.ts';
import { Circuits } from '../../../src/relay/circuits.ts';
import { Relay } from '../../../src/relay/relay.ts';
import { ManualClock } from '../../support/manualClock.ts';

const LIST = 'm.test/a/@v/list';

function start() {
  const clock = new ManualClock();
  const asked: string[] = [];
  const broken = new Set<string>();
  const upstream = {
    async ask(url: string, { credentials }: UpstreamRequest) {
      const { host } = new URL(url);
      asked.push([host, ...credentials.map(([, value]) => value)].join(' '));
      const status = broken.has(host) ? 403 : 200;
      return { status, headers: new Map<string, string>(), body: Readable.from([Buffer.from('v1.0.0\n')]), ms: 1, url };
    },
    close: () => undefined,
  };
  const circuits = new Circuits(clock, () => 0);
  const relay = new Relay({ clock, circuits, upstream, explain: (tried) => `${tried.length} failed` });
  const serve = (token: string, text: string, secret: string) => {
    const list = parseList(text);
    assert.ok(list.ok);
    const isPublic = ({ host }: { readonly host: string }) => host.startsWith('pub');
    relay.serve(token, { list: list.value, isPublic, credentials: () => [['Authorization', secret]] });
  };
  const ask = async (token: string, path = LIST) => {
    asked.length = 0;
    const request = { method: 'GET', target: `/${token}/${path}`, host: 'localhost:1' };
    const { status } = await relay.respond({ ...request, signal: new AbortController().signal }, 1);
    return `${status} ${asked.join(', ')}`.trim();
  };
  return { relay, serve, ask, broken };
}

describe('relay: several lists', () => {
  it('each token leads to its own list, with its own credentials', async () => {
    const { relay, serve, ask } = start();
    const [one, two, three] = [newToken(), newToken(), newToken()];
    serve(one, 'https://corp1,https://pub', 'secret-1');
    serve(two, 'https://corp2,https://pub', 'secret-2');
    assert.equal(await ask(one), '200 corp1 secret-1');
    assert.equal(await ask(two), '200 corp2 secret-2');
    assert.equal(await ask(three), '403');
    relay.withdraw(one);
    assert.equal(await ask(one), '403');
    assert.equal(await ask(two), '200 corp2 secret-2');
    serve(two, 'https://corp3', 'secret-3');
    assert.equal(await ask(two), '200 corp3 secret-3');
    for (const wrong of [`${two}x`, two.slice(1), '', two.toUpperCase()]) assert.equal(await ask(wrong), '403', wrong);
  });

  it('what one list has learnt of a shared mirror spares the other the wait, and opens no way to anybody else', async () => {
    const { serve, ask, broken } = start();
    const [one, two, three] = [newToken(), newToken(), newToken()];
    serve(one, 'https://pub1,https://pub2', '1');
    serve(two, 'https://pub1,https://corp2', '2');
    serve(three, 'https://corp2,https://pub2', '3');
    broken.add('pub1');
    for (const _ of [1, 2]) assert.equal(await ask(one), '200 pub1 1, pub2 1');
    assert.equal(await ask(one), '200 pub2 1');
    const answer = await ask(two);
    assert.ok(answer.startsWith('403 pub1 2') && !answer.includes('corp2'), answer);
    broken.add('corp2');
    for (const _ of [1, 2, 3]) {
      const told = await ask(three);
      assert.ok(told.startsWith('403 corp2 3') && !told.includes('pub2'), told);
    }
  });

  it('no path of the token’s list reaches another by tricks', async () => {
    const { serve, ask } = start();
    const [one, two] = [newToken(), newToken()];
    serve(one, 'https://corp1', '1');
    serve(two, 'https://corp2', '2');
    for (const path of [`../${two}/${LIST}`, `%2e%2e/${two}/${LIST}`, `/${two}/${LIST}`, `https://corp2/${LIST}`]) {
      const answer = await ask(one, path);
      assert.ok(!answer.includes('corp2'), `${path}: ${answer}`);
    }
  });
});
