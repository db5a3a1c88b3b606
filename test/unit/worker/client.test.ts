/** The prober in a thread: it starts when it is needed, ends when it is idle, and no question is left without an end. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sweep } from '../../../src/goproxy/probe/prober.ts';
import { WorkerClient } from '../../../src/worker/client.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { listOf } from '../doctor/question.ts';
import { triageTask } from './triageTask.ts';

const FILE = fileURLToPath(new URL('./testWorker.ts', import.meta.url));
const OPTIONS = { environment: {}, stall: 3000 };
const never = new AbortController().signal;

interface Words {
  readonly threadId: number;
  readonly open: number;
  readonly cancelled: number;
}

describe('WorkerClient', () => {
  let clock: ManualClock;
  let prober: WorkerClient;
  const log: string[] = [];
  beforeEach(() => {
    log.length = 0;
    clock = new ManualClock();
    prober = new WorkerClient(FILE, clock, {
      write: (level, topic, message) => log.push(`${level} ${topic} ${message}`),
    });
  });
  afterEach(() => prober.dispose());

  async function ask(sweep: Sweep, module = 'usual', signal = never): Promise<Words> {
    const [entry] = listOf('https://a.example').entries;
    assert.ok(entry?.kind === 'url');
    const request = { kind: 'info', path: 'x', module, version: 'v1.0.0' } as const;
    const [evidence] = await sweep.askEntry({ entry, requests: [request], sumdb: null, deadline: 1000 }, signal);
    assert.equal(evidence?.request.module, module);
    return JSON.parse(evidence?.words ?? '') as Words;
  }

  it('answers from one thread, and closes sweeps there', async () => {
    const one = prober.sweep(OPTIONS);
    const { threadId, open } = await ask(one);
    assert.deepEqual([threadId > 0, open], [true, 1]);
    const two = prober.sweep(OPTIONS);
    one.dispose();
    one.dispose();
    assert.deepEqual(await ask(two), { threadId, open: 1, cancelled: 0 });
    const [page] = await two.askDirect({ module: 'm', version: null, deadline: 1000 }, never);
    assert.equal(page?.request.kind, 'go-get');
    two.dispose();
  });

  it('ends when it has been idle for a while, and starts again', async () => {
    const first = prober.sweep(OPTIONS);
    const { threadId } = await ask(first);
    // An open sweep is work, however long it lasts.
    await clock.advance(60_000);
    assert.equal((await ask(first)).threadId, threadId);
    first.dispose();
    await clock.advance(4_000);
    const second = prober.sweep(OPTIONS);
    await clock.advance(60_000);
    assert.equal((await ask(second)).threadId, threadId);
    second.dispose();
    await clock.advance(5_000);
    const third = prober.sweep(OPTIONS);
    assert.notEqual((await ask(third)).threadId, threadId);
    assert.deepEqual(log, []);
  });

  it('takes a cancelled question back in the thread', async () => {
    const sweep = prober.sweep(OPTIONS);
    await ask(sweep);
    const controller = new AbortController();
    const reason = new Error('Escape');
    const asked = ask(sweep, 'silent', controller.signal);
    controller.abort(reason);
    await assert.rejects(asked, (error) => error === reason);
    await until(async () => (await ask(sweep)).cancelled === 1, 'the thread hears of it');
    await assert.rejects(ask(sweep, 'usual', controller.signal), (error) => error === reason);
  });

  for (const way of ['exit', 'throw'] as const) {
    it(`rejects what is pending when the thread is lost (${way}), and starts another for the next sweep`, async () => {
      const sweep = prober.sweep(OPTIONS);
      const { threadId } = await ask(sweep);
      const pending = ask(sweep, 'silent');
      const lost = /^Error: the probe worker ended: (?:exit 3|a defect in the worker)$/;
      await Promise.all([assert.rejects(pending, lost), assert.rejects(ask(sweep, way), lost)]);
      assert.equal(log.length, 1);
      assert.match(log[0] ?? '', /^error worker the probe worker ended: /);
      // What was opened in the lost thread is of no use any more; to close it does no harm.
      await assert.rejects(ask(sweep), /the sweep is closed/);
      const next = prober.sweep(OPTIONS);
      sweep.dispose();
      assert.notEqual((await ask(next)).threadId, threadId);
    });
  }

  it('passes a defect of the prober on, and lives', async () => {
    const sweep = prober.sweep(OPTIONS);
    await assert.rejects(ask(sweep, 'fail'), /a defect in the prober/);
    assert.equal((await ask(sweep)).open, 1);
  });

  it('refuses questions to a closed sweep, without starting a thread for them', async () => {
    const sweep = prober.sweep(OPTIONS);
    sweep.dispose();
    await assert.rejects(ask(sweep), /the sweep is closed/);
    await clock.advance(5_000);
    await until(() => clock.next === null, 'the thread has ended');
    await assert.rejects(ask(sweep), /the sweep is closed/);
    assert.equal(clock.next, null);
  });

  it('rejects what is pending when it is disposed', async () => {
    const sweep = prober.sweep(OPTIONS);
    await ask(sweep);
    const pending = ask(sweep, 'silent');
    prober.dispose();
    await assert.rejects(pending, /the prober was disposed/);
    assert.deepEqual(log, []);
  });

  describe('tasks', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'goproxy-worker-test-'));
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    async function thread(): Promise<string> {
      const answer = await prober.run(triageTask(), never);
      assert.ok(!answer.ok);
      return answer.error;
    }

    it('tell of themselves, answer, and let the thread end when it is idle', async () => {
      const told: unknown[] = [];
      const answer = await prober.run(triageTask(), never, (progress) => told.push(progress));
      assert.deepEqual(told, [{ source: 'cache', name: 'cache', bytes: null, done: 1, all: 2 }]);
      assert.ok(!answer.ok);
      await clock.advance(4_000);
      assert.equal(await thread(), answer.error);
      await clock.advance(5_000);
      assert.notEqual(await thread(), answer.error);
      assert.deepEqual(log, []);
    });

    it('keep the thread while they run', async () => {
      const controller = new AbortController();
      const file = path.join(folder, 'running');
      const running = prober.run(triageTask(file), controller.signal);
      await until(() => existsSync(file), 'it runs');
      const own = await thread();
      await clock.advance(60_000);
      assert.equal(await thread(), own);
      controller.abort(new Error('Escape'));
      await assert.rejects(running, /Escape/);
      await until(() => !existsSync(file), 'it tidies up');
      await assert.rejects(prober.run(triageTask(), controller.signal), /Escape/);
    });

    it('tidy up when the window closes', async () => {
      const file = path.join(folder, 'running');
      const running = prober.run(triageTask(file), never);
      await until(() => existsSync(file), 'it runs');
      prober.dispose();
      await assert.rejects(running, /the prober was disposed/);
      await until(() => !existsSync(file), 'it tidies up');
    });

    it('are rejected when the thread is lost', async () => {
      await assert.rejects(prober.run(triageTask('exit'), never), /the probe worker ended: exit 3/);
      assert.match(await thread(), /^\d+$/);
    });
  });

  it('says when there is no such file', async () => {
    const missing = new WorkerClient(`${FILE}.missing`, clock, { write: (...line) => log.push(line.join(' ')) });
    await assert.rejects(ask(missing.sweep(OPTIONS)), /the probe worker ended: .*testWorker\.ts\.missing/);
    assert.equal(log.length, 1);
  });
});
