/** Who is asked about the database, where the real go cannot show it: at once, without a usable list, and after a failure. */
import assert from 'node:assert/strict';
import { failure, type Result, success } from '../../../../src/base/result.ts';
import { parseList } from '../../../../src/goproxy/list/list.ts';
import { type EntrySource, firstOf, type SumdbSource } from '../../../../src/integrity/sumdb/sources.ts';
import type { SourceFault } from '../../../../src/integrity/sumdb/sumdbFault.ts';

const never = new AbortController().signal;

/** `asked` gets a word a request; an entry's URL tells the status of `supported`. */
function choice(goproxy: string, asked: string[]): SumdbSource {
  const list = parseList(goproxy);
  assert.ok(list.ok);
  const reading = (name: string) => async (path: string) => {
    asked.push(`${name}${path}`);
    return success(Buffer.from(name));
  };
  const through = ({ url }: { readonly url: string }): EntrySource => {
    const [, status = ''] = /(\d{3})$/.exec(url) ?? [];
    return {
      read: reading(status),
      async supported(): Promise<Result<null, SourceFault>> {
        asked.push(`${status}/supported`);
        return status === '200' ? success(null) : failure({ kind: 'status', url, status: Number(status) });
      },
    };
  };
  return firstOf(list.value.entries, through, { read: reading('itself') });
}

async function read(source: SumdbSource, path: string): Promise<string> {
  const answer = await source.read(path, never);
  return answer.ok ? Buffer.from(answer.value).toString() : answer.error.kind;
}

describe('the choice of who is asked about the database', () => {
  it('is made once, by those who ask at once too', async () => {
    const asked: string[] = [];
    const source = choice('https://a.test/404,https://b.test/200', asked);
    const answers = await Promise.all(['/1', '/2', '/3'].map((path) => read(source, path)));
    assert.deepEqual([answers, await read(source, '/4')], [['200', '200', '200'], '200']);
    assert.deepEqual(asked.slice(0, 2), ['404/supported', '200/supported']);
    assert.deepEqual(asked.slice(2).sort(), ['200/1', '200/2', '200/3', '200/4']);
  });

  it('is the database itself where the list has nobody to ask', async () => {
    for (const list of ['off', 'direct', 'https://a.test/404,off', 'off,https://b.test/200']) {
      assert.equal(await read(choice(list, []), '/1'), 'itself', list);
    }
  });

  it('stays a failure, as with go, whose next request asks nobody', async () => {
    const asked: string[] = [];
    const source = choice('https://a.test/500,https://b.test/200', asked);
    assert.deepEqual([await read(source, '/1'), await read(source, '/2')], ['status', 'status']);
    assert.deepEqual(asked, ['500/supported']);
  });
});
