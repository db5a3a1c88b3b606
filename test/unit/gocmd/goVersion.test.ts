/** Versions as go prints them. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseGoVersion } from '../../../src/gocmd/goVersion.ts';

describe('parseGoVersion', () => {
  const plain = { patch: null, prerelease: null, devel: false, experiments: [] };
  for (const [text, expected] of [
    ['go1.26.8', { ...plain, major: 1, minor: 26, patch: 8 }],
    ['go1.21', { ...plain, major: 1, minor: 21 }],
    ['go1', { ...plain, major: 1, minor: 0 }],
    ['go1.22rc1', { ...plain, major: 1, minor: 22, prerelease: 'rc1' }],
    ['go1.23.4 X:boringcrypto', { ...plain, major: 1, minor: 23, patch: 4, experiments: ['boringcrypto'] }],
    [
      'go1.26.0-X:jsonv2,nogreenteagc',
      { ...plain, major: 1, minor: 26, patch: 0, experiments: ['jsonv2', 'nogreenteagc'] },
    ],
    ['devel go1.21-41f485b9a7 Mon Jan 31 13:43:52 2022 +0000', { ...plain, major: 1, minor: 21, devel: true }],
    ['go1.27-devel_41f485b9a7 X:a', { ...plain, major: 1, minor: 27, devel: true, experiments: ['a'] }],
    ['go1.19.8 (Red Hat 1.19.8-1.el9)', { ...plain, major: 1, minor: 19, patch: 8 }],
    ['go1.20.3-google', { ...plain, major: 1, minor: 20, patch: 3 }],
    ['devel +41f485b9a7 Mon Jan 31', null],
    ['', null],
    ['1.26.8', null],
    ['gopher', null],
    ['go1.2.3.4', null],
    ['go1.99999999999999999999', null],
  ] as const) {
    it(JSON.stringify(text), () => assert.deepEqual(parseGoVersion(text), expected));
  }

  it('is total', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseGoVersion(`go1.${text}`)));
  });
});
