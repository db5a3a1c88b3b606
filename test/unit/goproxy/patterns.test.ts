/** GOPRIVATE and its family. Held against Go in reference.test.ts. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchGlob } from '../../../src/goproxy/module/glob.ts';
import { isPrivate, matchPrefixPatterns, skipsSumdb } from '../../../src/goproxy/module/patterns.ts';

describe('goproxy/patterns', () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['', 'a.b/c', false],
    ['*', 'a.b/c/d', true],
    ['a.b', 'a.b', true],
    ['a.b', 'a.b/c', true],
    ['a.b', 'a.bc/d', false],
    ['github.com/org', 'github.com/org/x', true],
    ['github.com/org', 'github.com/org2/x', false],
    ['github.com/org/x', 'github.com/org', false], // the path is shorter
    ['*.corp.com', 'git.corp.com/x/y', true],
    ['*.corp.com', 'corp.com/x', false],
    ['*.corp.com', 'a.b.corp.com', true], // a star takes dots
    ['*/x', 'a.b/x/y', true],
    ['*/x', 'a.b/y/x', false],
    ['**/x', 'a.b/c/x', false], // no special meaning
    ['a.b/*/c', 'a.b/x/c/d', true],
    ['a.b/*', 'a.b', false],
    // One trailing slash goes, not two.
    ['a.b/', 'a.b/c', true],
    ['a.b//', 'a.b/c', false],
    ['/', 'a.b', false],
    // Lists: blanks are not trimmed, empty ones skipped.
    ['x.y,a.b', 'a.b/c', true],
    ['x.y, a.b', 'a.b/c', false],
    ['x.y, a.b', ' a.b/c', true],
    [',,a.b,', 'a.b/c', true],
    // Case counts.
    ['github.com/Org', 'github.com/org/x', false],
    // A malformed one matches nothing and hides none.
    ['[', '[', false],
    ['[,a.b', 'a.b', true],
    ['a.b\\', 'a.b\\', false],
    // Classes and escapes.
    ['[a-c].x', 'b.x/y', true],
    ['[^a-c].x', 'b.x/y', false],
    ['[^a-c].x', 'd.x/y', true],
    ['[a-]', 'a', false],
    ['[\\-a]', '-', true],
    ['[]a]', 'a', false], // a class is not empty, so that this one is malformed
    ['[\\]a]', ']', true],
    ['[c-a]', 'b', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['?.b', 'a.b', true],
    ['?.b', 'é.b', true],
    ['a?b', 'a/b', false],
    ['[/]', '/', true], // a class may hold a slash, and that counts as one
    ['none', 'a.b/c', false],
    ['*', '', true],
    ['?', '', false],
  ];
  for (const [globs, target, expected] of rows) {
    it(`${expected ? 'matches' : 'does not match'} ${JSON.stringify(globs)} with ${JSON.stringify(target)}`, () => {
      assert.equal(matchPrefixPatterns(globs, target), expected);
    });
  }

  it('inherits GOPRIVATE where the variable is unset or empty', () => {
    assert.equal(isPrivate('corp.com/x', {}), false);
    assert.equal(isPrivate('corp.com/x', { GOPRIVATE: 'corp.com' }), true);
    assert.equal(isPrivate('corp.com/x', { GOPRIVATE: 'corp.com', GONOPROXY: '' }), true);
    assert.equal(isPrivate('corp.com/x', { GOPRIVATE: 'corp.com', GONOPROXY: 'none' }), false);
    assert.equal(isPrivate('corp.com/x', { GONOPROXY: 'corp.com' }), true);
    assert.equal(isPrivate('corp.com/x', { GOPRIVATE: 'corp.com', GONOSUMDB: 'none' }), true);
    assert.equal(skipsSumdb('corp.com/x', { GOPRIVATE: 'corp.com', GONOPROXY: 'none' }), true);
    assert.equal(skipsSumdb('corp.com/x', { GOPRIVATE: 'corp.com', GONOSUMDB: 'none' }), false);
    assert.equal(skipsSumdb('corp.com/x', { GONOSUMDB: undefined }), false);
  });

  it('never throws, and does not backtrack for ever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (globs, target) => {
        matchPrefixPatterns(globs, target);
      }),
    );
    // Each star would double the work of a naive matcher.
    assert.equal(matchGlob(`${'a*'.repeat(30)}b`, 'a'.repeat(3000)), false);
    assert.equal(matchPrefixPatterns('*,'.repeat(200_000), '/'.repeat(10)), true);
    assert.equal(matchPrefixPatterns(`${'x/'.repeat(100_000)}y`, 'a.b/c'), false);
  });
});
