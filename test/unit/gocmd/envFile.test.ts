/** The env file's grammar, by table and by property. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEnvFile } from '../../../src/gocmd/env/envFile.ts';

const user = (text: string) => Object.fromEntries(parseEnvFile(text, 'last-wins'));

describe('parseEnvFile', () => {
  for (const [text, expected] of [
    ['', {}],
    ['GOPROXY=a', { GOPROXY: 'a' }],
    ['GOPROXY=a\nGOSUMDB=b\n', { GOPROXY: 'a', GOSUMDB: 'b' }],
    ['GOPROXY=a\r\nGOSUMDB=b', { GOPROXY: 'a\r', GOSUMDB: 'b' }],
    ['GOPROXY=a=b=c\n', { GOPROXY: 'a=b=c' }],
    ['GOPROXY="a"\nGOVCS= x \n', { GOPROXY: '"a"', GOVCS: ' x ' }],
    ['GOPROXY=a\nGOPROXY=b\n', { GOPROXY: 'b' }],
    ['GOPROXY=a\nGOPROXY=\n', { GOPROXY: '' }],
    ['# GOPROXY=a\n GOPROXY=b\n\tGOPROXY=c\ngOPROXY=d\n=e\n[x]=1\n', {}],
    ['GOPROXY\n\n\n', {}],
    ['\ufeffGOPROXY=a\nGOSUMDB=b', { GOSUMDB: 'b' }],
    ['GOPROXY =a', { 'GOPROXY ': 'a' }],
    ['GOPROXY=a\0b\rc', { GOPROXY: 'a\0b\rc' }],
  ] as const) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(user(text), expected));
  }

  it('lets the first of two lines count in $GOROOT/go.env', () => {
    assert.deepEqual(Object.fromEntries(parseEnvFile('GOPROXY=a\nGOPROXY=b\n', 'first-wins')), { GOPROXY: 'a' });
  });

  it('is total, and keeps nothing that a line does not say', () => {
    const line = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('GOPROXY=a', 'GOPROXY=', '#x', '=', '\r'));
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('last-wins' as const, 'first-wins' as const), (lines, rule) => {
        const text = lines.join('\n');
        for (const [key, value] of parseEnvFile(text, rule)) {
          assert.match(key, /^[A-Z][^=\n]*$/);
          assert.ok(text.split('\n').includes(`${key}=${value}`));
        }
      }),
    );
  });

  it('is linear: ten megabytes of junk', () => {
    assert.equal(parseEnvFile('=\n'.repeat(2_500_000) + 'A'.repeat(5_000_000), 'last-wins').size, 0);
  });
});
