/** Which mirrors are compared, and what they are held against. */
import assert from 'node:assert/strict';
import { chooseTargets } from '../../../../src/doctor/compare/chooseTargets.ts';
import { knownSums, newestOf } from '../../../../src/doctor/compare/yardstick.ts';
import { parseList } from '../../../../src/goproxy/list/list.ts';
import { MIRRORS } from '../../../../src/goproxy/list/mirrors.ts';

function list(text: string) {
  const parsed = parseList(text);
  assert.ok(parsed.ok);
  return parsed.value;
}

describe('chooseTargets', () => {
  const words = (wishes: Parameters<typeof chooseTargets>[0]) => {
    const chosen = chooseTargets(wishes);
    return chosen.ok
      ? chosen.value.map(({ entry, name, source, place }) => [entry.index, entry.url, name, source, place].join(' '))
      : chosen.error;
  };
  const own = list('https://corp.example/go|https://goproxy.cn/,direct,https://never.example');

  it('by name and by URL, in the order of the call, each once', () => {
    assert.deepEqual(words({ named: ['aliyun', 'https://x.example', 'mirrors.aliyun.com/goproxy'], own, known: [] }), [
      '0 https://mirrors.aliyun.com/goproxy aliyun named ',
      '1 https://x.example  named ',
    ]);
  });

  it('what is neither is said', () => {
    for (const text of ['nobody', 'direct', 'off', 'https://a.example,https://b.example', ''])
      assert.equal(words({ named: ['goproxy.cn', text], own: null, known: [] }), text);
  });

  it('else the list’s own, those of the toolchain and the settings, and the public ones that may be offered', () => {
    const chosen = words({ named: [], own, known: ['https://default.example'] });
    assert.ok(Array.isArray(chosen));
    assert.deepEqual(chosen.slice(0, 3), [
      '0 https://corp.example/go  list 0',
      '1 https://goproxy.cn goproxy.cn list 1',
      '2 https://default.example  known ',
    ]);
    const fit = MIRRORS.filter(({ note, name }) => note === 'fit' && name !== 'goproxy.cn');
    assert.deepEqual(
      chosen.slice(3).map((line) => line.split(' ').slice(2).join(' ')),
      fit.map(({ name }) => `${name} built-in `),
    );
  });
});

describe('what mirrors are held against', () => {
  const module = { module: 'example.test/a', version: 'v1.0.0' };
  const sent = (...zips: (string | null)[]) =>
    zips.map((zip) => ({ evidence: [], sums: [{ ...module, mod: null, zip }], unlisted: [], done: true }));
  const zipOf = (...args: Parameters<typeof knownSums>) => knownSums(...args).map(({ zip, by }) => [zip, by]);

  it('what somebody vouches for, however many send something else', () => {
    const vouched = [{ ...module, mod: null, zip: 'h1:true', by: 'go.sum' as const }];
    assert.deepEqual(zipOf([module], vouched, sent('h1:x', 'h1:x', 'h1:true')), [['h1:true', 'go.sum']]);
  });

  it('else what most send; where as many say this as that, nobody is believed', () => {
    assert.deepEqual(zipOf([module], [], sent('h1:x', 'h1:a', 'h1:a', null)), [['h1:a', null]]);
    assert.deepEqual(zipOf([module], [], sent('h1:x', 'h1:a')), [['', null]]);
    assert.deepEqual(zipOf([module], [], sent(null)), [[null, null]]);
  });

  it('the newest version is that of semantic versions', () => {
    assert.equal(newestOf(['v0.9.0', null, 'v0.31.0', 'v0.4.0']), 'v0.31.0');
    assert.equal(newestOf([null]), null);
  });
});
