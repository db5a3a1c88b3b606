/** Who waits for one server. */
import assert from 'node:assert/strict';
import { WaitingLine } from '../../../../src/integrity/measure/waitingLine.ts';

describe('WaitingLine', () => {
  it('lets the best of those go first that are there', async () => {
    const line = new WaitingLine<number>((one) => one);
    for (const one of [30, 10, 20]) line.add(one);
    assert.equal(await line.next(), 10);
    line.add(5);
    assert.deepEqual([await line.next(), await line.next(), await line.next()], [5, 20, 30]);
  });

  it('waits for the next one, and ends when nobody else will come', async () => {
    const line = new WaitingLine<string>(() => 0);
    const first = line.next();
    line.add('late');
    assert.equal(await first, 'late');
    const last = line.next();
    line.close();
    assert.equal(await last, undefined);
  });

  it('serves those that are there when it is closed', async () => {
    const line = new WaitingLine<string>(() => 0);
    line.add('a');
    line.close();
    assert.deepEqual([await line.next(), await line.next()], ['a', undefined]);
  });
});
