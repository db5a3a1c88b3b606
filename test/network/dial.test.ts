/** TCP connections: families, deadlines, and how they fail. */
import assert from 'node:assert/strict';
import { allow } from '../../src/net/allowance.ts';
import { dial } from '../../src/net/link/dial.ts';
import { blackHole } from '../lab/servers/blackHole.ts';
import { NEVER } from './fixtures/client.ts';
import { Servers } from './fixtures/servers.ts';

const servers = new Servers();
afterEach(() => servers.stop());

async function outcome(addresses: readonly string[], port: number, deadline = 1000): Promise<string> {
  const result = await dial(addresses, port, allow(deadline, NEVER));
  if (!result.ok) return `${result.error.kind}/${result.error.detail}`;
  const { remoteAddress } = result.value;
  result.value.destroy();
  return String(remoteAddress);
}

describe('dial', () => {
  it('takes the first address that answers', async () => {
    const { port } = await servers.silent();
    assert.equal(await outcome(['127.0.0.1', '::1'], port), '127.0.0.1');
    assert.equal(await outcome(['127.0.0.2', '127.0.0.1'], port), '127.0.0.1');
  });

  it('goes over to the other family at once when the first is refused', async () => {
    const { port } = await servers.raw(() => undefined, '::1');
    const started = performance.now();
    assert.equal(await outcome(['127.0.0.1', '::1'], port), '::1');
    assert.ok(performance.now() - started < 250);
  });

  it('tries the other family after 300 ms when the first is silent', async () => {
    const hole = await blackHole();
    try {
      await servers.raw(() => undefined, '::1', hole.port);
      const started = performance.now();
      assert.equal(await outcome(['127.0.0.1', '::1'], hole.port), '::1');
      const ms = performance.now() - started;
      assert.ok(ms >= 290 && ms < 900, `${ms} ms`);
    } finally {
      await hole.stop();
    }
  });

  it('is refused where every address is', async () => {
    const port = await servers.refusedPort();
    assert.equal(await outcome(['127.0.0.1', '127.0.0.2', '::1'], port), 'refused/connection-refused');
  });

  it('gives an address that is silent its share of the time, then tries the next', async () => {
    const hole = await blackHole();
    try {
      await servers.raw(() => undefined, '127.0.0.2', hole.port);
      const started = performance.now();
      assert.equal(await outcome(['127.0.0.1', '127.0.0.2'], hole.port, 4400), '127.0.0.2');
      const ms = performance.now() - started;
      assert.ok(ms >= 2190 && ms < 3500, `${ms} ms`);
      assert.equal(await outcome(['127.0.0.1'], hole.port, 200), 'connect-timeout/no-answer');
    } finally {
      await hole.stop();
    }
  });

  it('takes port 0 and impossible ports without a throw', async () => {
    assert.match(await outcome(['127.0.0.1'], 0), /^(?:refused|no-route)\//);
    for (const port of [-1, 65_536, 99_999, 1.5, Number.NaN]) {
      assert.equal(await outcome(['127.0.0.1'], port), 'invalid-url/invalid-port');
    }
    assert.equal(await outcome([], 80), 'no-route/no-address');
  });

  it('ends at once when aborted', async () => {
    const hole = await blackHole();
    try {
      const stop = new AbortController();
      const pending = dial(['127.0.0.1'], hole.port, allow(60_000, stop.signal));
      setImmediate(() => stop.abort(new Error('enough')));
      await assert.rejects(pending, /enough/);
    } finally {
      await hole.stop();
    }
  });
});
