/** Which entries are public, and what GOSUMDB says. */
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { parseList } from '../../../src/goproxy/list/list.ts';
import { isPublicMirror, MIRRORS } from '../../../src/goproxy/list/mirrors.ts';
import { parseGosumdb } from '../../../src/goproxy/protocol/sumdb.ts';

describe('goproxy/mirrors', () => {
  it('holds valid entries with names of their own', () => {
    assert.equal(new Set(MIRRORS.map(({ name }) => name)).size, MIRRORS.length);
    assert.equal(new Set(MIRRORS.map(({ url }) => url)).size, MIRRORS.length);
    for (const { url } of MIRRORS) assert.ok(parseList(url).ok && url.startsWith('https://'), url);
  });

  const known = ['https://public.example', 'https://other.example:8443/go/'];
  const rows: readonly (readonly [string, boolean])[] = [
    ['https://goproxy.cn', true],
    ['https://goproxy.cn/', true],
    ['https://GOPROXY.cn', true],
    ['https://goproxy.cn:443', true],
    ['http://goproxy.cn', true],
    ['http://goproxy.cn:80', true],
    ['https://goproxy.cn:8443', false],
    ['https://goproxy.cn.example', false],
    ['https://x.goproxy.cn', false],
    ['https://mirrors.aliyun.com/goproxy', true],
    ['https://mirrors.aliyun.com/goproxy/', true],
    ['https://mirrors.aliyun.com/goproxy//', true],
    ['https://mirrors.aliyun.com/other', false],
    ['https://mirrors.aliyun.com/goproxyx', false],
    ['https://mirrors.aliyun.com', false],
    ['https://public.example', true],
    ['https://public.example/cached-only', true],
    ['https://other.example:8443/go', true],
    ['https://other.example/go', false],
    ['https://proxy.corp', false],
    ['file:///goproxy.cn', false],
    ['https:/goproxy.cn', false],
    ['goproxy.cn', false], // an entry's url has its scheme
    ['%', false],
    ['', false],
  ];
  for (const [url, expected] of rows) {
    it(`calls ${url} ${expected ? 'public' : 'private'}`, () => assert.equal(isPublicMirror(url, known), expected));
  }

  it('is not put off by what is no URL among the known ones', () => {
    assert.equal(isPublicMirror('https://proxy.corp', ['', '%', 'direct', 'file:///x']), false);
  });
});

describe('goproxy/sumdb', () => {
  const GO = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
  const on = (name: string, key: string, url: string | null = null) => ({ kind: 'on', name, url, key });
  const invalid = (detail: string) => ({ kind: 'invalid', detail });

  /** A verifier key for `name`, made as golang.org/x/mod/sumdb/note does. */
  function keyFor(name: string, algorithm = 1): string {
    const spki = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
    const bytes = Buffer.concat([Buffer.from([algorithm]), spki.subarray(-32)]);
    const hash = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8);
    return `${name}+${hash}+${bytes.toString('base64')}`;
  }
  const own = keyFor('sum.corp/db');

  const rows: readonly (readonly [string, object])[] = [
    ['off', { kind: 'off' }],
    ['sum.golang.org', on('sum.golang.org', GO)],
    ['sum.golang.google.cn', on('sum.golang.org', GO, 'https://sum.golang.google.cn')],
    ['sum.golang.org https://mirror.example/sumdb', on('sum.golang.org', GO, 'https://mirror.example/sumdb')],
    [' sum.golang.org\t', on('sum.golang.org', GO)],
    [GO, on('sum.golang.org', GO)],
    [own, on('sum.corp/db', own)],
    [`${own} https://x`, on('sum.corp/db', own, 'https://x')],
    ['sum.golang.org x', on('sum.golang.org', GO, 'x')], // go fails later, at the request
    ['', invalid('missing')],
    [' ', invalid('missing')],
    ['a b c', invalid('too-many-fields')],
    ['on', invalid('bad-key')],
    ['OFF', invalid('bad-key')],
    ['sum.golang.google.cn x', invalid('bad-key')], // the alias stands alone
    ['constructor', invalid('bad-key')],
    ['a+b+c', invalid('bad-key')],
    [GO.replace('033d', '133d'), invalid('bad-key')],
    [GO.slice(0, -4), invalid('bad-key')],
    [`${GO}!`, invalid('bad-key')],
    [keyFor('x.y', 2), invalid('bad-key')],
    [keyFor('x.y/'), invalid('bad-name')],
    [keyFor('x.y?q'), invalid('bad-name')],
    [keyFor('u@x.y'), invalid('bad-name')],
    [keyFor('/x'), invalid('bad-name')],
    [keyFor('x.y/%2f'), invalid('bad-name')],
    [keyFor('x:y'), invalid('bad-name')],
    ['sum.golang.org http://h:1:2', invalid('bad-url')],
    ['sum.golang.org %', invalid('bad-url')],
  ];
  for (const [value, expected] of rows) {
    it(`reads ${JSON.stringify(value.slice(0, 50))}`, () => assert.deepEqual(parseGosumdb(value), expected));
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseGosumdb(text)));
    parseGosumdb(`a+01234567+${'A'.repeat(2_000_000)}`);
    parseGosumdb('+'.repeat(2_000_000));
  });
});
