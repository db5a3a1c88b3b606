/** The circuit breaker: when it opens, how long, and what closes it. */
import assert from 'node:assert/strict';
import {
  afterFailure,
  afterSuccess,
  CIRCUIT_LIMITS,
  type Circuit,
  type CircuitFailure,
  closedCircuit,
  stateAt,
} from '../../../src/health/circuit.ts';

const quick: CircuitFailure = { cost: 5, retryAfter: null };
const silent: CircuitFailure = { cost: 2500, retryAfter: null };

function fail(circuit: Circuit, now: number, failure = quick): Circuit {
  return afterFailure(circuit, failure, now, 0, CIRCUIT_LIMITS);
}

function succeed(circuit: Circuit, now: number): Circuit {
  return afterSuccess(circuit, now, CIRCUIT_LIMITS);
}

describe('health: circuit', () => {
  it('opens after two failures in a row, or one that made somebody wait', () => {
    const once = fail(closedCircuit(0), 1);
    assert.equal(once.state, 'closed');
    assert.equal(fail(once, 2).state, 'open');
    assert.equal(fail(succeed(once, 2), 3).state, 'closed', 'a success in between');
    assert.equal(fail(closedCircuit(0), 1, silent).state, 'open');
  });

  it('is tried again after a pause, which doubles up to two minutes', () => {
    let circuit = fail(closedCircuit(0), 0, silent);
    let now = 0;
    for (const pause of [10_000, 20_000, 40_000, 80_000, 120_000, 120_000]) {
      assert.equal(stateAt(circuit, now + pause - 1), 'open', `${pause}`);
      now += pause;
      assert.equal(stateAt(circuit, now), 'half-open', `${pause}`);
      circuit = fail(circuit, now);
    }
  });

  it('closes after two successes in a row, the second of them a while after the first, and forgets', () => {
    const open = fail(closedCircuit(0), 0, silent);
    const half = succeed(open, 10_000);
    assert.deepEqual([half.state, half.since], ['half-open', 10_000]);
    const more = succeed(half, 29_999);
    assert.deepEqual([more.state, more.since], ['half-open', 10_000]);
    for (const one of [half, more]) assert.deepEqual(succeed(one, 30_000), closedCircuit(30_000));
    assert.equal(succeed(open, 300_000).state, 'half-open', 'one success alone');
    const again = fail(more, 29_999);
    assert.deepEqual([again.state, again.openings], ['open', 2], 'a failed trial opens it again at once, for longer');
  });

  it('requests that were under way when it opened do not make it longer', () => {
    const open = fail(closedCircuit(0), 0, silent);
    assert.equal(fail(open, 1, silent), open);
  });

  it('obeys Retry-After, for an hour at the most', () => {
    for (const [retryAfter, pause] of [
      [300_000, 300_000],
      [999_999_999_000, 3_600_000],
    ] as const) {
      const told = fail(closedCircuit(0), 0, { cost: 3, retryAfter });
      assert.equal(stateAt(told, pause - 1), 'open');
      assert.equal(stateAt(told, pause), 'half-open');
    }
  });
});
