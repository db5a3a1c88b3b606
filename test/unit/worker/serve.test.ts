/** The worker's side of the conversation, over a plain pair of ports. */

import assert from 'node:assert/strict';
import { MessageChannel } from 'node:worker_threads';
import type { RequestEvidence } from '../../../src/goproxy/probe/evidence.ts';
import type { Prober, SweepOptions } from '../../../src/goproxy/probe/prober.ts';
import type { FromWorker, ToWorker } from '../../../src/worker/messages.ts';
import { serve } from '../../../src/worker/serve.ts';
import type { RunTask } from '../../../src/worker/tasks.ts';
import { NOTHING_THERE } from '../../support/hostEvidence.ts';
import { until } from '../../support/until.ts';
import { evidenceOf, faulty } from '../failures/evidence.ts';
import { triageTask } from './triageTask.ts';

const QUESTIONS = { module: 'm', version: 'v1.0.0', deadline: 1000 };

describe('serve', () => {
  let channel: MessageChannel;
  let answers: FromWorker[];
  let opened: SweepOptions[];
  let closed: number;
  /** What the prober does with a question; `signal` is that of the question. */
  let behave: (signal: AbortSignal) => Promise<RequestEvidence[]>;

  beforeEach(() => {
    channel = new MessageChannel();
    answers = [];
    opened = [];
    closed = 0;
    behave = async () => [evidenceOf('info', faulty('refused', 'connect'))];
    const prober: Prober = {
      sweep(options) {
        opened.push(options);
        return {
          askEntry: (_questions, signal) => behave(signal),
          askDirect: (_questions, signal) => behave(signal),
          examineHost: async () => NOTHING_THERE,
          dispose: () => {
            closed += 1;
          },
        };
      },
    };
    const runTask: RunTask = async (task, onProgress, signal) => {
      onProgress({ source: 'vendor', name: 'vendor', bytes: null, done: 1, all: 1 });
      await behave(signal);
      return { ok: false, error: 'modCache' in task.question ? task.question.modCache : '' };
    };
    serve(channel.port1, { prober, runTask, end: () => answers.push({ type: 'failed', id: 0, message: 'ended' }) });
    channel.port2.on('message', (message: FromWorker) => answers.push(message));
  });
  afterEach(() => channel.port1.close());

  const send = (...messages: ToWorker[]) => {
    for (const message of messages) channel.port2.postMessage(message);
  };
  const open: ToWorker = { type: 'open', sweep: 1, options: { environment: { HTTP_PROXY: 'p' }, stall: 100 } };
  const question = (id: number, sweep = 1): ToWorker => ({ type: 'direct', id, sweep, questions: QUESTIONS });
  const answered = (count: number) => until(() => answers.length === count, `${count} answers`);

  const aborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });

  it('answers with plain data, and each question by its number', async () => {
    send(open, question(7), question(8));
    await answered(2);
    assert.deepEqual(opened, [{ environment: { HTTP_PROXY: 'p' }, stall: 100 }]);
    const evidence = [evidenceOf('info', faulty('refused', 'connect'))];
    assert.deepEqual(answers, [
      { type: 'answer', id: 7, answer: evidence },
      { type: 'answer', id: 8, answer: evidence },
    ]);
  });

  it('refuses a sweep that is closed or was never opened', async () => {
    send(open, { type: 'close', sweep: 1 }, { type: 'close', sweep: 1 }, question(1), question(2, 9));
    await answered(2);
    assert.equal(closed, 1);
    for (const answer of answers) assert.equal(answer.type === 'failed' && answer.message, 'the sweep is closed');
  });

  it('aborts the question that is cancelled and no other', async () => {
    behave = (signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        if (answers.length > 0) resolve([]);
      });
    send(open, question(1), question(2), { type: 'cancel', id: 1 }, { type: 'cancel', id: 99 });
    await answered(1);
    assert.deepEqual(answers, [{ type: 'failed', id: 1, message: 'aborted' }]);
    send({ type: 'cancel', id: 2 }, question(3));
    await answered(3);
    assert.deepEqual(
      answers.map(({ id, type }) => `${id} ${type}`),
      ['1 failed', '2 failed', '3 answer'],
    );
  });

  it('tells of a task on the way, then answers; cancelled, it fails', async () => {
    const progress = {
      type: 'progress',
      id: 1,
      progress: { source: 'vendor', name: 'vendor', bytes: null, done: 1, all: 1 },
    };
    send({ type: 'task', id: 1, task: triageTask('/cache') });
    await answered(2);
    assert.deepEqual(answers, [progress, { type: 'answer', id: 1, answer: { ok: false, error: '/cache' } }]);
    behave = aborted;
    send({ type: 'task', id: 2, task: triageTask() }, { type: 'cancel', id: 2 });
    await answered(4);
    assert.deepEqual(answers[3], { type: 'failed', id: 2, message: 'aborted' });
  });

  it('ends when what it was doing has ended', async () => {
    let tidied = false;
    behave = async (signal) => {
      await aborted(signal).catch(() => undefined);
      await new Promise(setImmediate);
      tidied = true;
      return [];
    };
    send({ type: 'task', id: 1, task: triageTask() }, { type: 'end' });
    await until(() => answers.some(({ id }) => id === 0), 'the end');
    assert.equal(tidied, true);
  });

  it('tells of what the prober throws, whatever it is', async () => {
    behave = () => Promise.reject('no error at all');
    send(open, question(1));
    await answered(1);
    assert.deepEqual(answers, [{ type: 'failed', id: 1, message: 'no error at all' }]);
  });
});
